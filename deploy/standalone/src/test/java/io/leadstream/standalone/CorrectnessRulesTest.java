package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rule of correctness.md has a test that bears its number: {@code -Dgroups=correctness-7} runs those of rule 7. */
class CorrectnessRulesTest {

    private static final int RULES = 21;
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"correctness-(\\d+)\"\\)\\s+@(Test|ParameterizedTest)");
    private static final List<Path> SOURCES = List.of(
            Path.of("../../schemas/src/test"),
            Path.of("../../streams-app/src/test"),
            Path.of("../../dispatcher/src/test"),
            Path.of("src/test"));

    @Test
    void everyRuleHasATest() throws IOException {
        Set<Integer> tested = new TreeSet<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith("Test.java")).forEach(file -> tested.addAll(rules(file)));
            }
        }
        assertThat(tested)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, RULES).boxed().toList());
    }

    private static List<Integer> rules(Path file) {
        try {
            Matcher tags = TAG.matcher(Files.readString(file));
            return tags.results()
                    .map(result -> Integer.parseInt(result.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
