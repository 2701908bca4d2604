package io.leadstream.standalone;

import io.leadstream.streams.StreamsApp;
import io.leadstream.streams.StreamsAppConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A streams-app in a process of its own, which can be killed. It ends when its standard input does. */
final class StreamsAppProcess implements AutoCloseable {

    private static final String READY = "ready";

    private final StreamsAppConfig config;
    private final Path log;
    private int launches;
    private Process process;

    private StreamsAppProcess(StreamsAppConfig config, Path log) throws IOException {
        this.config = config;
        this.log = log;
        this.process = launch();
    }

    static StreamsAppProcess start(StreamsAppConfig config, Path log) throws IOException {
        return new StreamsAppProcess(config, log);
    }

    /** Kills it, as kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void restart() throws IOException {
        process = launch();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private Process launch() throws IOException {
        launches++;
        return ChildJvm.start(
                StreamsAppProcess.class,
                400,
                log,
                List.of(config.bootstrapServers(), config.registryUrl(), config.instanceId(), config.stateFolder()));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** True once the process that runs now has its tasks on restored state. */
    boolean isReady() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(READY::equals).count() == launches;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sayWhenReady(StreamsApp app) {
        while (!app.ready()) {
            LockSupport.parkNanos(10_000_000);
        }
        System.out.println(READY);
    }

    public static void main(String[] args) throws IOException {
        // Whoever comes back to others that took over its tasks is ready as a spare, and knows so by where they say
        // they are.
        Map<String, String> address = Map.of("application.server", "127.0.0.1:" + Ports.free());
        StreamsApp app = StreamsApp.start(
                StreamsAppConfig.of(args[0], args[1], args[2], args[3]).withKafka(address));
        Thread.ofVirtual().start(() -> sayWhenReady(app));
        try {
            while (System.in.read() >= 0) {
                // until whoever started this process closes it, or is gone
            }
        } finally {
            app.close();
        }
    }
}
