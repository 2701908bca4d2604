package io.leadstream.standalone;

import java.nio.file.Path;
import java.util.Optional;

/** A broker that can be stopped and started again on its data, where clients find it as before. */
final class RestartedKafka implements AutoCloseable {

    private final Path folder;
    private final int port = Ports.free();
    private Optional<EmbeddedKafka> running = Optional.empty();

    RestartedKafka(Path folder) {
        this.folder = folder;
        start();
    }

    void start() {
        running = Optional.of(EmbeddedKafka.start(folder, port));
    }

    void stop() {
        running.ifPresent(EmbeddedKafka::close);
        running = Optional.empty();
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        stop();
    }
}
