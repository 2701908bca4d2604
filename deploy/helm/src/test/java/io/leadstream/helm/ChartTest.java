package io.leadstream.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Helm takes the chart with each set of values, and every object that comes out is what its kind's own model knows. */
class ChartTest {

    @ParameterizedTest
    @FieldSource("io.leadstream.helm.Chart#SETS")
    void lints(String set, @TempDir Path copy) {
        LintResult result = Chart.linted(set, copy.resolve("leadstream"));

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @ParameterizedTest
    @FieldSource("io.leadstream.helm.Chart#SETS")
    void everyObjectIsKnownToItsModel(String set) {
        List<Manifest> manifests = Chart.rendered(set, Map.of("deploy.when", "beside"));

        assertThat(manifests).hasSizeGreaterThan(20).allSatisfy(Models::read);
        assertThat(manifests).extracting(Manifest::toString).doesNotHaveDuplicates();
    }

    @Test
    void theModelsAreStrict() {
        Manifest gateway = Manifest.of("Deployment", "gateway", Chart.rendered("small"));
        ((ObjectNode) gateway.at("/spec/template/spec/containers/0/securityContext")).put("runAsRot", true);

        assertThatThrownBy(() -> Models.read(gateway)).hasMessageContaining("runAsRot");
    }

    @Test
    void theThreeSetsTogetherShowEveryKindThatTheChartHas() {
        TreeSet<String> kinds = new TreeSet<>();
        Chart.SETS.forEach(set -> Chart.rendered(set).forEach(manifest -> kinds.add(manifest.kind())));

        assertThat(kinds)
                .containsExactly(
                        "ConfigMap",
                        "Deployment",
                        "Ingress",
                        "Job",
                        "KafkaTopic",
                        "KafkaUser",
                        "NetworkPolicy",
                        "PersistentVolumeClaim",
                        "PodDisruptionBudget",
                        "ScaledObject",
                        "Service",
                        "ServiceAccount",
                        "ServiceMonitor",
                        "StatefulSet",
                        "TriggerAuthentication");
    }

    /** Names are strings that nothing else holds together. */
    @ParameterizedTest
    @FieldSource("io.leadstream.helm.Chart#SETS")
    void whatRefersToSomethingFindsIt(String set) {
        List<Manifest> all = Chart.rendered(set);
        Set<String> there = all.stream().map(Manifest::toString).collect(Collectors.toSet());
        List<String> references = all.stream().flatMap(ChartTest::references).toList();

        assertThat(references).hasSizeGreaterThan(5);
        assertThat(there).containsAll(references);
    }

    /** Objects of the chart that an object names. */
    private static Stream<String> references(Manifest manifest) {
        List<String> named = new ArrayList<>();
        switch (manifest.kind()) {
            case "StatefulSet" ->
                named.add("Service " + manifest.at("/spec/serviceName").asText());
            case "ScaledObject" -> {
                JsonNode target = manifest.at("/spec/scaleTargetRef");
                named.add(
                        target.path("kind").asText() + " " + target.path("name").asText());
                manifest.at("/spec/triggers").forEach(trigger -> {
                    if (trigger.has("authenticationRef")) {
                        named.add("TriggerAuthentication "
                                + trigger.at("/authenticationRef/name").asText());
                    }
                });
            }
            case "Ingress" ->
                manifest.at("/spec/rules/0/http/paths")
                        .forEach(path -> named.add(
                                "Service " + path.at("/backend/service/name").asText()));
            default -> {}
        }
        manifest.pod().at("/spec/volumes").forEach(volume -> {
            if (volume.has("configMap")) {
                named.add("ConfigMap " + volume.at("/configMap/name").asText());
            }
            if (volume.has("persistentVolumeClaim")) {
                named.add("PersistentVolumeClaim "
                        + volume.at("/persistentVolumeClaim/claimName").asText());
            }
        });
        if (manifest.pod().has("spec")) {
            named.add("ServiceAccount "
                    + manifest.pod().at("/spec/serviceAccountName").asText());
        }
        return named.stream();
    }
}
