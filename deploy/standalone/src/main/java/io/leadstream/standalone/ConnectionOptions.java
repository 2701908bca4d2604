package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where Kafka and the registry are. */
final class ConnectionOptions {

    /** How long a command waits for Kafka, ms. */
    static final int PATIENCE_MS = 10_000;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:${env:LEADSTREAM_KAFKA_PORT:-9092}",
            description = "Kafka (default: ${DEFAULT-VALUE}).")
    String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "http://localhost:${env:LEADSTREAM_REGISTRY_PORT:-8081}/apis/registry/v3",
            description = "The schema registry (default: ${DEFAULT-VALUE}).")
    String registry;

    Contracts contracts() {
        return Contracts.at(registry, Map.of());
    }
}
