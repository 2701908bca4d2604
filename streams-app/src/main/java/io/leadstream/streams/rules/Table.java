package io.leadstream.streams.rules;

import java.util.Arrays;
import java.util.List;

/** A small comma-separated table: blank lines, comments ({@code #}) and the header left out, nothing quoted. */
final class Table {

    private Table() {}

    /**
     * The rows of a table, each with so many cells.
     *
     * @param columns cells of a row; the last takes whatever commas are left
     * @param header the first cell of the header
     */
    static List<List<String>> rows(String text, int columns, String header) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(header + ","))
                .map(line -> cells(line, columns))
                .toList();
    }

    private static List<String> cells(String line, int columns) {
        String[] cells = Arrays.copyOf(line.split(",", columns), columns);
        return Arrays.stream(cells)
                .map(cell -> cell == null ? "" : cell.strip())
                .toList();
    }
}
