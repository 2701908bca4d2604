package io.leadstream.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.leadstream.dialect.Dialect;
import io.leadstream.schema.CheckWords;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.Problem;
import io.leadstream.schema.RecordJson;
import io.leadstream.schema.RecordReader;
import io.leadstream.schema.Routing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Routing as a YAML file: the contract's own names, duplicate checks as words such as DUPSYS90DAY. */
final class RoutingFile {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    private static final String STANDING_CHECKS = "standing_checks";
    private static final Set<String> OURS = Set.of("version", "applied_at");

    private RoutingFile() {}

    /** What reading came to. */
    sealed interface Result {

        /** A routing that can be applied; its version is 0 until it is. */
        record Good(Routing routing) implements Result {}

        /** Everything that is wrong, each {@code file:line: message}. */
        record Bad(List<String> problems) implements Result {}
    }

    /**
     * Reads and checks a routing.
     *
     * @param fileName for messages
     * @param dialects those that a vendor may speak, by id
     * @param environment what {@code ${NAME}} in a value is replaced from
     */
    static Result read(String fileName, String yaml, Map<String, Dialect> dialects, Map<String, String> environment) {
        YamlFile file = YamlFile.parse(fileName, yaml, YamlFile.environment(environment));
        ObjectNode root = file.root();
        List<Problem> problems = new ArrayList<>(file.problems());
        OURS.stream().filter(root::has).sorted().forEach(key -> problems.add(new Problem(key, "unknown field")));
        root.put("version", "0").put("applied_at", Instant.EPOCH.toString());
        RecordReader reader = new RecordReader(RecordReader.Scalars.TEXT);
        Optional<Routing> routing = reader.read(root, Routing.class);
        if (file.problems().isEmpty()) {
            problems.addAll(reader.problems());
            problems.addAll(new RoutingChecks(root, dialects).problems());
        }
        return routing.isPresent() && problems.isEmpty()
                ? new Result.Good(routing.get())
                : new Result.Bad(problems.stream().map(file::located).distinct().toList());
    }

    /** A routing as YAML that {@link #read} reads back, its version apart. */
    static String write(Routing routing) {
        ObjectNode root = RecordJson.withoutDefaults(routing);
        root.remove(OURS);
        words(
                root.withArray("campaigns"),
                routing.getCampaigns().stream().map(c -> c.getStandingChecks()).toList());
        words(
                root.withArray("lists"),
                routing.getLists().stream().map(l -> l.getStandingChecks()).toList());
        try {
            return YAML.writeValueAsString(escaped(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that YAML cannot write", e);
        }
    }

    private static void words(ArrayNode nodes, List<List<DuplicateCheck>> checks) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof ObjectNode node && node.has(STANDING_CHECKS)) {
                ArrayNode words = node.putArray(STANDING_CHECKS);
                checks.get(i).forEach(check -> words.add(CheckWords.write(check)));
            }
        }
    }

    private static JsonNode escaped(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(escaped(entry.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, escaped(array.get(i)));
            }
        }
        return node.isTextual() ? TextNode.valueOf(YamlFile.escaped(node.textValue())) : node;
    }
}
