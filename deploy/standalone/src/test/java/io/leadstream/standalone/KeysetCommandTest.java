package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dispatch.DispatcherConfig;
import io.leadstream.gateway.GatewayConfig;
import io.leadstream.schema.CardKeyset;
import io.leadstream.streams.StreamsAppConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysetCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aKeysetIsMadeOnceAndNeverShown(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("keyset.json");

        assertThat(run("keyset", "create", file.toString())).isZero();
        String written = Files.readString(file);
        assertThat(CardKeyset.configured(file.toString())).isPresent();

        assertThat(run("keyset", "create", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is there already");
        assertThat(Files.readString(file)).isEqualTo(written);
        assertThat(out.toString() + err).doesNotContain("keyData");
    }

    @Test
    void everyServiceTakesItFromItsFileAndFromTheEnvironment() {
        String kafka = "bootstrap_servers: k:9092\nregistry_url: http://r\n";
        assertThat(ConfigLoader.load("gateway", kafka + "card_keyset: /keys\n", GatewayConfig.class, Map.of())
                        .cardKeyset())
                .isEqualTo("/keys");
        assertThat(ConfigLoader.load(
                                "gateway",
                                kafka,
                                GatewayConfig.class,
                                Map.of("LEADSTREAM_GATEWAY_CARD_KEYSET", "/keys"))
                        .cardKeyset())
                .isEqualTo("/keys");
        assertThat(ConfigLoader.load(
                                "dispatcher",
                                kafka + "instance_id: one\ncredentials_folder: /c\ncard_keyset: /keys\n",
                                DispatcherConfig.class,
                                Map.of())
                        .cardKeyset())
                .isEqualTo("/keys");
        assertThat(ConfigLoader.load(
                                "streams-app",
                                kafka + "instance_id: one\nstate_folder: /s\ncard_keyset: /keys\n",
                                StreamsAppConfig.class,
                                Map.of())
                        .cardKeyset())
                .isEqualTo("/keys");
    }

    private int run(String... args) {
        CommandLine command = Main.commandLine(false);
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
