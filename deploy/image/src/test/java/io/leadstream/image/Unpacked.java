package io.leadstream.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An image's file, taken apart with the machine's tar. */
record Unpacked(Path folder) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Takes a file apart into an empty folder. */
    static Unpacked of(Path file, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        tar("-xf", file.toString(), "-C", folder.toString());
        return new Unpacked(folder);
    }

    JsonNode manifest() throws IOException {
        return JSON.readTree(folder.resolve("manifest.json").toFile()).path(0);
    }

    JsonNode config() throws IOException {
        return JSON.readTree(folder.resolve(manifest().path("Config").asText()).toFile());
    }

    /** The layers, lowest first. */
    List<Path> layers() throws IOException {
        List<Path> layers = new ArrayList<>();
        manifest().path("Layers").forEach(layer -> layers.add(folder.resolve(layer.asText())));
        return layers;
    }

    /** Everything that a layer has, as `tar` lists it: with permissions and owner. */
    static List<String> contents(Path layer) throws IOException, InterruptedException {
        return tar("--numeric-owner", "-tvf", layer.toString()).lines().toList();
    }

    /** The file system that a container of the image sees. */
    Path fileSystem() throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("root"));
        for (Path layer : layers()) {
            tar("-xf", layer.toString(), "-C", root.toString());
        }
        return root;
    }

    private static String tar(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tar", "--warning=no-unknown-keyword"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** What a command says, standard error too; fails if it fails. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }
}
