package io.leadstream.standalone;

import io.leadstream.dialect.Dialects;
import io.leadstream.gateway.GatewayAccount;
import io.leadstream.schema.Routing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * How the whole system runs in one process.
 *
 * @param data where state is kept
 * @param host address the gateway listens at; everything else is on loopback
 * @param gatewayPort HTTP for producers
 * @param kafkaPort the broker
 * @param registryPort the schema registry
 * @param sandboxPort the vendors to deliver to
 * @param adjust changes the default routing before it is applied where there is none yet
 * @param files files that it reads where somebody has them
 * @param authorizer name of the class that decides what Kafka's users may do, with everything over TLS; nothing: everybody may
 *     everything, in the clear
 */
record StandaloneConfig(
        Path data,
        String host,
        int gatewayPort,
        int kafkaPort,
        int registryPort,
        int sandboxPort,
        UnaryOperator<Routing> adjust,
        StandaloneFiles files,
        Optional<String> authorizer) {

    /** A system that is not locked. */
    StandaloneConfig(
            Path data,
            String host,
            int gatewayPort,
            int kafkaPort,
            int registryPort,
            int sandboxPort,
            UnaryOperator<Routing> adjust,
            StandaloneFiles files) {
        this(data, host, gatewayPort, kafkaPort, registryPort, sandboxPort, adjust, files, Optional.empty());
    }

    /** Partitions of {@code leads}, fixed for life. */
    static final int PARTITIONS = 4;

    private static final String ROUTING = "default-routing.yaml";
    private static final String ACCOUNTS = "default-accounts.yaml";

    /** A system on free ports that has no files. */
    static StandaloneConfig onFreePorts(Path data, UnaryOperator<Routing> adjust) {
        return new StandaloneConfig(
                data,
                "127.0.0.1",
                Ports.free(),
                Ports.free(),
                Ports.free(),
                Ports.free(),
                adjust,
                StandaloneFiles.NONE,
                Optional.empty());
    }

    /** The same with the gateway at another port. */
    StandaloneConfig withGatewayPort(int port) {
        return new StandaloneConfig(data, host, port, kafkaPort, registryPort, sandboxPort, adjust, files, authorizer);
    }

    /** The same with a card keyset. */
    StandaloneConfig withCardKeyset(Path file) {
        return new StandaloneConfig(
                data,
                host,
                gatewayPort,
                kafkaPort,
                registryPort,
                sandboxPort,
                adjust,
                new StandaloneFiles(Optional.of(file), files.callingHours(), files.nanpa()),
                authorizer);
    }

    /** The same, locked: Kafka over SASL_SSL with a user and ACLs for each service, registry and gateway over HTTPS. */
    StandaloneConfig secured() {
        return securedBy(StandardAuthorizer.class.getName());
    }

    /** As {@link #secured}, with a class of the caller's deciding what Kafka's users may do. */
    StandaloneConfig securedBy(String decider) {
        return new StandaloneConfig(
                data, host, gatewayPort, kafkaPort, registryPort, sandboxPort, adjust, files, Optional.of(decider));
    }

    /** The ports that must be free, by what listens there. */
    Map<String, Integer> ports() {
        return Map.of("gateway", gatewayPort, "kafka", kafkaPort, "registry", registryPort, "sandbox", sandboxPort);
    }

    /** The unpacked registry, where the build puts it; the script says where that is. */
    Path registryProgram() {
        return Path.of(System.getProperty("leadstream.registry", "target/registry"));
    }

    /** The producers that may submit. */
    List<GatewayAccount> accounts() {
        record Accounts(List<GatewayAccount> accounts) {}
        return ConfigLoader.load("gateway", resource(ACCOUNTS), Accounts.class, System.getenv())
                .accounts();
    }

    /**
     * The first routing.
     *
     * @throws IllegalArgumentException with every problem of the file
     */
    Routing routing(int sandbox) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("SANDBOX_PORT", Integer.toString(sandbox));
        return switch (RoutingFile.read(ROUTING, resource(ROUTING), Dialects.all(), environment)) {
            case RoutingFile.Result.Good good -> adjust.apply(good.routing());
            case RoutingFile.Result.Bad bad -> throw new IllegalArgumentException(String.join("\n", bad.problems()));
        };
    }

    private static String resource(String name) {
        try (InputStream in = StandaloneConfig.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
