package io.leadstream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Strimzi's users have the rights of files/acls.yaml, each its own and no more. */
class KafkaObjectsTest {

    private static final List<Manifest> LARGE = Chart.rendered("large");

    @Test
    void eachServiceHasAUserWithItsOwnRights() throws IOException {
        JsonNode services = new YAMLMapper()
                .readTree(Chart.FOLDER.resolve("files/acls.yaml").toFile())
                .path("services");
        for (String service : List.of("streams-app", "dispatcher", "gateway", "deploy")) {
            JsonNode spec = Manifest.of("KafkaUser", service, LARGE).tree().path("spec");
            List<List<String>> given = new ArrayList<>();
            spec.at("/authorization/acls").forEach(rule -> {
                assertThat(rule.path("type").asText("allow")).isEqualTo("allow");
                given.add(List.of(
                        rule.at("/resource/type").asText(),
                        rule.at("/resource/name").asText(),
                        rule.at("/resource/patternType").asText(),
                        rule.path("operations").toString()));
            });
            List<List<String>> wanted = new ArrayList<>();
            services.path(service)
                    .forEach(right -> wanted.add(List.of(
                            right.path("resource").asText(),
                            right.path("name").asText(),
                            right.path("pattern").asText(),
                            right.path("operations").toString())));
            assertThat(given).as(service).isNotEmpty().isEqualTo(wanted);
            assertThat(spec.at("/authentication/type").asText()).isEqualTo("scram-sha-512");
        }
    }

    @Test
    void kedaMayOnlyLook() {
        assertThat(Manifest.of("KafkaUser", "keda", LARGE).at("/spec/authorization/acls"))
                .isNotEmpty()
                .allSatisfy(
                        rule -> assertThat(rule.path("operations").toString()).isEqualTo("[\"Describe\"]"));
    }

    @Test
    void podsReadTheSecretsThatStrimziWrites() {
        for (String service : List.of("streams-app", "dispatcher")) {
            assertThat(Manifest.of("StatefulSet", service, LARGE).pod().at("/spec/volumes"))
                    .extracting(volume -> volume.at("/secret/secretName").asText())
                    .contains("rel-leadstream-" + service, "leads-cluster-ca-cert");
        }
    }

    @Test
    void mutualTlsIsForUsersToo() {
        List<Manifest> all = Chart.rendered("large", Map.of("kafka.authentication", "mtls"));
        assertThat(Manifest.of("KafkaUser", all)).hasSize(5).allSatisfy(user -> {
            Models.read(user);
            assertThat(user.at("/spec/authentication/type").asText()).isEqualTo("tls");
        });
        Models.read(Manifest.of("TriggerAuthentication", "keda", all));
    }
}
