package io.leadstream.standalone;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;

/**
 * What locks a standalone system, in a folder that only its owner reads: certificates, and Kafka's users with their passwords.
 *
 * <p>It is to the system what cert-manager and Strimzi's user operator are to one on Kubernetes.
 */
final class SecurityFolder {

    private final Path folder;
    private final Certificates certificates;
    private final BrokerSecurity broker;

    private SecurityFolder(Path folder, Certificates certificates, BrokerSecurity broker) {
        this.folder = folder;
        this.certificates = certificates;
        this.broker = broker;
    }

    /**
     * Opens the folder; what is missing in it is made.
     *
     * @param authorizer name of the class that decides what Kafka's users may do
     */
    static SecurityFolder open(Path folder, String authorizer) {
        try {
            Certificates certificates =
                    Certificates.in(PrivateFiles.folder(folder).resolve("certificates"));
            return new SecurityFolder(folder, certificates, new BrokerSecurity(certificates, Ports.free(), authorizer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Certificates certificates() {
        return certificates;
    }

    BrokerSecurity broker() {
        return broker;
    }

    /** Makes Kafka's users and gives them their rights. This alone is done by a super user. */
    KafkaUsers users(EmbeddedKafka kafka) {
        KafkaUsers users = new KafkaUsers(
                folder.resolve("users"), KafkaRights.read(), kafka.bootstrap(), certificates.authority());
        try (Admin admin = Admin.create(broker.access(Certificates.ADMIN).client(Map.of()))) {
            users.apply(admin);
        }
        return users;
    }

    /** The settings of the registry's clients; also as a file that {@code --registry-config} takes. */
    Map<String, String> registry(String url) {
        Map<String, String> settings = Map.of(
                "apicurio.registry.url",
                url,
                "apicurio.registry.tls.certificates",
                certificates.authority().toString());
        Properties properties = new Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
            PrivateFiles.write(folder.resolve("registry.properties"), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }
}
