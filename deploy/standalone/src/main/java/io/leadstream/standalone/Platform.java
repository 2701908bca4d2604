package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.Routing;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** What the services run on and nothing of them: a broker and a registry on free ports, topics and contracts deployed. */
public final class Platform implements AutoCloseable {

    private static final short ONE_BROKER = 1;

    private final Deque<Runnable> closers = new ArrayDeque<>();
    private final EmbeddedKafka kafka;
    private final RegistryServer registry;
    private final Admin admin;

    private Platform(Path folder) {
        Path program = Path.of(System.getProperty("leadstream.registry", "target/registry"));
        registry = RegistryServer.begin(program, folder.resolve("registry"), Ports.free(), Optional.empty());
        closers.push(registry::close);
        try {
            kafka = EmbeddedKafka.start(folder.resolve("kafka"), Ports.free());
            closers.push(kafka::close);
            registry.awaitReady();
            admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()));
            closers.push(admin::close);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a platform.
     *
     * @param folder where it keeps its state
     * @param partitions of {@code leads} and what is partitioned alike
     * @throws IllegalStateException if a part does not start
     */
    public static Platform start(Path folder, int partitions) {
        Platform platform = new Platform(folder);
        try {
            new ContractSetup(platform.registryUrl()).apply();
            new TopicSetup(platform.admin, ONE_BROKER).fixed(partitions);
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    /** Where Kafka's clients connect. */
    public String bootstrap() {
        return kafka.bootstrap();
    }

    /** The registry's API. */
    public String registryUrl() {
        return registry.url();
    }

    /** Creates the topics of vendors. */
    public void vendors(Collection<String> vendors) {
        new TopicSetup(admin, ONE_BROKER).vendors(vendors);
    }

    /** Publishes a routing as the next version, and returns it so. */
    public Routing apply(Routing routing) {
        return new RoutingPublisher(bootstrap(), Contracts.at(registryUrl(), Map.of())).apply(routing);
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
