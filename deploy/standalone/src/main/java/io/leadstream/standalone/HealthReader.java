package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.Topics;
import io.leadstream.schema.VendorHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads what dispatchers said last of each vendor's lane; a live one says something twice a minute. */
final class HealthReader {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_BACK = Duration.ofHours(1);
    private static final TopicPartition PLACE = new TopicPartition(Topics.VENDOR_HEALTH.name(), 0);

    private final KafkaAccess kafka;
    private final Deserializer<VendorHealth> deserializer;

    HealthReader(KafkaAccess kafka, Contracts contracts) {
        this.kafka = kafka;
        this.deserializer = contracts.serde(Topics.VENDOR_HEALTH).deserializer();
    }

    /**
     * The newest word of each dispatcher on each vendor within the last hour, by vendor and then dispatcher.
     *
     * @throws IllegalStateException if the topic is not read to its end in 10 s
     */
    Collection<VendorHealth> newest(Instant now) {
        Map<String, Object> config = kafka.client(Map.of(
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                ConnectionOptions.PATIENCE_MS));
        Map<String, VendorHealth> newest = new TreeMap<>();
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PLACE));
            long end = consumer.endOffsets(List.of(PLACE)).getOrDefault(PLACE, 0L);
            OffsetAndTimestamp from = consumer.offsetsForTimes(
                            Map.of(PLACE, now.minus(LOOK_BACK).toEpochMilli()))
                    .get(PLACE);
            consumer.seek(PLACE, from == null ? end : from.offset());
            long deadline = System.nanoTime()
                    + Duration.ofMillis(ConnectionOptions.PATIENCE_MS).toNanos();
            while (consumer.position(PLACE) < end) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the topic vendor-health could not be read to its end in time");
                }
                consumer.poll(POLL).forEach(record -> take(record, newest));
            }
        }
        return newest.values();
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Map<String, VendorHealth> newest) {
        try {
            VendorHealth health = deserializer.deserialize(record.topic(), record.value());
            if (health != null) {
                newest.put(health.getVendor() + "\n" + health.getDispatcher(), health);
            }
        } catch (SerializationException unreadable) {
            return; // nobody's word
        }
    }
}
