package io.leadstream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.schema.Topics;
import io.leadstream.streams.StreamsApp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods come and go one after the other, keep their names, and KEDA looks at what there is to look at. */
class ScalingTest {

    private static final List<Manifest> LARGE = Chart.rendered("large");
    private static final List<Manifest> SMALL = Chart.rendered("small");

    @Test
    void whoHasAPlaceInAGroupKeepsItsName() {
        for (String service : List.of("streams-app", "dispatcher")) {
            JsonNode set = Manifest.of("StatefulSet", service, SMALL).tree();
            assertThat(set.at("/spec/updateStrategy/type").asText()).isEqualTo("RollingUpdate");
            assertThat(config(service, SMALL)).contains("instance_id: ${POD_NAME}");
            assertThat(set.at("/spec/template/spec/containers/0/env"))
                    .anySatisfy(variable -> assertThat(
                                    variable.at("/valueFrom/fieldRef/fieldPath").asText())
                            .isEqualTo("metadata.name"));
        }
    }

    @Test
    void stateIsOnAVolumeOfTheInstancesOwn() {
        JsonNode set = Manifest.of("StatefulSet", "streams-app", LARGE).tree();
        assertThat(set.at("/spec/volumeClaimTemplates/0/spec/resources/requests/storage")
                        .asText())
                .isEqualTo("100Gi");
        assertThat(set.at("/spec/volumeClaimTemplates/0/spec/storageClassName").asText())
                .isEqualTo("fast");
        assertThat(set.at("/spec/template/spec/containers/0/volumeMounts/0/mountPath")
                        .asText())
                .isEqualTo("/var/lib/leadstream");
        assertThat(config("streams-app", LARGE)).contains("state_folder: /var/lib/leadstream");
    }

    @Test
    void anUpdateWaitsForReadyAndAStopHasTimeToEnd() {
        for (Manifest service : List.of(
                Manifest.of("StatefulSet", "streams-app", SMALL),
                Manifest.of("StatefulSet", "dispatcher", SMALL),
                Manifest.of("Deployment", "gateway", SMALL))) {
            JsonNode container = service.pod().at("/spec/containers/0");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
            assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/live");
            assertThat(service.pod().at("/spec/terminationGracePeriodSeconds").asInt())
                    .isGreaterThanOrEqualTo(25);
            assertThat(service.pod().at("/spec/topologySpreadConstraints")).hasSize(2);
        }
        assertThat(Manifest.of("Deployment", "gateway", SMALL)
                        .at("/spec/strategy/rollingUpdate/maxUnavailable")
                        .asInt())
                .isZero();
    }

    /** Helm would set the replicas back at each upgrade if it said how many. */
    @Test
    void whereKedaScalesNobodyElseDoes() {
        for (Manifest scaled : Manifest.of("ScaledObject", LARGE)) {
            String kind = scaled.at("/spec/scaleTargetRef/kind").asText();
            Manifest target = LARGE.stream()
                    .filter(it -> it.kind().equals(kind)
                            && it.name()
                                    .equals(scaled.at("/spec/scaleTargetRef/name")
                                            .asText()))
                    .findFirst()
                    .orElseThrow();
            assertThat(target.at("/spec/replicas").isMissingNode()).isTrue();
            JsonNode down = scaled.at("/spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown");
            assertThat(down.path("stabilizationWindowSeconds").asInt()).isGreaterThanOrEqualTo(600);
            assertThat(down.path("policies")).hasSize(1);
            assertThat(down.at("/policies/0/value").asInt()).isEqualTo(1);
        }
        assertThat(Manifest.of("ScaledObject", LARGE)).hasSize(3);
        assertThat(Manifest.of("ScaledObject", SMALL)).isEmpty();
    }

    @Test
    void lagIsThatOfTheGroupsThatTheServicesJoin() {
        JsonNode pipeline = Manifest.of("ScaledObject", "streams-app", LARGE).at("/spec/triggers/0/metadata");
        assertThat(pipeline.path("consumerGroup").asText()).isEqualTo(StreamsApp.APPLICATION);
        assertThat(pipeline.path("topic").asText()).isEqualTo(Topics.LEADS.name());

        JsonNode lanes = Manifest.of("ScaledObject", "dispatcher", LARGE).at("/spec/triggers");
        assertThat(lanes.at("/0/metadata/topic").asText())
                .isEqualTo(Topics.deliveries("croco").name());
        assertThat(lanes.at("/0/metadata/consumerGroup").asText()).isEqualTo("dispatcher.croco");
        assertThat(lanes.at("/2/metadata/query").asText())
                .isEqualTo("max(leadstream_oldest_undelivered_seconds{namespace=\"leads\"})");
        assertThat(lanes.at("/2/metadata/threshold").asText()).isEqualTo("60");
    }

    @Test
    void aCopyOfStateIsKeptElsewhere() {
        assertThat(config("streams-app", LARGE)).contains("num.standby.replicas: \"1\"");
        assertThat(config("streams-app", SMALL)).contains("num.standby.replicas: \"0\"");
    }

    private static String config(String service, List<Manifest> all) {
        return Manifest.of("ConfigMap", service, all)
                .at("/data")
                .path(service + ".yaml")
                .asText();
    }

    /** A dispatcher takes 1 to 600 s and does not start with another time. */
    @ParameterizedTest
    @CsvSource({"20, 5", "45, 30", "3600, 600"})
    void callsInFlightAreWaitedForUntilShortlyBeforeTheKill(int grace, int closing) {
        List<Manifest> all =
                Chart.rendered("small", Map.of("dispatcher.terminationGracePeriodSeconds", Integer.toString(grace)));
        assertThat(Manifest.of("ConfigMap", "dispatcher", all)
                        .tree()
                        .path("data")
                        .toString())
                .contains("closing_seconds: " + closing + "\\n");
    }
}
