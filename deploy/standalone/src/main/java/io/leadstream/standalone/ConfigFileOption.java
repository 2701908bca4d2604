package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option of every service command: the file that configures it. */
final class ConfigFileOption {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "YAML. ${NAME} in it is replaced from the environment and ${file:/path} by what that file holds;"
                            + " LEADSTREAM_<SERVICE>_<KEY> in the environment wins over a key.")
    Path file;

    /**
     * Loads the file.
     *
     * @param types the records whose keys it may have
     * @throws IllegalArgumentException with a line for each thing that is wrong
     */
    ConfigLoader.Loaded load(String service, List<Class<? extends Record>> types) throws IOException {
        return ConfigLoader.load(service, file.toString(), Files.readString(file, UTF_8), types, System.getenv());
    }
}
