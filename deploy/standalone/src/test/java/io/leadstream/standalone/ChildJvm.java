package io.leadstream.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts main classes on the tests' class path in processes of their own, which are soon up rather than fast. */
final class ChildJvm {

    private ChildJvm() {}

    /**
     * Starts a process.
     *
     * @param megabytes of heap, at most
     * @param output what it writes is added there
     */
    static Process start(Class<?> main, int megabytes, Path output, List<String> args) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file"),
                        "-Dleadstream.registry=" + Backbone.registryProgram(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        main.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.command().addAll(args);
        return builder.start();
    }
}
