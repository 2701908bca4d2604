package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The files of properties that commands take can refer to others, since a secret is mounted as a file of its own. */
class ConnectionOptionsTest {

    @Command
    static final class Holder {
        @Mixin
        ConnectionOptions connection = new ConnectionOptions();
    }

    @TempDir
    Path folder;

    @Test
    void aSecretComesFromItsOwnFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("password"), "ti$er\\n\n");
        Path file = Files.writeString(
                folder.resolve("kafka.properties"),
                "sasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=a password=\"${file:" + secret
                        + "}\";\nother=${dir:/x:y}\n");

        assertThat(parsed("--kafka-config", file).kafka().settings())
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("sasl.jaas.config", "a password=\"ti$er\\n\";")
                .containsEntry("other", "${dir:/x:y}");
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Path file = Files.writeString(folder.resolve("registry.properties"), "a=${file:/no/such/file}\n");
        ConnectionOptions options = parsed("--registry-config", file);

        assertThatThrownBy(options::registrySettings).hasMessageContaining("/no/such/file");
    }

    private static ConnectionOptions parsed(String option, Path file) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(option, file.toString());
        return holder.connection;
    }
}
