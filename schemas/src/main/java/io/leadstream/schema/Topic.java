package io.leadstream.schema;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic's name with the type it carries and how it is to be created.
 *
 * @param name the topic's name in Kafka
 * @param type the record that every value is
 * @param partitions how many partitions it has
 * @param config Kafka's topic configuration, such as {@code cleanup.policy}
 */
public record Topic<T extends SpecificRecord>(
        String name, Class<T> type, Partitions partitions, Map<String, String> config) {

    /** How many partitions a topic has: as many as {@code leads}, whose tasks read or write it, or one. */
    public enum Partitions {
        AS_LEADS,
        ONE
    }
}
