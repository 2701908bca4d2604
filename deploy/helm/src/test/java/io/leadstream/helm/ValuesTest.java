package io.leadstream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The values explain themselves, and the schema knows exactly those. */
class ValuesTest {

    @Test
    void theSchemaAndTheDefaultsHaveTheSameKeys() throws IOException {
        JsonNode schema = new JsonMapper()
                .readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
        JsonNode values =
                new YAMLMapper().readTree(Chart.FOLDER.resolve("values.yaml").toFile());
        Set<String> known = new TreeSet<>();
        keysOfSchema("", schema, known);
        known.remove("global");
        Set<String> there = new TreeSet<>();
        keysOfValues("", values, known, there);

        assertThat(there).isEqualTo(known);
    }

    /** Where a key is known to have none below it, what is below is the user's own. */
    private static void keysOfValues(String path, JsonNode node, Set<String> known, Set<String> keys) {
        node.properties().forEach(entry -> {
            String key = path + entry.getKey();
            keys.add(key);
            if (known.stream().anyMatch(other -> other.startsWith(key + "."))) {
                keysOfValues(key + ".", entry.getValue(), known, keys);
            }
        });
    }

    private static void keysOfSchema(String path, JsonNode node, Set<String> keys) {
        node.path("properties").properties().forEach(entry -> {
            keys.add(path + entry.getKey());
            keysOfSchema(path + entry.getKey() + ".", entry.getValue(), keys);
        });
        if (node.has("properties")) {
            assertThat(node.path("additionalProperties").asBoolean(true))
                    .as(path)
                    .isFalse();
        }
    }

    @Test
    void everyValueHasAWordBeforeIt() throws IOException {
        List<String> silent = new ArrayList<>();
        boolean explained = false;
        for (String line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
            String text = line.strip();
            if (text.startsWith("#")) {
                explained = true;
            } else if (text.isEmpty()) {
                explained = false;
            } else if (text.endsWith(":") || text.startsWith("- ")) {
                continue;
            } else if (!explained && !covered(text)) {
                silent.add(text);
            }
            if (!text.startsWith("#") && !text.endsWith(":") && !covered(text)) {
                explained = false;
            }
        }
        assertThat(silent).isEmpty();
    }

    /** Keys whose neighbours above explain them too. */
    private static boolean covered(String text) {
        return text.matches(
                "(requests|limits|podLabels|podAnnotations|nodeSelector|tolerations|affinity|minReplicas|maxReplicas"
                        + "|passwordKey|zones|periodSeconds|dispatcher|gateway|deploy|ports|to|namespace)\\b.*");
    }
}
