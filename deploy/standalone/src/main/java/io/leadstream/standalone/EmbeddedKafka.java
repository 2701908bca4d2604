package io.leadstream.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.DynamicVoters;

/**
 * A real Kafka broker in this process: one KRaft node, broker and controller, on loopback, with its log in a folder.
 *
 * <p>It is open to whoever reaches it, or locked ({@link BrokerSecurity}). The controller's port is kept in the folder, since the quorum remembers it (parts.md, A2).
 */
final class EmbeddedKafka implements AutoCloseable {

    private final KafkaRaftServer server;
    private final String bootstrap;
    private final Path inUse;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrap, Path inUse) {
        this.server = server;
        this.bootstrap = bootstrap;
        this.inUse = inUse;
    }

    /**
     * Starts a broker, on the data of the one before if there is any.
     *
     * @param port the port clients connect to
     */
    static EmbeddedKafka start(Path folder, int port) {
        return start(folder, port, Optional.empty());
    }

    /**
     * Starts a broker, on the data of the one before if there is any.
     *
     * @param port the port clients connect to
     * @param security how it is locked; if it is not, everybody may everything
     */
    static EmbeddedKafka start(Path folder, int port, Optional<BrokerSecurity> security) {
        try {
            Files.createDirectories(folder);
            String clusterId =
                    kept(folder.resolve("cluster.id"), Uuid.randomUuid().toString());
            int controllerPort =
                    Integer.parseInt(kept(folder.resolve("controller.port"), Integer.toString(Ports.free())));
            Path log = folder.resolve("log");
            format(log, clusterId, controllerPort);
            Map<String, String> open = settings(log, port, controllerPort);
            Map<String, String> settings = security.map(locks -> locks.lock(open, port, controllerPort))
                    .orElse(open);
            Path inUse = folder.resolve("in-use");
            if (Files.exists(inUse)) {
                KilledBroker.fence(settings);
            }
            Files.writeString(inUse, "");
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, "127.0.0.1:" + port, inUse);
        } catch (Exception e) {
            throw new IllegalStateException("Kafka did not start: " + e.getMessage(), e);
        }
    }

    /** Where clients connect. */
    String bootstrap() {
        return bootstrap;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        try {
            Files.deleteIfExists(inUse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void format(Path log, String clusterId, int controllerPort) throws Exception {
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId)
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(log.toString())
                .addDirectory(log.toString())
                .setHasDynamicQuorum(true)
                .setInitialControllers(DynamicVoters.parse("1@127.0.0.1:" + controllerPort + ":" + Uuid.randomUuid()))
                .run();
    }

    private static Map<String, String> settings(Path log, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", log.toString());
        settings.put("auto.create.topics.enable", "false");
        // The kernel clears a partition's two index files whole when their first entries come: 20 MB by default, for
        // each partition that is written to. This is enough for a segment of some 85 MB.
        settings.put("log.index.size.max.bytes", String.valueOf(256 * 1024));
        settings.put("group.initial.rebalance.delay.ms", "0");
        // A broker that was killed may come back at once instead of after the default session of 9 s.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        // correctness.md 18: a killed process's transaction is aborted within seconds.
        settings.put("transaction.max.timeout.ms", "15000");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        for (String internal : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "8");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        return settings;
    }

    private static String kept(Path file, String otherwise) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, otherwise);
        }
        return Files.readString(file).strip();
    }
}
