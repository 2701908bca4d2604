package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

    record Door(
            String host,
            int port,
            long maxBodyBytes,
            @Nullable Integer threads,
            Map<String, String> kafka,
            List<User> users) {
        Door {
            if (port == 13) {
                throw new IllegalArgumentException("port 13 is unlucky");
            }
        }
    }

    record User(String id, String secret, boolean callingAllowed) {}

    record Accounts(List<AccountRow> accounts) {}

    record AccountRow(
            String id,
            String dialect,
            String name,
            String secret,
            String callingCode,
            String zone,
            List<String> users) {}

    private static final String YAML = """
            host: ${HOST}
            port: 8080
            max_body_bytes: 262144
            kafka:
              linger.ms: 5
            users:
              - id: 0101
                secret: 007
                calling_allowed: true
            """;

    @Test
    void a_file_fills_the_record_as_it_is_written() {
        assertThat(ConfigLoader.load("door", YAML, Door.class, Map.of("HOST", "::1")))
                .isEqualTo(new Door(
                        "::1", 8080, 262_144, null, Map.of("linger.ms", "5"), List.of(new User("0101", "007", true))));
    }

    @Test
    void the_environment_wins_over_the_file() {
        Map<String, String> environment = Map.of(
                "HOST", "unused",
                "LEADSTREAM_MY_DOOR_HOST", "a: b",
                "LEADSTREAM_MY_DOOR_PORT", "1",
                "LEADSTREAM_MY_DOOR_THREADS", "4",
                "LEADSTREAM_MY_DOOR_KAFKA", "{acks: all}",
                "LEADSTREAM_MY_DOOR_USERS", "[]");
        assertThat(ConfigLoader.load("my-door", YAML, Door.class, environment))
                .isEqualTo(new Door("a: b", 1, 262_144, 4, Map.of("acks", "all"), List.of()));
    }

    @Test
    void a_secret_can_be_in_a_file(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3 cret$1\n");
        Door door = ConfigLoader.load("door", "host: ${file:" + secret + "}", Door.class, Map.of());
        assertThat(door.host()).isEqualTo("s3 cret$1");
    }

    @Test
    void a_file_can_fill_several_records() {
        String yaml = "port: 8080\noperations_port: 9000\nadvertised_address: pod-0:9000\n";
        Map<String, String> environment =
                Map.of("LEADSTREAM_DOOR_OPERATIONS_PORT", "9001", "LEADSTREAM_DOOR_HOST", "h");
        ConfigLoader.Loaded loaded = ConfigLoader.load(
                "door",
                "my.yaml",
                yaml,
                List.of(Door.class, OperationsConfig.class, AdvertisedConfig.class),
                environment);
        assertThat(loaded.get(Door.class).port()).isEqualTo(8080);
        assertThat(loaded.get(Door.class).host()).isEqualTo("h");
        assertThat(loaded.get(OperationsConfig.class)).isEqualTo(new OperationsConfig(null, 9001));
        assertThat(loaded.get(AdvertisedConfig.class).given()).hasValue("pod-0:9000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "operations_prot: 1   | my.yaml:2: operations_prot: unknown key",
                "advertised_address: a:1 | my.yaml:2: advertised_address: unknown key",
                "operations_port: 99999 | my.yaml:1: operations_port is not 0 to 65535"
            })
    void a_mistake_among_several_records_is_named_with_its_line(String mistake, String message) {
        assertThatThrownBy(() -> ConfigLoader.load(
                        "door",
                        "my.yaml",
                        "port: 8080\n" + mistake,
                        List.of(Door.class, OperationsConfig.class),
                        Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 8080            | prot: 8080   | door.yaml:2: prot: unknown key",
                "secret: 007           | pass: 007    | door.yaml:8: users[0].pass: unknown key",
                "port: 8080            | port: many   | door.yaml:2: port: cannot be read as int",
                "calling_allowed: true | calling_allowed: 7up | door.yaml:9: users[0].calling_allowed: cannot be read as boolean",
                "port: 8080            | port: 13     | door.yaml:1: port 13 is unlucky",
                "host: ${HOST}         | host: ${NONE} | door.yaml:1: host: ${NONE} is not set in the environment",
                "host: ${HOST}         | host: ${file:/no/file} | door.yaml:1: host: the file /no/file cannot be read"
            })
    void a_mistake_is_named_with_its_line(String good, String mistake, String message) {
        assertThatThrownBy(
                        () -> ConfigLoader.load("door", YAML.replace(good, mistake), Door.class, Map.of("HOST", "h")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_mistake_in_the_environment_is_named_with_its_variable() {
        assertThatThrownBy(() -> ConfigLoader.load("door", "", Door.class, Map.of("LEADSTREAM_DOOR_PORT", "many")))
                .hasMessage("LEADSTREAM_DOOR_PORT: cannot be read as int");
    }

    @Test
    void the_default_accounts_are_those_of_the_five_documents_and_a_native_one() throws IOException {
        Accounts accounts = ConfigLoader.load(
                "accounts", RoutingFileTest.resource("default-accounts.yaml"), Accounts.class, Map.of());
        assertThat(accounts.accounts())
                .extracting(a -> a.dialect() + " " + a.name() + " " + a.secret() + " " + a.callingCode())
                .containsExactly(
                        "croco 6666 1234 null",
                        "elision 6666 1234 null",
                        "infocu5 AFFILIATE001 0123456789abcdef0123456789abcdef null",
                        "dialler null demo-key 44",
                        "native null demo-native-key null",
                        "partials DEMO1 null null");
    }
}
