package io.leadstream.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a benchmark found: where it ran, with which settings, and tables whose rows need not have the same columns. */
final class Report {

    /** A table. */
    record Section(String title, List<Map<String, Object>> rows) {

        /** Adds a row: column, value, column, value … */
        void row(Object... columnsAndValues) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < columnsAndValues.length; i += 2) {
                row.put(columnsAndValues[i].toString(), columnsAndValues[i + 1]);
            }
            rows.add(row);
        }
    }

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Map<String, Object> machine = Machine.facts();
    private final Map<String, Object> settings;
    private final List<Section> sections = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Report(Map<String, Object> settings) {
        this.settings = settings;
    }

    Section section(String title) {
        Section section = new Section(title, new ArrayList<>());
        sections.add(section);
        return section;
    }

    /** Something a reader of the figures must know. */
    void note(String note) {
        notes.add(note);
    }

    List<Section> sections() {
        return List.copyOf(sections);
    }

    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("settings", settings);
        all.put("notes", notes);
        all.put("sections", sections);
        JSON.writeValue(file.toFile(), all);
    }

    void print(PrintWriter out) {
        machine.forEach((name, value) -> out.println(name + ": " + value));
        out.println("settings: " + settings);
        notes.forEach(note -> out.println("note: " + note));
        sections.forEach(section -> print(out, section));
        out.flush();
    }

    private static void print(PrintWriter out, Section section) {
        out.println();
        out.println(section.title());
        Set<String> columns = new LinkedHashSet<>();
        section.rows().forEach(row -> columns.addAll(row.keySet()));
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.copyOf(columns));
        for (Map<String, Object> row : section.rows()) {
            lines.add(columns.stream().map(column -> text(row.get(column))).toList());
        }
        int[] widths = new int[columns.size()];
        lines.forEach(line -> widen(widths, line));
        lines.forEach(line -> out.println(aligned(widths, line)));
    }

    private static void widen(int[] widths, List<String> line) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
        }
    }

    /** The first column to the left, figures to the right. */
    private static String aligned(int[] widths, List<String> line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - line.get(i).length());
            text.append(i == 0 ? line.get(i) + padding : "  " + padding + line.get(i));
        }
        return text.toString().stripTrailing();
    }

    private static String text(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number when !Double.isFinite(number) -> "-";
            case Double number -> String.format(Locale.ROOT, number >= 100 ? "%,.0f" : "%.2f", number);
            case Number number -> String.format(Locale.ROOT, "%,d", number.longValue());
            default -> value.toString();
        };
    }

    /** The middle of several figures. */
    static double median(Collection<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
