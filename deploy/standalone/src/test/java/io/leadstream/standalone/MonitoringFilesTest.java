package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus and Grafana are given. That every metric in it exists is for {@link SystemTest} to say. */
class MonitoringFilesTest {

    @ParameterizedTest
    @CsvSource({"check, alerts.yaml", "test, alerts-test.yaml"})
    void promtoolAgrees(String what, String file) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder(promtool(), what, "rules", file)
                .directory(MonitoringFiles.FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue()).as(said).isZero();
    }

    @Test
    void everyAlertIsTestedBothWaysAndSaysWhatToDo() throws IOException {
        String tests = Files.readString(MonitoringFiles.FOLDER.resolve("alerts-test.yaml"));
        List<String> guide = Files.readAllLines(Path.of("../../docs/operations.md"));
        for (JsonNode rule : MonitoringFiles.rules()) {
            String alert = rule.get("alert").asText();
            assertThat(tests).contains("name: " + alert + " fires").contains("name: " + alert + " is silent");
            assertThat(rule.at("/annotations/runbook").asText())
                    .isEqualTo("docs/operations.md#" + alert.toLowerCase(Locale.ROOT));
            assertThat(guide).contains("### " + alert);
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
        }
    }

    @Test
    void everyPanelAsksForSomething() {
        List<String> without = new ArrayList<>();
        for (JsonNode panel : MonitoringFiles.dashboard().get("panels")) {
            boolean row = panel.get("type").asText().equals("row");
            if (!row && panel.path("targets").isEmpty()) {
                without.add(panel.get("title").asText());
            }
        }
        assertThat(without).isEmpty();
        assertThat(MonitoringFiles.metrics()).hasSizeGreaterThan(25);
    }

    /** Debian's package prometheus has it, which CI installs; elsewhere these tests may be skipped. */
    private static String promtool() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path tool = Path.of(folder, "promtool");
            if (Files.isExecutable(tool)) {
                return tool.toString();
            }
        }
        String missing = "promtool is not on the PATH, so the alert rules are not checked: install Debian's prometheus";
        if ("true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        return abort(missing);
    }
}
