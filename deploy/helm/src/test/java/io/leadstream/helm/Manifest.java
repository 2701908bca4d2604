package io.leadstream.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * One object that the chart makes.
 *
 * @param tree as it was rendered
 */
public record Manifest(JsonNode tree) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** The objects in what Helm rendered. */
    static List<Manifest> all(String rendered) {
        List<Manifest> manifests = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(rendered)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document != null && document.isObject()) {
                    manifests.add(new Manifest(document));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return manifests;
    }

    /** Those of a kind. */
    public static List<Manifest> of(String kind, List<Manifest> all) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    /** The one of a kind whose name is the release's with {@code component}. */
    public static Manifest of(String kind, String component, List<Manifest> all) {
        String name = Chart.RELEASE + "-leadstream-" + component;
        return all.stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no " + kind + " " + name));
    }

    /** Its kind. */
    public String kind() {
        return tree.path("kind").asText();
    }

    /** Its name. */
    public String name() {
        return tree.at("/metadata/name").asText();
    }

    String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    /** What is at a JSON pointer; a missing node where nothing is. */
    public JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** The template of the pods that it makes; a missing node where it makes none. */
    JsonNode pod() {
        return switch (kind()) {
            case "StatefulSet", "Deployment", "Job" -> tree.at("/spec/template");
            default -> tree.at("/none");
        };
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
