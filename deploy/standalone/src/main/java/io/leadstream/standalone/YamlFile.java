package io.leadstream.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.leadstream.schema.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A YAML file as a tree that knows its lines. Every scalar but null is text as it was written, so that a list id 0101 stays
 * one; {@code ${NAME}} in it is replaced, and {@code $${NAME}} stands for {@code ${NAME}} itself.
 */
final class YamlFile {

    private static final YAMLFactory YAML = new YAMLFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern VARIABLE = Pattern.compile("\\$?\\$\\{([^}]*)}");

    private final String name;
    private final UnaryOperator<String> variables;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private ObjectNode root = NODES.objectNode();

    private YamlFile(String name, UnaryOperator<String> variables) {
        this.name = name;
        this.variables = variables;
    }

    /**
     * Reads a file; what is wrong with it is in {@link #problems}.
     *
     * @param variables gives the value of a variable, or throws IllegalArgumentException to say what is wrong
     */
    static YamlFile parse(String name, String text, UnaryOperator<String> variables) {
        YamlFile file = new YamlFile(name, variables);
        try (YAMLParser parser = YAML.createParser(text)) {
            file.document(parser);
        } catch (JsonProcessingException e) {
            file.unreadable(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** The variables of an environment. */
    static UnaryOperator<String> environment(Map<String, String> environment) {
        return variable -> {
            String value = environment.get(variable);
            if (value == null) {
                throw new IllegalArgumentException("${" + variable + "} is not set in the environment");
            }
            return value;
        };
    }

    /** Text that is read back as {@code text}, whatever looks like a variable in it. */
    static String escaped(String text) {
        return text.replaceAll("\\$\\{[^}]*}", "\\$$0");
    }

    ObjectNode root() {
        return root;
    }

    List<Problem> problems() {
        return problems;
    }

    /** A problem with its place, as {@code file:line: message}; the line is that of the nearest part that is there. */
    String located(Problem problem) {
        String path = problem.path();
        while (!lines.containsKey(path) && !path.isEmpty()) {
            path = path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
        }
        return name + ":" + lines.getOrDefault(path, 1) + ": " + problem;
    }

    private void document(YAMLParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return;
        }
        if (value(parser, "") instanceof ObjectNode keys) {
            root = keys;
        } else {
            problems.add(new Problem("", "the file must have keys"));
        }
        if (parser.nextToken() != null) {
            problems.add(new Problem("", "the file must hold one document"));
        }
    }

    private JsonNode value(YAMLParser parser, String path) throws IOException {
        lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr());
        JsonToken token = parser.currentToken();
        if (parser.isCurrentAlias()) {
            problems.add(new Problem(path, "aliases are not supported"));
            return NullNode.instance;
        }
        if (token == JsonToken.START_OBJECT) {
            return object(parser, path);
        }
        if (token == JsonToken.START_ARRAY) {
            ArrayNode list = NODES.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser, path + "[" + list.size() + "]"));
            }
            return list;
        }
        return token == JsonToken.VALUE_NULL ? NullNode.instance : TextNode.valueOf(replaced(parser.getText(), path));
    }

    private ObjectNode object(YAMLParser parser, String path) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String child = Problem.path(path, key);
            boolean again = object.has(key);
            lines.put(child, parser.currentTokenLocation().getLineNr());
            if (again) {
                problems.add(new Problem(child, "is given twice"));
            }
            parser.nextToken();
            object.set(key, value(parser, child));
        }
        return object;
    }

    private String replaced(String text, String path) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            if (match.group().startsWith("$$")) {
                return Matcher.quoteReplacement(match.group().substring(1));
            }
            try {
                return Matcher.quoteReplacement(variables.apply(match.group(1)));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(path, String.valueOf(e.getMessage())));
                return "";
            }
        });
    }

    private void unreadable(JsonProcessingException e) {
        problems.clear(); // what came before it may be its consequence
        root = NODES.objectNode();
        if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
            lines.put("", yaml.getProblemMark().getLine() + 1);
            problems.add(new Problem("", "not YAML: " + yaml.getProblem()));
        } else {
            lines.put("", e.getLocation() == null ? 1 : e.getLocation().getLineNr());
            String message = e.getOriginalMessage().lines().findFirst().orElse("");
            problems.add(new Problem("", "not YAML: " + message));
        }
    }
}
