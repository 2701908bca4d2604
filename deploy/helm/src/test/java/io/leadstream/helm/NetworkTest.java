package io.leadstream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Nothing goes in or out but what is listed. */
class NetworkTest {

    private static final List<Manifest> LARGE = Chart.rendered("large");

    @ParameterizedTest
    @FieldSource("io.leadstream.helm.Chart#SETS")
    void everythingIsDeniedToEveryPodFirst(String set) {
        List<Manifest> all = Chart.rendered(set, Map.of("deploy.when", "beside"));
        Manifest deny = Manifest.of("NetworkPolicy", all).getFirst();
        assertThat(deny.at("/spec/policyTypes")).extracting(JsonNode::asText).containsExactly("Ingress", "Egress");
        assertThat(deny.at("/spec/ingress")).isEmpty();
        assertThat(deny.at("/spec/egress")).hasSize(1);
        assertThat(deny.at("/spec/egress/0/ports"))
                .extracting(port -> port.path("port").asInt())
                .containsOnly(53);
        all.stream()
                .filter(it -> it.pod().isObject())
                .forEach(it -> deny.at("/spec/podSelector/matchLabels")
                        .properties()
                        .forEach(label -> assertThat(
                                        it.pod().at("/metadata/labels").path(label.getKey()))
                                .isEqualTo(label.getValue())));
    }

    @ParameterizedTest
    @FieldSource("io.leadstream.helm.Chart#SETS")
    void onlyMonitoringReachesTheOperationsPort(String set) {
        for (Manifest policy : Manifest.of("NetworkPolicy", Chart.rendered(set))) {
            for (JsonNode rule : policy.at("/spec/ingress")) {
                if (rule.at("/ports/0/port").asInt() != 9464) {
                    continue;
                }
                for (JsonNode from : rule.path("from")) {
                    boolean monitoring = from.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                            .asText()
                            .equals("monitoring");
                    boolean ledger = policy.name().endsWith("-streams-app")
                            && List.of("streams-app", "gateway")
                                    .contains(from.at("/podSelector/matchLabels/app.kubernetes.io~1component")
                                            .asText());
                    assertThat(monitoring || ledger)
                            .as("%s from %s", policy, from)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void onlyTheDispatcherCallsOutAndNotIntoPrivateNetworks() {
        List<String> outside = new ArrayList<>();
        for (Manifest policy : Manifest.of("NetworkPolicy", LARGE)) {
            policy.at("/spec/egress")
                    .forEach(rule -> rule.path("to").forEach(to -> {
                        if (to.at("/ipBlock/cidr").asText().equals("0.0.0.0/0")) {
                            outside.add(policy.name());
                            assertThat(to.at("/ipBlock/except"))
                                    .extracting(JsonNode::asText)
                                    .contains("10.0.0.0/8", "169.254.0.0/16");
                        }
                    }));
        }
        assertThat(outside).containsExactly("rel-leadstream-dispatcher");
    }

    @Test
    void theGatewayIsReachedByItsIngressControllerAlone() {
        JsonNode rules = Manifest.of("NetworkPolicy", "gateway", LARGE).at("/spec/ingress");
        assertThat(rules).hasSize(2);
        assertThat(rules.at("/1/ports/0/port").asInt()).isEqualTo(8080);
        assertThat(rules.at("/1/from")).hasSize(1);
    }

    @Test
    void prometheusFindsTheOperationsPortOfEachService() {
        Manifest monitor = Manifest.of("ServiceMonitor", LARGE).getFirst();
        List<String> found = Manifest.of("Service", LARGE).stream()
                .filter(service -> monitor.at("/spec/selector/matchLabels").properties().stream()
                        .allMatch(label -> label.getValue()
                                .equals(service.at("/metadata/labels").path(label.getKey()))))
                .map(Manifest::name)
                .toList();
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "rel-leadstream-streams-app", "rel-leadstream-dispatcher", "rel-leadstream-gateway-operations");
        assertThat(monitor.at("/spec/endpoints/0/port").asText()).isEqualTo("operations");
    }
}
