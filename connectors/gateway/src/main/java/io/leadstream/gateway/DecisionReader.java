package io.leadstream.gateway;

import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all of {@code lead-decisions} from its end, on a thread of its own, and hands each decision on.
 *
 * <p>Every gateway reads every partition, so it belongs to no group. A broker that is away is waited for, and a record that
 * cannot be read is logged and passed over.
 */
final class DecisionReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(DecisionReader.class);

    private final Consumer<String, byte[]> consumer;
    private final Deserializer<LeadDecision> deserializer;
    private final Decisions decisions;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("lead-decisions").daemon().unstarted(this::run);

    private DecisionReader(
            Consumer<String, byte[]> consumer, Deserializer<LeadDecision> deserializer, Decisions decisions) {
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.decisions = decisions;
    }

    /**
     * A reader that stands on the end of every partition: it misses no decision made after this returns (correctness.md 21).
     *
     * @throws KafkaException if the broker cannot be reached
     * @throws IllegalStateException if there is no such topic
     */
    static DecisionReader open(GatewayConfig config, Deserializer<LeadDecision> deserializer, Decisions decisions) {
        return start(
                new KafkaConsumer<>(settings(config), new StringDeserializer(), new ByteArrayDeserializer()),
                deserializer,
                decisions);
    }

    /** As {@link #open}, over a consumer of the caller's, which the reader closes. */
    static DecisionReader start(
            Consumer<String, byte[]> consumer, Deserializer<LeadDecision> deserializer, Decisions decisions) {
        try {
            standOnTheEnd(consumer);
        } catch (RuntimeException e) {
            consumer.close(CloseOptions.timeout(CLOSING));
            throw e;
        }
        var reader = new DecisionReader(consumer, deserializer, decisions);
        reader.thread.start();
        return reader;
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
        return thread.isAlive() && closed.getCount() > 0;
    }

    private void run() {
        while (closed.getCount() > 0) {
            try {
                consumer.poll(POLL).forEach(this::hand);
            } catch (WakeupException e) {
                log.atDebug().log("decision reader woken to close");
            } catch (KafkaException e) {
                log.atWarn()
                        .addKeyValue("topic", Topics.LEAD_DECISIONS.name())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("decisions cannot be read, trying again");
                pause();
            }
        }
        consumer.close(CloseOptions.timeout(CLOSING));
    }

    private void hand(ConsumerRecord<String, byte[]> read) {
        try {
            LeadDecision decision = deserializer.deserialize(read.topic(), read.value());
            if (decision != null) {
                decisions.decided(decision);
            }
        } catch (SerializationException e) {
            log.atWarn()
                    .addKeyValue("topic", read.topic())
                    .addKeyValue("partition", read.partition())
                    .addKeyValue("offset", read.offset())
                    .log("decision passed over, it cannot be read");
        }
    }

    private void pause() {
        try {
            if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atDebug().log("decision reader closes during an outage");
            }
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            thread.join(CLOSING.plus(CLOSING));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
