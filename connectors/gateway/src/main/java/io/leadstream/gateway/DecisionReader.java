package io.leadstream.gateway;

import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads all of {@code lead-decisions} from its end, on a thread of its own, and hands each decision on.
 *
 * <p>Every gateway reads every partition, so it belongs to no group. A broker that is away is waited for, and a record that
 * cannot be read is logged and passed over.
 */
final class DecisionReader implements AutoCloseable {

    private final ReadingThread thread;

    private DecisionReader(ReadingThread thread) {
        this.thread = thread;
    }

    /**
     * A reader that stands on the end of every partition: it misses no decision made after this returns (correctness.md 21).
     *
     * @throws KafkaException if the broker cannot be reached
     * @throws IllegalStateException if there is no such topic
     */
    static DecisionReader open(
            GatewayConfig config, Deserializer<LeadDecision> deserializer, Decisions decisions, GatewayEvents events) {
        var consumer = new KafkaConsumer<>(settings(config), new StringDeserializer(), new ByteArrayDeserializer());
        DecisionReader reader = start(consumer, deserializer, decisions);
        events.opened(consumer);
        return reader;
    }

    /** As {@link #open}, over a consumer of the caller's, which the reader closes. */
    static DecisionReader start(
            Consumer<String, byte[]> consumer, Deserializer<LeadDecision> deserializer, Decisions decisions) {
        try {
            standOnTheEnd(consumer);
        } catch (RuntimeException e) {
            consumer.close(CloseOptions.timeout(ReadingThread.CLOSING));
            throw e;
        }
        var thread = new ReadingThread(Topics.LEAD_DECISIONS.name(), consumer, read -> {
            LeadDecision decision = deserializer.deserialize(read.topic(), read.value());
            if (decision != null) {
                decisions.decided(decision);
            }
        });
        thread.start();
        return new DecisionReader(thread);
    }

    static Map<String, Object> settings(GatewayConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-decisions");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.putAll(config.kafka());
        return settings;
    }

    private static void standOnTheEnd(Consumer<String, byte[]> consumer) {
        String topic = Topics.LEAD_DECISIONS.name();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("there is no topic " + topic);
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy; asking for the position does it.
        partitions.forEach(consumer::position);
    }

    /** True while decisions are read. */
    boolean isReading() {
        return thread.isReading();
    }

    @Override
    public void close() {
        thread.close();
    }
}
