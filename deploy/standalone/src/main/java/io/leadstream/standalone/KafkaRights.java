package io.leadstream.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What each service may do on Kafka: the chart's own {@code acls.yaml}, as Kafka's ACLs. */
record KafkaRights(Map<String, List<Right>> services) {

    private static final String FILE = "/acls.yaml";

    /**
     * A line of the file.
     *
     * @param resource topic, group, cluster or transactionalId
     * @param name the resource's name, or what it begins with
     * @param pattern literal or prefix
     * @param operations what may be done, in Kafka's words
     */
    record Right(String resource, String name, String pattern, List<String> operations) {

        /** One for each operation. */
        List<AclBinding> bindings(String principal) {
            PatternType type = switch (pattern) {
                case "literal" -> PatternType.LITERAL;
                case "prefix" -> PatternType.PREFIXED;
                default -> throw new IllegalArgumentException(FILE + ": no pattern is called " + pattern);
            };
            ResourcePattern where = new ResourcePattern(ResourceType.fromString(words(resource)), name, type);
            return operations.stream()
                    .map(operation -> new AclBinding(
                            where,
                            new AccessControlEntry(
                                    principal,
                                    "*",
                                    AclOperation.fromString(words(operation)),
                                    AclPermissionType.ALLOW)))
                    .toList();
        }

        /** transactionalId as TRANSACTIONAL_ID. */
        private static String words(String camel) {
            return camel.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
        }
    }

    /** The rights that the chart gives. */
    static KafkaRights read() {
        record Lines(Map<String, List<Right>> services) {}
        try (InputStream in = KafkaRights.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not on the class path");
            }
            return new KafkaRights(new TreeMap<>(new ObjectMapper(new YAMLFactory())
                    .readValue(in, Lines.class)
                    .services()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The principal of a service's user. */
    static String principal(String service) {
        return "User:" + service;
    }

    /** Every ACL of every service. */
    Set<AclBinding> bindings() {
        return services.entrySet().stream()
                .flatMap(service -> service.getValue().stream()
                        .flatMap(right -> right.bindings(principal(service.getKey())).stream()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
