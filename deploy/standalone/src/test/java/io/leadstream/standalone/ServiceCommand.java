package io.leadstream.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service's command in a process of its own, as a platform runs it. */
final class ServiceCommand implements AutoCloseable {

    private final Process process;
    private final Path file;
    private final Path output;

    private ServiceCommand(Process process, Path file, Path output) {
        this.process = process;
        this.file = file;
        this.output = output;
    }

    static ServiceCommand start(String name, Path file) throws IOException {
        Path output = file.resolveSibling(file.getFileName() + ".log");
        Files.deleteIfExists(output);
        Process process = ChildJvm.start(Main.class, 300, output, List.of(name, "--config", file.toString()));
        return new ServiceCommand(process, file, output);
    }

    Path file() {
        return file;
    }

    /** True once it has said so. */
    boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("it ended: " + output());
        }
        return output().lines().anyMatch(line -> line.startsWith("ready "));
    }

    /** Where operators reach it. */
    String operations() {
        return address("operations");
    }

    /** One of the addresses in the line that says ready. */
    String address(String name) {
        Matcher matcher = Pattern.compile("(?m)^ready .*\\b" + name + "=(\\S+)").matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + output());
        }
        return matcher.group(1);
    }

    /** Sends SIGTERM and waits until it has ended. */
    void terminate() throws InterruptedException {
        process.destroy();
        var unused = awaitEnd();
    }

    /** Kills it, as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("it goes on: " + output());
        }
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
