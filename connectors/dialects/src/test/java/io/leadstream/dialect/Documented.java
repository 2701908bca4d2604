package io.leadstream.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a source document says, transcribed from it and not from our tables: {@code src/test/resources/documented}.
 *
 * @param function the function or table that the field stands in
 * @param field its name
 * @param least characters it must have, 1 where the document says nothing
 * @param most characters it may have; nothing without a limit
 * @param required true if the document requires it
 * @param defaulted its documented default; empty without one
 * @param part the {@link LeadField} it is, or words for what is none
 * @param example a value of it as the document writes one
 * @param reads that value as the {@link LeadField}'s own text
 * @param differs why our table has other limits, empty if it has the same
 * @param proof the test that proves it where the tests of all fields do not; {@code Class#method}
 */
record Documented(
        String function,
        String field,
        int least,
        Optional<Integer> most,
        boolean required,
        String defaulted,
        String part,
        String example,
        String reads,
        String differs,
        String proof) {

    private static final Path FOLDER = Path.of("src/test/resources/documented");

    /** The fields that a dialect's document names. */
    static List<Documented> fields(String dialect) {
        return lines(dialect + ".csv").stream().skip(1).map(Documented::read).toList();
    }

    /** Every answer that a dialect's document shows, one a line, with the blanks of JSON taken out. */
    static List<String> answers(String dialect) {
        return lines(dialect + "-answers.txt");
    }

    /** The part of a lead that the field is, if it is one of our tables'. */
    Optional<LeadField> leadField() {
        return Arrays.stream(LeadField.values())
                .filter(value -> value.name().equals(part))
                .findFirst();
    }

    /** The row of a table by the field's name. */
    Optional<FieldTable.Row> row(FieldTable table) {
        return table.rows().stream()
                .filter(row -> row.name().equals(field) || row.aliases().contains(field))
                .findFirst();
    }

    private static Documented read(String line) {
        String[] cells = Arrays.copyOf(line.split(";", -1), 11);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i] == null ? "" : cells[i].strip();
        }
        return new Documented(
                cells[0],
                cells[1],
                cells[2].isEmpty() ? 1 : Integer.parseInt(cells[2]),
                cells[3].isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(cells[3])),
                cells[4].equals("Y"),
                cells[5],
                cells[6],
                cells[7],
                cells[8].isEmpty() ? cells[7] : cells[8],
                cells[9],
                cells[10]);
    }

    private static List<String> lines(String name) {
        try {
            return Files.readAllLines(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
