package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.LeadField;
import io.leadstream.schema.Lead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of what travels from which dialect to which; run with {@code -Dgolden=write} to draw it anew. */
class TwentyFiveWaysTest {

    private static final Path README = Path.of("../../README.md");
    private static final String BEGIN = "<!-- table: drawn from the dialects by TwentyFiveWaysTest -->\n";
    private static final String END = "<!-- end of table -->";
    private static final List<String> DIALECTS = List.of("croco", "dialler", "elision", "infocu5", "partials");
    private static final Map<String, String> LISTS =
            Map.of("croco", "101", "dialler", "5001", "elision", "25062018", "infocu5", "111000", "partials", "1001");

    @Test
    void theTableInTheReadmeIsWhatBothSidesKnow() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(README, readme.substring(0, begin) + table() + readme.substring(end));
        } else {
            assertThat(readme.substring(begin, end)).isEqualTo(table());
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| in ↓ out → | " + String.join(" | ", DIALECTS) + " |\n")
                .append("|---".repeat(DIALECTS.size() + 1))
                .append("|\n");
        for (String in : DIALECTS) {
            table.append("| **").append(in).append("** |");
            for (String out : DIALECTS) {
                table.append(' ').append(both(in, out)).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** The parts of a lead that travel. */
    private static String both(String in, String out) {
        Lead full = FullLeads.full("7275550101", in, LISTS.getOrDefault(in, ""));
        Set<LeadField> both = FullLeads.known(out, full);
        both.retainAll(FullLeads.known(in, full));
        String names = both.stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return both.isEmpty() ? "phone" : "phone, " + names;
    }
}
