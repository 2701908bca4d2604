package io.leadstream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When the job that applies topics and contracts runs. Helm's templating leaves hooks out and knows no upgrade, so a copy of the
 * chart renders the job's own template into a config map.
 */
class HookTest {

    private static final String SHOWN = """
            {{- $release := merge (dict "IsUpgrade" UPGRADE "Revision" REVISION) .Release }}
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: rel-leadstream-shown
            data:
              shown: |
                {{- include (print $.Template.BasePath "/deploy-job.yaml") (merge (dict "Release" $release) .) | nindent 4 }}
            """;

    @TempDir
    Path copy;

    @Test
    void installsBesideTheServicesWhichWaitForIt() throws IOException {
        assertThat(shown("large", false, 1)).hasSize(2).allSatisfy(manifest -> {
            assertThat(manifest.name()).isEqualTo("rel-leadstream-deploy-1");
            assertThat(manifest.at("/metadata/annotations").isMissingNode()).isTrue();
        });
    }

    @Test
    void upgradesBeforeTheServices() throws IOException {
        assertThat(shown("large", true, 7)).hasSize(2).allSatisfy(manifest -> {
            assertThat(manifest.name()).isEqualTo("rel-leadstream-deploy-7");
            assertThat(manifest.at("/metadata/annotations/helm.sh~1hook").asText())
                    .contains("pre-upgrade");
        });
    }

    @Test
    void isAHookFromTheFirstDayWhereAllThatItNeedsIsThere() throws IOException {
        List<Manifest> shown = shown("secure", false, 1);
        assertThat(shown).hasSize(2).allSatisfy(manifest -> {
            Models.read(manifest);
            assertThat(manifest.at("/metadata/annotations/helm.sh~1hook").asText())
                    .contains("pre-install");
        });
        // The account is made after the hook.
        assertThat(shown.get(1).pod().at("/spec/serviceAccountName").isMissingNode())
                .isTrue();
    }

    @Test
    void saysWhereKafkaAndTheRegistryAreAndWhoItIs() {
        List<Manifest> all = Chart.rendered("secure", Map.of("deploy.when", "beside"));
        assertThat(Manifest.of("Job", "deploy-1", all).pod().at("/spec/containers/0/args"))
                .extracting(argument -> argument.asText())
                .containsExactly(
                        "deploy",
                        "--bootstrap=kafka-1.example.com:9093,kafka-2.example.com:9093",
                        "--registry=https://registry.example.com/apis/registry/v3",
                        "--partitions=12",
                        "--replication=3",
                        "--kafka-config=/etc/leadstream/config/kafka.properties",
                        "--registry-config=/etc/leadstream/config/registry.properties");
        assertThat(Manifest.of("ConfigMap", "deploy-1", all)
                        .at("/data/kafka.properties")
                        .asText()
                        .lines())
                .contains("security.protocol=SSL", "ssl.keystore.key=${file:/etc/leadstream/kafka/user.key}");
    }

    private List<Manifest> shown(String set, boolean upgrade, int revision) throws IOException {
        Path chart = copy.resolve("leadstream");
        Chart.copyTo(chart);
        Files.writeString(
                chart.resolve("templates/shown.yaml"),
                SHOWN.replace("UPGRADE", Boolean.toString(upgrade)).replace("REVISION", Integer.toString(revision)));
        Manifest shown = Manifest.of("ConfigMap", "shown", Chart.rendered(chart, set, Map.of()));
        return Manifest.all(shown.at("/data/shown").asText());
    }
}
