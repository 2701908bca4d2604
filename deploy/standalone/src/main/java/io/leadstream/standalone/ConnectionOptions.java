package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Kafka and the registry are, and how to show them who we are. */
final class ConnectionOptions {

    /** How long a command waits for Kafka, ms. */
    static final int PATIENCE_MS = 10_000;

    private static final Pattern FROM_FILE = Pattern.compile("\\$\\{file:([^}]+)}");

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

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            defaultValue = "${env:LEADSTREAM_KAFKA_CONFIG}",
            description = "Properties of Kafka's clients, such as security.protocol; they win over all else."
                    + " A value may be $${file:/path}.")
    @Nullable
    Path kafkaConfig;

    @Option(
            names = "--registry-config",
            paramLabel = "FILE",
            defaultValue = "${env:LEADSTREAM_REGISTRY_CONFIG}",
            description = "Properties of the registry's client, such as apicurio.registry.auth.username; they win over"
                    + " all else. A value may be $${file:/path}.")
    @Nullable
    Path registryConfig;

    /** Kafka, for the clients of a command. */
    KafkaAccess kafka() {
        return new KafkaAccess(bootstrap, properties(kafkaConfig));
    }

    /** An administrator's client that waits no longer than a person does. */
    Admin admin() {
        return Admin.create(
                kafka().client(Map.of("default.api.timeout.ms", PATIENCE_MS, "request.timeout.ms", PATIENCE_MS)));
    }

    /** The settings of the registry's client. */
    Map<String, String> registrySettings() {
        return properties(registryConfig);
    }

    Contracts contracts() {
        return Contracts.at(registry, registrySettings());
    }

    private static Map<String, String> properties(@Nullable Path file) {
        if (file == null) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("no such file: " + file, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is no file of properties", e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, fromFiles(properties.getProperty(name))));
        return settings;
    }

    /** Secrets are given as {@code ${file:/path}}, as in the services' own files. */
    private static String fromFiles(String value) {
        return FROM_FILE
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(ConfigLoader.contents(found.group(1))));
    }
}
