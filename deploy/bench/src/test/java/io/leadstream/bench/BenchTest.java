package io.leadstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row of both benchmarks, tiny: that it runs and loses and doubles nothing; never how fast. */
class BenchTest {

    /** One is enough to see that all runs. */
    private static final List<LeadKind> KINDS = List.of(LeadKind.DUPSYS);

    private static final Set<PipelineSettings.Part> PARTS = Set.of(PipelineSettings.Part.values());

    @TempDir
    Path folder;

    @Test
    void thePipelinesBenchmarkMeasuresEveryRow() throws Exception {
        Report report = PipelineBench.run(
                new PipelineSettings(2, 1, 200, 300, 100, 100, 100, 1, 0, KINDS, PARTS), System.out::println);

        assertThat(report.sections()).hasSize(6);
        assertThat(rows(report, 0)).hasSize(3 + 2 * KINDS.size());
        assertThat(rows(report, 0))
                .filteredOn(row -> row.get("leads /s") instanceof Double)
                .hasSizeGreaterThan(4);
        assertThat(rows(report, 2)).hasSize(3);
        assertThat(rows(report, 3)).hasSize(2);
        JsonNode json = written(report);
        assertThat(json.get("machine").has("java")).isTrue();
        assertThat(json.get("sections").size()).isEqualTo(6);
    }

    @Test
    void theDispatchersBenchmarkMeasuresEveryRow() throws Exception {
        Report report = DispatchBench.run(
                new DispatchSettings(
                        2, 1, 60, List.of(0, 5), List.of(4), 1, 1, EnumSet.allOf(DispatchSettings.Part.class)),
                System.out::println);

        assertThat(report.sections()).hasSize(2);
        assertThat(rows(report, 0)).extracting(row -> row.get("sender")).contains("our dispatcher", "raw Jetty client");
        assertThat(rows(report, 0)).hasSize(2 * 4 + 2);
        assertThat(rows(report, 1)).hasSize(4);
        StringWriter printed = new StringWriter();
        report.print(new PrintWriter(printed));
        assertThat(printed.toString()).contains("our dispatcher").contains("of raw");
    }

    private static List<Map<String, Object>> rows(Report report, int section) {
        return report.sections().get(section).rows();
    }

    private JsonNode written(Report report) throws Exception {
        Path file = folder.resolve("report.json");
        report.write(file);
        return new ObjectMapper().readTree(file.toFile());
    }
}
