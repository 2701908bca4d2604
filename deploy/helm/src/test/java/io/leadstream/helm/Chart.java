package io.leadstream.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart in the folder beside the tests, rendered and linted by Helm. */
public final class Chart {

    /** The chart. */
    public static final Path FOLDER = Path.of("leadstream");

    /** The sets of values that come with it: deploy/helm/values. */
    public static final List<String> SETS = List.of("small", "large", "secure");

    /** Name and namespace of the release that is rendered. */
    public static final String RELEASE = "rel";

    static final String NAMESPACE = "leads";

    private static final YAMLMapper YAML = new YAMLMapper();

    private Chart() {}

    /** The manifests that a set of values gives. */
    public static List<Manifest> rendered(String set) {
        return rendered(FOLDER, set, Map.of());
    }

    /** The manifests that a set of values gives with others over it, by dotted path. */
    public static List<Manifest> rendered(String set, Map<String, Object> over) {
        return rendered(FOLDER, set, over);
    }

    /** The manifests of a copy of the chart. */
    static List<Manifest> rendered(Path chart, String set, Map<String, Object> over) {
        TemplateCommand command = new Helm(chart)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion("1.32.0");
        over.forEach(command::set);
        return Manifest.all(command.withValuesFile(values(set)).call());
    }

    /** What Helm has to say of the chart with a set of values in place of its defaults; {@code copy} is an empty folder. */
    static LintResult linted(String set, Path copy) {
        copyTo(copy);
        try {
            ObjectNode values =
                    (ObjectNode) YAML.readTree(copy.resolve("values.yaml").toFile());
            merge(values, YAML.readTree(values(set).toFile()));
            YAML.writeValue(copy.resolve("values.yaml").toFile(), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Helm(copy).lint().strict().call();
    }

    /** Copies the chart into an empty folder. */
    static void copyTo(Path folder) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(FOLDER.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path values(String set) {
        return Path.of("values", set + ".yaml");
    }

    private static void merge(ObjectNode onto, JsonNode over) {
        over.properties().forEach(entry -> {
            if (onto.get(entry.getKey()) instanceof ObjectNode below
                    && entry.getValue().isObject()) {
                merge(below, entry.getValue());
            } else {
                onto.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
