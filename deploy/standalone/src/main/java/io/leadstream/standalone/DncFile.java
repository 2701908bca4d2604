package io.leadstream.standalone;

import io.leadstream.schema.PhoneIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a do-not-call file line by line: plain numbers, {@code 727,5551111}, or CSV whose header names the number's column.
 * Three digits alone are an area code.
 */
final class DncFile {

    private static final Set<String> NUMBER_COLUMNS =
            Set.of("phone", "phone_number", "phonenumber", "number", "msisdn", "telephone");
    private static final Set<String> CODE_COLUMNS = Set.of("phone_code", "calling_code");

    /** What a line says. */
    sealed interface Line {

        /** A number, by its identity. */
        record Phone(String identity) implements Line {}

        /** An area code. */
        record AreaCode(String digits) implements Line {}

        /** A line that is neither. */
        record Bad(String why) implements Line {}

        /** A header or a blank line. */
        record Nothing() implements Line {}
    }

    private final Optional<String> callingCode;
    private boolean started;
    private boolean headed;
    private int numberColumn;
    private int codeColumn = -1;

    /** @param callingCode of numbers that say none */
    DncFile(Optional<String> callingCode) {
        this.callingCode = callingCode;
    }

    /**
     * Reads the next line.
     *
     * @throws IllegalArgumentException if it is a header that names no column of ours
     */
    Line read(String text) {
        String line = started ? text : text.replace("\uFEFF", "");
        if (line.isBlank()) {
            return new Line.Nothing();
        }
        List<String> cells = cells(line);
        if (!started) {
            started = true;
            headed = line.chars().anyMatch(Character::isLetter);
            if (headed) {
                readHeader(cells);
                return new Line.Nothing();
            }
        }
        return read(cells);
    }

    private void readHeader(List<String> cells) {
        List<String> names = cells.stream()
                .map(name -> name.toLowerCase(Locale.ROOT).replace(' ', '_'))
                .toList();
        numberColumn = names.indexOf(
                names.stream().filter(NUMBER_COLUMNS::contains).findFirst().orElse(""));
        codeColumn = names.indexOf(
                names.stream().filter(CODE_COLUMNS::contains).findFirst().orElse(""));
        if (numberColumn < 0) {
            throw new IllegalArgumentException(
                    "the header names no column phone, phone_number, number, msisdn or telephone");
        }
    }

    private Line read(List<String> cells) {
        if (numberColumn >= cells.size()) {
            return new Line.Bad("no number in column " + (numberColumn + 1));
        }
        String number = cells.get(numberColumn);
        if (!headed
                && cells.size() == 2
                && number.matches("[0-9]{3}")
                && cells.get(1).matches("[0-9]{7}")) {
            number += cells.get(1);
        }
        if (number.matches("[0-9]{3}")) {
            return new Line.AreaCode(number);
        }
        Optional<String> code = Optional.of(codeColumn)
                .filter(column -> column >= 0 && column < cells.size())
                .map(cells::get)
                .filter(given -> !given.isEmpty())
                .or(() -> callingCode);
        boolean spoiled = number.chars().anyMatch(Character::isLetter);
        return (spoiled ? Optional.<String>empty() : PhoneIdentity.of(number, code))
                .<Line>map(Line.Phone::new)
                .orElseGet(() -> new Line.Bad("neither a number of 6 to 16 digits nor an area code"));
    }

    /** The cells of a CSV line; quotes are taken off, doubled ones inside are one. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == ';' || c == '\t')) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
