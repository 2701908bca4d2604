package io.leadstream.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** A real broker and a real registry, deployed to, that the tests of this JVM share. */
record Backbone(String bootstrap, String registry) {

    private static final class Shared {
        static final Backbone INSTANCE = start();
    }

    static Backbone shared() {
        return Shared.INSTANCE;
    }

    /** The unpacked registry, where the build puts it. */
    static Path registryProgram() {
        return Path.of(System.getProperty("leadstream.registry", "target/registry"));
    }

    private static Backbone start() {
        Path folder = temporary();
        RegistryServer registry =
                RegistryServer.begin(registryProgram(), folder.resolve("registry"), Ports.free(), Optional.empty());
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), Ports.free());
        registry.awaitReady();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            registry.close();
            kafka.close();
            delete(folder);
        }));
        new ContractSetup(registry.url()).apply();
        try (Admin admin = Admin.create(java.util.Map.of("bootstrap.servers", kafka.bootstrap()))) {
            TopicSetup topics = new TopicSetup(admin, (short) 1);
            topics.fixed(StandaloneConfig.PARTITIONS);
        }
        return new Backbone(kafka.bootstrap(), registry.url());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("leadstream-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : List.copyOf(files.sorted(Comparator.reverseOrder()).toList())) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + folder);
        }
    }
}
