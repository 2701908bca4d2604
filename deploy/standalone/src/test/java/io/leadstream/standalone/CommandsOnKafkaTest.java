package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands against a real broker and a real registry. */
class CommandsOnKafkaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROUTING = """
            default_list: "1"
            campaigns:
              - id: C
                name: Campaign
            lists:
              - id: "1"
                name: List
                campaign: C
                standing_checks: [DUPSYS90DAY]
                vendors:
                  - vendor: from-a-file
            vendors:
              - id: from-a-file
                dialect: croco
                url: http://127.0.0.1:1/croco
            """;

    @TempDir
    private Path folder;

    @Test
    void aRoutingThatIsAppliedIsTheOneThatIsShown() throws IOException {
        Path file = Files.writeString(folder.resolve("routing.yaml"), ROUTING);
        assertThat(run("routing", "apply", file.toString()).out).matches("routing version \\d+ applied\\s*");
        assertThat(run("routing", "apply", file.toString()).out).matches("routing version \\d+ applied\\s*");

        Run shown = run("routing", "show");
        assertThat(shown.exit).isZero();
        assertThat(shown.out).contains("DUPSYS90DAY").contains("from-a-file");
        assertThat(run("tail", "deliveries.from-a-file", "--max", "0").exit).isZero();

        List<Long> versions = tail("routing", 2).stream()
                .map(line -> line.path("value").path("version").asLong())
                .toList();
        assertThat(versions).containsExactly(1L, 2L);
    }

    @Test
    void aBadRoutingIsRefusedWithItsLinesAndChangesNothing() throws IOException {
        String bad = ROUTING.replace("DUPSYS90DAY", "DUPSYS31DAY").replace("- vendor: from-a-file", "- vendor: nobody");
        Run run = run(
                "routing",
                "apply",
                Files.writeString(folder.resolve("bad.yaml"), bad).toString());
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.err)
                .contains("bad.yaml:9:")
                .contains("DUPSYS31DAY")
                .contains("bad.yaml:11:")
                .contains("nobody")
                .doesNotContain("\tat ");
    }

    @Test
    void goodLinesAreSentAndBadOnesReported() throws IOException {
        Path file = Files.writeString(folder.resolve("leads.jsonl"), """
                {"phone":"(727) 555-1111","settings":{"delay_seconds":3,"duplicate_checks":[{"scope":"LIST"}]}}
                {"fone":"7275551112"}
                not json
                {"kind":"CANCELLED","event_id":"e-9","account":"acme","cancel":{"phone":"07700900001","calling_code":"44"}}
                """);
        Run run = run("send", file.toString());
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.out.strip()).isEqualTo("sent 2, bad 2");
        assertThat(run.err.lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("line 2: ").contains("fone"))
                .anySatisfy(line -> assertThat(line).startsWith("line 3: "));

        List<JsonNode> sent = tail("leads", 2);
        assertThat(sent)
                .extracting(line -> line.path("key").asText())
                .containsExactlyInAnyOrder("17275551111", "447700900001");
        JsonNode lead = sent.stream()
                .filter(line -> line.path("key").asText().equals("17275551111"))
                .findFirst()
                .orElseThrow();
        assertThat(lead.at("/value/account").asText()).isEqualTo("cli");
        assertThat(lead.at("/value/lead/settings/duplicate_checks/0/scope").asText())
                .isEqualTo("LIST");
        assertThat(lead.at("/value/lead/settings/delay_seconds").asLong()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-topic", "no such topic"})
    void anUnknownTopicIsOneLine(String topic) {
        Run run = run("tail", topic);
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.err.lines()).singleElement().asString().contains(topic).doesNotContain("Exception");
    }

    @Test
    void deployingAgainFindsEverythingThere() {
        assertThat(run("deploy").out.strip()).isEqualTo("contracts registered, topics there");
        Run other = run("deploy", "--partitions", "5");
        assertThat(other.exit).isEqualTo(1);
        assertThat(other.err.lines()).singleElement().asString().contains("has 4 partitions and needs 5");
    }

    private static List<JsonNode> tail(String topic, int count) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : run("tail", topic, "--from-beginning", "--max", Integer.toString(count))
                .out
                .lines()
                .toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static Run run(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--bootstrap=" + Backbone.shared().bootstrap());
        line.add("--registry=" + Backbone.shared().registry());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(false);
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Run(command.execute(line.toArray(String[]::new)), out.toString(), err.toString());
    }

    private record Run(int exit, String out, String err) {}
}
