package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One list of log keys, {@code docs/log-keys.md}, true both ways. */
class LogKeysTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern USE = Pattern.compile("addKeyValue\\(\\s*(\"([^\"]*)\")?");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z_]+)` \\|.*");
    private static final Set<String> ENCODERS = Set.of("time", "level", "logger", "thread_name", "message", "stack");

    @Test
    void theListHasEveryKeyThatIsUsedAndNoOther() throws IOException {
        Set<String> used = new TreeSet<>();
        List<String> computed = new ArrayList<>();
        for (Path source : sources()) {
            Matcher use = USE.matcher(Files.readString(source));
            while (use.find()) {
                if (use.group(2) == null) {
                    computed.add(source.getFileName().toString());
                } else {
                    used.add(use.group(2));
                }
            }
        }
        assertThat(computed).as("keys that are no literal").isEmpty();
        assertThat(used).isEqualTo(listed()).doesNotContainAnyElementsOf(ENCODERS);
    }

    private static Set<String> listed() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/log-keys.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/java/"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(200);
            return sources;
        }
    }
}
