package io.leadstream.standalone;

import io.leadstream.dialect.Dialects;
import io.leadstream.dispatch.DispatcherConfig;
import io.leadstream.dispatch.DispatcherService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A dispatcher alone in a process of its own, to be killed: it says {@code ready} and runs until its input is closed. */
final class DispatcherProcess {

    private final Process process;
    private final Path output;
    private final String[] args;

    private DispatcherProcess(Process process, Path output, String... args) {
        this.process = process;
        this.output = output;
        this.args = args;
    }

    /** Runs a dispatcher: bootstrap servers, registry, instance, folder of credentials. */
    public static void main(String[] args) throws IOException {
        var config = DispatcherConfig.of(args[0], args[1], args[2], args[3]);
        try (DispatcherService service = DispatcherService.start(config, Dialects.all())) {
            Eventually.holds(Duration.ofSeconds(90), () -> "not ready", service::ready);
            System.out.write("ready\n".getBytes(StandardCharsets.UTF_8));
            System.out.flush();
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    static DispatcherProcess start(Path folder, String... args) throws IOException {
        Path output = Files.createTempFile(folder, "dispatcher", ".log");
        return new DispatcherProcess(ChildJvm.start(DispatcherProcess.class, 256, output, List.of(args)), output, args);
    }

    /** Starts the same dispatcher anew. */
    DispatcherProcess again() throws IOException {
        return start(java.util.Objects.requireNonNull(output.getParent()), args);
    }

    DispatcherProcess awaitReady() {
        Eventually.holds(Duration.ofSeconds(90), this::output, () -> output().contains("ready"));
        return this;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it in good order; what does not end is killed. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            kill();
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
