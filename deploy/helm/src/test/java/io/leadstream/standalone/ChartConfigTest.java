package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dispatch.DispatcherConfig;
import io.leadstream.gateway.GatewayConfig;
import io.leadstream.helm.Chart;
import io.leadstream.helm.Manifest;
import io.leadstream.streams.StreamsAppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The services' YAML in the chart's config maps is read by the loader that the services read it with. */
class ChartConfigTest {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{file:(/etc/leadstream/[^}]+)}");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("POD_NAME", "rel-leadstream-x-0", "POD_NAMESPACE", "leads");

    @TempDir
    Path root;

    @ParameterizedTest
    @FieldSource("io.leadstream.helm.Chart#SETS")
    void streamsApp(String set) throws IOException {
        ConfigLoader.Loaded loaded = loaded(set, "streams-app", StreamsAppConfig.class, AdvertisedConfig.class);
        StreamsAppConfig config = loaded.get(StreamsAppConfig.class);

        assertThat(config.instanceId()).isEqualTo("rel-leadstream-x-0");
        assertThat(loaded.get(AdvertisedConfig.class).advertisedAddress())
                .isEqualTo("rel-leadstream-x-0.rel-leadstream-streams-app.leads.svc:9464");
        assertThat(config.stateFolder()).isEqualTo("/var/lib/leadstream");
        assertThat(config.kafka()).containsKey("num.standby.replicas");
        assertThat(config.threads()).isEqualTo(set.equals("large") ? 4 : 2);
    }

    @ParameterizedTest
    @FieldSource("io.leadstream.helm.Chart#SETS")
    void dispatcher(String set) throws IOException {
        DispatcherConfig config =
                loaded(set, "dispatcher", DispatcherConfig.class).get(DispatcherConfig.class);

        assertThat(config.instanceId()).isEqualTo("rel-leadstream-x-0");
        assertThat(config.cardKeyset().isEmpty()).isEqualTo(set.equals("small"));
        assertThat(config.kafka().get("security.protocol"))
                .isEqualTo(Map.of("large", "SASL_SSL", "secure", "SSL").get(set));
        assertThat(config.registry().get("apicurio.registry.auth.password"))
                .isEqualTo(set.equals("secure") ? "held by registry/password" : null);
    }

    @ParameterizedTest
    @FieldSource("io.leadstream.helm.Chart#SETS")
    void gateway(String set) throws IOException {
        GatewayConfig config = loaded(set, "gateway", GatewayConfig.class).get(GatewayConfig.class);

        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.accounts()).isNotEmpty();
        assertThat(config.accounts().getFirst().secret()).isEqualTo("held by accounts/crm");
        assertThat(config.servesTls()).isEqualTo(set.equals("secure"));
        if (set.equals("secure")) {
            assertThat(config.kafka())
                    .containsEntry("ssl.keystore.key", "held by kafka/user.key")
                    .containsEntry("ssl.truststore.type", "PEM");
        }
    }

    @SafeVarargs
    private ConfigLoader.Loaded loaded(String set, String service, Class<? extends Record>... types)
            throws IOException {
        String yaml = Manifest.of("ConfigMap", service, Chart.rendered(set))
                .at("/data")
                .path(service + ".yaml")
                .asText();
        Matcher references = REFERENCE.matcher(yaml);
        while (references.find()) {
            String below = references.group(1).substring("/etc/leadstream/".length());
            Path file = root.resolve(below);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "held by " + below + "\n");
        }
        List<Class<? extends Record>> all = new ArrayList<>(List.of(OperationsConfig.class));
        for (Class<? extends Record> type : types) {
            all.add(type);
        }
        ConfigLoader.Loaded loaded = ConfigLoader.load(
                service, service + ".yaml", yaml.replace("${file:/etc/leadstream", "${file:" + root), all, ENVIRONMENT);
        assertThat(loaded.get(OperationsConfig.class)).isEqualTo(new OperationsConfig("0.0.0.0", 9464));
        return loaded;
    }
}
