package io.leadstream.standalone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that is committed on a topic. */
record WholeTopic(KafkaAccess kafka) {

    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Reads a topic, partition by partition, to where it ends now. Transactions that are open now are waited for.
     *
     * @throws IllegalArgumentException if there is no such topic
     * @throws IllegalStateException if for 10 s nothing more can be read
     */
    void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (var consumer = consumer("read_committed")) {
            List<TopicPartition> places = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (places.isEmpty()) {
                throw new IllegalArgumentException("no topic is called " + topic);
            }
            Map<TopicPartition, Long> ends = ends(places);
            consumer.assign(places);
            consumer.seekToBeginning(places);
            long read = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                var records = consumer.poll(POLL);
                records.forEach(taker);
                read = records.isEmpty() ? read : System.nanoTime();
                if (System.nanoTime() - read
                        > Duration.ofMillis(ConnectionOptions.PATIENCE_MS).toNanos()) {
                    throw new IllegalStateException("the topic " + topic + " could not be read to its end in time");
                }
            }
        }
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> places) {
        try (var consumer = consumer("read_uncommitted")) {
            return consumer.endOffsets(places);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        Map<String, Object> config = kafka.client(Map.of(
                "isolation.level",
                isolation,
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                ConnectionOptions.PATIENCE_MS));
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
