package io.leadstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every block of docs/adding-a-dialect.md stands, as it is, in the file that the line above it names. */
class AddingADialectTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern BLOCK =
            Pattern.compile("(?m)^`(connectors/dialects/[^`\\n]+)`[^\\n]*\\n\\n```\\w*\\n(.*?)^```$", Pattern.DOTALL);

    @Test
    void every_block_is_in_the_file_that_it_names() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/adding-a-dialect.md"));
        List<String> files = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            files.add(block.group(1));
            assertThat(Files.readString(ROOT.resolve(block.group(1)))).contains(block.group(2));
        }
        assertThat(files)
                .hasSize((int)
                        Pattern.compile("(?m)^```\\w+$").matcher(page).results().count())
                .anyMatch(file -> file.endsWith("Tally.java"))
                .anyMatch(file -> file.endsWith("TallyContractTest.java"))
                .anyMatch(file -> file.endsWith("META-INF/services/io.leadstream.dialect.Dialect"));
    }
}
