package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.dispatch.DispatcherConfig;
import io.leadstream.gateway.GatewayConfig;
import io.leadstream.streams.StreamsAppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How services and commands are told of TLS, users and roles. */
class SecuritySettingsTest {

    private static final String CLIENTS = """
            bootstrap_servers: k:9093
            registry_url: https://r
            kafka:
              security.protocol: SASL_SSL
            registry:
              apicurio.registry.tls.certificates: /ca.pem
            """;
    private static final Map<String, String> KAFKA = Map.of("security.protocol", "SASL_SSL");
    private static final Map<String, String> REGISTRY = Map.of("apicurio.registry.tls.certificates", "/ca.pem");

    @TempDir
    private Path folder;

    @Test
    void everyServiceTakesSettingsForItsClients() {
        var streams = load("streams-app", "instance_id: one\nstate_folder: /state\n", StreamsAppConfig.class);
        var dispatcher = load("dispatcher", "instance_id: one\ncredentials_folder: /c\n", DispatcherConfig.class);
        var gateway = load("gateway", """
                tls_certificate: /tls.crt
                tls_key: /tls.key
                accounts:
                  - {id: viewer, dialect: native, secret: s, roles: [view]}
                  - {id: other, dialect: native, secret: t}
                """, GatewayConfig.class);

        assertThat(streams.kafka())
                .isEqualTo(dispatcher.kafka())
                .isEqualTo(gateway.kafka())
                .isEqualTo(KAFKA);
        assertThat(streams.registry())
                .isEqualTo(dispatcher.registry())
                .isEqualTo(gateway.registry())
                .isEqualTo(REGISTRY);
        assertThat(gateway.tlsCertificate()).isEqualTo("/tls.crt");
        assertThat(gateway.tlsKey()).isEqualTo("/tls.key");
        assertThat(gateway.accounts().get(0).roles()).containsExactly("view");
        assertThat(gateway.accounts().get(1).roles()).containsExactly("submit", "view");
    }

    @Command(name = "any")
    private static final class Any {
        @Mixin
        ConnectionOptions connection = new ConnectionOptions();
    }

    @Test
    void commandsTakeThemFromFiles() throws IOException {
        Path kafka = Files.writeString(
                folder.resolve("kafka.properties"), "security.protocol=SASL_SSL\nbootstrap.servers=k:9093\n");
        Path registry = Files.writeString(
                folder.resolve("registry.properties"), "apicurio.registry.tls.certificates=/ca.pem\n");
        Any any = new Any();
        new CommandLine(any).parseArgs("--kafka-config=" + kafka, "--registry-config=" + registry);

        assertThat(any.connection.kafka().client(Map.of("acks", "all", "bootstrap.servers", "x")))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("bootstrap.servers", "k:9093")
                .containsEntry("acks", "all");
        assertThat(any.connection.registrySettings()).isEqualTo(REGISTRY);

        Any plain = new Any();
        new CommandLine(plain).parseArgs("--bootstrap=k:1");
        assertThat(plain.connection.kafka()).isEqualTo(KafkaAccess.open("k:1"));

        Any wrong = new Any();
        new CommandLine(wrong).parseArgs("--kafka-config=" + folder.resolve("none"));
        assertThatThrownBy(wrong.connection::kafka).hasMessageContaining("no such file: ");
    }

    @Test
    void theChartsRightsAreReadAsKafkaKnowsThem() {
        KafkaRights rights = KafkaRights.read();

        assertThat(rights.services())
                .containsOnlyKeys("streams-app", "dispatcher", "gateway", "deploy", "operator", "producer");
        assertThat(rights.services().get("producer"))
                .singleElement()
                .satisfies(right -> assertThat(right.bindings("User:producer"))
                        .singleElement()
                        .satisfies(binding -> {
                            assertThat(binding.entry().operation()).isEqualTo(AclOperation.WRITE);
                            assertThat(binding.pattern().resourceType()).isEqualTo(ResourceType.TOPIC);
                            assertThat(binding.pattern().patternType()).isEqualTo(PatternType.LITERAL);
                        }));
        assertThat(rights.bindings())
                .anyMatch(binding -> binding.pattern().resourceType() == ResourceType.TRANSACTIONAL_ID
                        && binding.pattern().patternType() == PatternType.PREFIXED)
                .noneMatch(binding -> binding.entry().operation() == AclOperation.ALL
                        || binding.entry().operation() == AclOperation.UNKNOWN
                        || binding.pattern().resourceType() == ResourceType.UNKNOWN
                        || binding.pattern().name().equals("*"));
    }

    private static <T extends Record> T load(String service, String yaml, Class<T> type) {
        return ConfigLoader.load(service, CLIENTS + yaml, type, Map.of());
    }
}
