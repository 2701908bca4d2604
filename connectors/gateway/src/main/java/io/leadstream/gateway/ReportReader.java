package io.leadstream.gateway;

import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code agents}, {@code routing} and {@code call-records} into a {@link ReportStore}: the first two from their
 * beginning, the calls from as far back as the store keeps them, and all three from then on.
 */
final class ReportReader implements AutoCloseable {

    /** After so long the gateway opens although it has not read everything; it says so. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(ReportReader.class);

    private final Consumer<String, byte[]> consumer;
    private final ReportStore store;
    private final Deserializer<Agent> agents;
    private final Deserializer<CallRecord> calls;
    private final Deserializer<Routing> routing;
    private final ReadingThread thread;

    private ReportReader(Consumer<String, byte[]> consumer, Contracts contracts, ReportStore store) {
        this.consumer = consumer;
        this.store = store;
        this.agents = contracts.serde(Topics.AGENTS).deserializer();
        this.calls = contracts.serde(Topics.CALL_RECORDS).deserializer();
        this.routing = contracts.serde(Topics.ROUTING).deserializer();
        this.thread = new ReadingThread("reports", consumer, this::take);
    }

    /**
     * A reader that has read what the topics hold, or as much of it as half a minute allows.
     *
     * @throws KafkaException if the broker cannot be reached
     * @throws IllegalStateException if there is no such topic
     */
    static ReportReader open(GatewayConfig config, Contracts contracts, ReportStore store, InstantSource clock) {
        return start(
                new KafkaConsumer<>(settings(config), new StringDeserializer(), new ByteArrayDeserializer()),
                contracts,
                store,
                clock);
    }

    /** As {@link #open}, over a consumer of the caller's, which the reader closes. */
    static ReportReader start(
            Consumer<String, byte[]> consumer, Contracts contracts, ReportStore store, InstantSource clock) {
        try {
            ReportReader reader = new ReportReader(consumer, contracts, store);
            reader.standAtTheBeginning(clock);
            reader.catchUp();
            reader.thread.start();
            return reader;
        } catch (RuntimeException e) {
            consumer.close(CloseOptions.timeout(ReadingThread.CLOSING));
            throw e;
        }
    }

    static Map<String, Object> settings(GatewayConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-reports");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.putAll(config.kafka());
        return settings;
    }

    private void standAtTheBeginning(InstantSource clock) {
        List<TopicPartition> whole = new ArrayList<>(partitions(Topics.AGENTS.name()));
        whole.addAll(partitions(Topics.ROUTING.name()));
        List<TopicPartition> recent = partitions(Topics.CALL_RECORDS.name());
        List<TopicPartition> all = new ArrayList<>(whole);
        all.addAll(recent);
        consumer.assign(all);
        consumer.seekToBeginning(whole);
        // A call is published after it was made, so none that is kept lies before this time.
        long from = clock.instant().minus(ReportStore.KEPT).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        recent.forEach(partition -> times.put(partition, from));
        Map<TopicPartition, OffsetAndTimestamp> places = consumer.offsetsForTimes(times);
        for (TopicPartition partition : recent) {
            OffsetAndTimestamp place = places.get(partition);
            if (place == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, place.offset());
            }
        }
    }

    private List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("there is no topic " + topic);
        }
        return partitions;
    }

    private void catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        Deadline deadline = Deadline.in(CATCHING_UP);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (deadline.left() == 0) {
                log.atWarn().log("gateway opens before it has read every report");
                return;
            }
            consumer.poll(POLL).forEach(thread::hand);
        }
    }

    private void take(ConsumerRecord<String, byte[]> read) {
        String topic = read.topic();
        if (topic.equals(Topics.AGENTS.name())) {
            store.agent(read.key(), agents.deserialize(topic, read.value()));
        } else if (topic.equals(Topics.CALL_RECORDS.name())) {
            store.call(read.key(), calls.deserialize(topic, read.value()));
        } else if (read.value() != null) {
            store.routing(routing.deserialize(topic, read.value()));
        }
    }

    /** True while reports are read. */
    boolean isReading() {
        return thread.isReading();
    }

    @Override
    public void close() {
        thread.close();
    }
}
