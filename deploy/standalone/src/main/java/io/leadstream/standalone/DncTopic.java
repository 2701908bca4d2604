package io.leadstream.standalone;

import io.leadstream.schema.DncEntry;
import io.leadstream.schema.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a do-not-call topic from its beginning to its end of now. */
final class DncTopic {

    private static final Duration POLL = Duration.ofMillis(100);

    private final ConnectionOptions connection;
    private final String topic;
    private final Deserializer<DncEntry> deserializer;

    DncTopic(ConnectionOptions connection, Topic<DncEntry> topic) {
        this.connection = connection;
        this.topic = topic.name();
        this.deserializer = connection.contracts().serde(topic).deserializer();
    }

    /** The entry of one key, from the one partition where it can be. */
    Optional<DncEntry> find(String key) {
        Map<String, DncEntry> found = new HashMap<>();
        read(
                count -> List.of(BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), count)),
                key::equals,
                (each, entry) -> keep(found, each, entry));
        return Optional.ofNullable(found.get(key));
    }

    /**
     * The entries that a change must not lose, by key.
     *
     * @param wanted keys that the change will meet
     * @param most as many as fit into memory
     * @throws IllegalStateException if there are more
     */
    Map<String, DncEntry> keptBy(DncChange change, Predicate<String> wanted, int most) {
        Map<String, DncEntry> kept = new HashMap<>();
        read(count -> java.util.stream.IntStream.range(0, count).boxed().toList(), wanted, (key, entry) -> {
            keep(kept, key, entry.filter(change::concernsOthers));
            if (kept.size() > most) {
                throw new IllegalStateException("more than " + most + " numbers are on other lists too: split the file"
                        + " into parts of at most as many lines");
            }
        });
        return kept;
    }

    private static void keep(Map<String, DncEntry> entries, String key, Optional<DncEntry> entry) {
        if (entry.isPresent()) {
            entries.put(key, entry.get());
        } else {
            entries.remove(key);
        }
    }

    private void read(
            java.util.function.IntFunction<List<Integer>> places,
            Predicate<String> wanted,
            BiConsumer<String, Optional<DncEntry>> reader) {
        Map<String, Object> config = connection
                .kafka()
                .client(Map.of(
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "allow.auto.create.topics",
                        false,
                        "max.poll.records",
                        5_000,
                        "default.api.timeout.ms",
                        ConnectionOptions.PATIENCE_MS));
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            int count = consumer.partitionsFor(topic).size();
            List<TopicPartition> partitions = count == 0
                    ? List.of()
                    : places.apply(count).stream()
                            .map(number -> new TopicPartition(topic, number))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (record.key() != null && wanted.test(record.key())) {
                        entry(record).ifPresent(entry -> reader.accept(record.key(), entry));
                    }
                }
            }
        }
    }

    /** What a record says; nothing if it cannot be read, as streams-app does not read it either. */
    private Optional<Optional<DncEntry>> entry(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(Optional.ofNullable(deserializer.deserialize(topic, record.value())));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }
}
