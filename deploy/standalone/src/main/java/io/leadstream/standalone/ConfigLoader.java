package io.leadstream.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leadstream.schema.Problem;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A service's configuration: a YAML file bound to the service's record, its keys the record's components in snake_case.
 *
 * <p>{@code LEADSTREAM_<SERVICE>_<KEY>} in the environment wins over a key of the top level; it is YAML too, so that lists
 * and maps can be given. In the file, {@code ${NAME}} is replaced from the environment and {@code ${file:/path}} by what the
 * file holds, without its last line end, which is how secrets are given.
 */
final class ConfigLoader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final String FILE = "file:";

    private ConfigLoader() {}

    /**
     * Loads a configuration.
     *
     * @param service the service's name, such as {@code gateway}
     * @throws IllegalArgumentException with a line {@code service.yaml:line: message} for each thing that is wrong
     */
    static <T extends Record> T load(String service, String yaml, Class<T> type, Map<String, String> environment) {
        return load(service, service + ".yaml", yaml, List.of(type), environment)
                .get(type);
    }

    /**
     * Loads several records whose keys stand side by side in one file: a service's own, and what only its process has.
     *
     * @param file its name, for messages
     * @param types records that share no key
     * @throws IllegalArgumentException with a line {@code file:line: message} for each thing that is wrong
     */
    static Loaded load(
            String service,
            String file,
            String yaml,
            List<Class<? extends Record>> types,
            Map<String, String> environment) {
        Source source = new Source(service, YamlFile.parse(file, yaml, variables(environment)), environment);
        List<Problem> problems = new ArrayList<>(source.file().problems());
        Map<String, Type> known = new HashMap<>();
        types.forEach(type -> known.putAll(keys(type)));
        unknownKeys(known, source.file().root(), "", problems);
        refuse(problems.stream().map(source.file()::located).toList());
        return new Loaded(types.stream().collect(Collectors.toMap(type -> type, source::bind)));
    }

    /** What was loaded, by type. */
    record Loaded(Map<Class<? extends Record>, Record> parts) {

        <T extends Record> T get(Class<T> type) {
            return Objects.requireNonNull(type.cast(parts.get(type)), type.getSimpleName());
        }
    }

    /** A file and what goes before it. */
    private record Source(String service, YamlFile file, Map<String, String> environment) {

        private Record bind(Class<? extends Record> type) {
            ObjectNode part = file.root().deepCopy();
            part.retain(keys(type).keySet());
            Map<String, String> overridden = override(service, type, part, environment);
            try {
                return MAPPER.treeToValue(part, type);
            } catch (JsonMappingException e) {
                Problem problem = new Problem(path(e), message(e));
                String key = problem.path().split("[.\\[]", 2)[0];
                String variable = overridden.get(key);
                throw new IllegalArgumentException(
                        variable == null ? file.located(problem) : variable + ": " + problem.message(), e);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree that cannot be bound", e);
            }
        }
    }

    private static UnaryOperator<String> variables(Map<String, String> environment) {
        return variable -> variable.startsWith(FILE)
                ? contents(variable.substring(FILE.length()))
                : YamlFile.environment(environment).apply(variable);
    }

    /** What a file holds, without its last line end; throws IllegalArgumentException if it cannot be read. */
    static String contents(String file) {
        try {
            return Files.readString(Path.of(file)).replaceFirst("\\R\\z", "");
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("the file " + file + " cannot be read", e);
        }
    }

    /** Puts what the environment says over what the file says; gives the variables used, by key. */
    private static Map<String, String> override(
            String service, Class<?> type, ObjectNode root, Map<String, String> environment) {
        Map<String, String> used = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = snake(component.getName());
            String variable = "LEADSTREAM_" + (service.replace('-', '_') + "_" + key).toUpperCase(Locale.ROOT);
            String value = environment.get(variable);
            if (value != null) {
                used.put(key, variable);
                root.set(key, overriding(variable, key, value, component));
            }
        }
        return used;
    }

    private static JsonNode overriding(String variable, String key, String value, RecordComponent component) {
        if (component.getType() == String.class) {
            return TextNode.valueOf(value);
        }
        YamlFile file = YamlFile.parse(variable, key + ": " + value, unchanged -> "${" + unchanged + "}");
        List<Problem> problems = new ArrayList<>(file.problems());
        unknownKeys(component.getGenericType(), file.root().path(key), key, problems);
        refuse(problems.stream().map(problem -> variable + ": " + problem).toList());
        return file.root().path(key);
    }

    private static void unknownKeys(Type type, JsonNode node, String path, List<Problem> problems) {
        if (type instanceof Class<?> record && record.isRecord() && node.isObject()) {
            unknownKeys(keys(record), node, path, problems);
        } else if (type instanceof ParameterizedType generic && node.isArray()) {
            Type element = generic.getActualTypeArguments()[0];
            for (int i = 0; i < node.size(); i++) {
                unknownKeys(element, node.get(i), path + "[" + i + "]", problems);
            }
        } else if (type instanceof ParameterizedType generic && node.isObject()) {
            Type[] arguments = generic.getActualTypeArguments();
            node.properties()
                    .forEach(entry -> unknownKeys(
                            arguments[arguments.length - 1],
                            entry.getValue(),
                            Problem.path(path, entry.getKey()),
                            problems));
        }
    }

    private static void unknownKeys(Map<String, Type> known, JsonNode node, String path, List<Problem> problems) {
        node.properties().forEach(entry -> {
            String child = Problem.path(path, entry.getKey());
            Type part = known.get(entry.getKey());
            if (part == null) {
                problems.add(new Problem(child, "unknown key"));
            } else {
                unknownKeys(part, entry.getValue(), child, problems);
            }
        });
    }

    /** The keys of a record, with what may stand under them. */
    private static Map<String, Type> keys(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .collect(Collectors.toMap(c -> snake(c.getName()), RecordComponent::getGenericType));
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference part : e.getPath()) {
            if (part.getFieldName() == null) {
                path.append('[').append(part.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(part.getFieldName());
            }
        }
        return path.toString();
    }

    /** What is wrong, without the value, which can be a secret. */
    private static String message(JsonMappingException e) {
        if (e.getCause() instanceof IllegalArgumentException refused) {
            return String.valueOf(refused.getMessage());
        }
        return e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? "cannot be read as " + mismatch.getTargetType().getSimpleName()
                : "cannot be read";
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.stream().distinct().collect(Collectors.joining("\n")));
        }
    }

    private static String snake(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
