package io.leadstream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every pod is as restricted as Kubernetes' own standard has it, and no secret stands anywhere. */
class SecurityTest {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{file:/etc/leadstream/[^}]+}");

    /** Kubernetes' Pod Security Standard "restricted", and beyond it: nothing writable but what is mounted, and no token. */
    @ParameterizedTest
    @FieldSource("io.leadstream.helm.Chart#SETS")
    void everyPodIsRestricted(String set) {
        List<Manifest> pods = Chart.rendered(set, Map.of("deploy.when", "beside")).stream()
                .filter(manifest -> manifest.pod().isObject())
                .toList();
        assertThat(pods).hasSizeGreaterThan(3).allSatisfy(manifest -> {
            JsonNode pod = manifest.pod().path("spec");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            // Service links would set LEADSTREAM_GATEWAY_PORT, which is an override of the gateway's configuration.
            assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
            assertThat(pod.path("hostNetwork").isMissingNode()).isTrue();
            assertThat(pod.path("hostPID").isMissingNode()).isTrue();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("volumes"))
                    .allSatisfy(volume -> assertThat(volume.has("hostPath")).isFalse());
            assertThat(pod.path("containers")).hasSize(1).allSatisfy(SecurityTest::restricted);
            assertThat(pod.path("initContainers").isMissingNode()).isTrue();
        });
    }

    private static void restricted(JsonNode container) {
        JsonNode context = container.path("securityContext");
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(context.path("privileged").asBoolean(true)).isFalse();
        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(context.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(context.at("/capabilities/add").isMissingNode()).isTrue();
        assertThat(context.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
        container.path("ports").forEach(port -> assertThat(port.has("hostPort")).isFalse());
        List<String> writable = new ArrayList<>();
        container.path("volumeMounts").forEach(mount -> {
            if (!mount.path("readOnly").asBoolean()) {
                writable.add(mount.path("mountPath").asText());
            }
        });
        assertThat(writable).contains("/tmp").isSubsetOf("/tmp", "/var/lib/leadstream", "/var/lib/registry");
    }

    /** Whatever is called a password, key or secret refers to a file or names a Secret, and the chart makes no Secret. */
    @ParameterizedTest
    @FieldSource("io.leadstream.helm.Chart#SETS")
    void noSecretStandsAnywhere(String set) {
        List<Manifest> all = Chart.rendered(set, Map.of("deploy.when", "beside"));

        assertThat(Manifest.of("Secret", all)).isEmpty();
        List<String> sensitive = new ArrayList<>();
        for (Manifest map : Manifest.of("ConfigMap", all)) {
            map.at("/data")
                    .forEach(text -> text.asText().lines().forEach(line -> {
                        String trimmed = line.strip();
                        if (trimmed.matches(
                                "(?i)[^#]*(password|secret|jaas\\.config|keystore\\.key|certificate\\.chain)\"?[:=].*")) {
                            sensitive.add(trimmed);
                        }
                    }));
        }
        assertThat(sensitive).isNotEmpty().allSatisfy(line -> {
            String value = line.replaceFirst("^[^:=]*[:=]\\s*", "").replaceAll("^[\"']|[\"']$", "");
            assertThat(value).matches(REFERENCE);
        });
        for (Manifest manifest : all) {
            manifest.pod().at("/spec/containers/0/env").forEach(variable -> {
                if (variable.path("name").asText().matches("(?i).*(password|secret|key|token).*")) {
                    assertThat(variable.has("value"))
                            .as("%s %s", manifest, variable)
                            .isFalse();
                }
            });
        }
    }

    @Test
    void aPasswordAmongTheValuesIsRefused() {
        assertThat(Contradictions.said("small", Map.of("kafka.settings.ssl\\.keystore\\.password", "tiger")))
                .contains("ssl.keystore.password");
        assertThat(Contradictions.said(
                        "small", Map.of("registry.settings.apicurio\\.registry\\.auth\\.password", "tiger")))
                .contains("apicurio.registry.auth.password");
    }
}
