package io.leadstream.standalone;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What Kafka's own clients and Kafka Streams measure, by Micrometer's binders.
 *
 * <p>A client has hundreds of metrics and a dispatcher two clients for each vendor, so only those are let through that somebody
 * can act on; the list is {@link #USEFUL}, in Micrometer's spelling: {@code kafka.} and Kafka's group and name.
 */
final class KafkaMeters implements AutoCloseable {

    /** What Kafka's metrics are looked through for: partitions that came or went. */
    private static final Duration REFRESH = Duration.ofSeconds(10);

    private static final String KAFKA = "kafka.";

    private static final Set<String> USEFUL = Set.of(
            // How far a reader is behind, by partition, and what it reads.
            "kafka.consumer.fetch.manager.records.lag",
            "kafka.consumer.fetch.manager.records.consumed.total",
            // Whether its group is at rest.
            "kafka.consumer.coordinator.assigned.partitions",
            "kafka.consumer.coordinator.rebalance.total",
            // Whether the broker takes what is written, and how soon.
            "kafka.producer.request.latency.avg",
            "kafka.producer.record.send.total",
            "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total",
            // Kafka Streams: its threads, what they do, what they have yet to restore.
            "kafka.stream.alive.stream.threads",
            "kafka.stream.failed.stream.threads",
            "kafka.stream.thread.process.total",
            "kafka.stream.thread.process.latency.avg",
            "kafka.stream.thread.commit.total",
            "kafka.stream.thread.commit.latency.avg",
            "kafka.stream.task.dropped.records.total",
            "kafka.stream.task.restore.remaining.records.total",
            "kafka.stream.state.updater.restore.records.rate");

    /** Kafka tells everything of a topic with a dot in its name twice, the second time with an underscore there. */
    private static final String TWICE = "deliveries_";

    /** What reads changelogs has no lag that anybody waits for; what is left to restore is told by task. */
    private static final String RESTORING = "-restore-consumer";

    private final MeterRegistry registry;
    private final ScheduledExecutorService refresh = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kafka-meters").daemon().factory());
    private final Map<String, List<Runnable>> shown = new ConcurrentHashMap<>();

    KafkaMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Lets through what is no metric of Kafka's, and of those the useful ones. */
    static MeterFilter useful() {
        return MeterFilter.denyUnless(id -> !id.getName().startsWith(KAFKA) || isUseful(id));
    }

    private static boolean isUseful(Meter.Id id) {
        return USEFUL.contains(id.getName())
                && !tag(id, "topic").startsWith(TWICE)
                && !tag(id, "client.id").endsWith(RESTORING);
    }

    private static String tag(Meter.Id id, String key) {
        return Objects.requireNonNullElse(id.getTag(key), "");
    }

    /** Shows a client under a name of the caller's, until that is forgotten. */
    void show(String owner, Consumer<?, ?> client) {
        show(owner, new KafkaClientMetrics(client, Tags.empty(), refresh, REFRESH));
    }

    /** Shows a client under a name of the caller's, until that is forgotten. */
    void show(String owner, Producer<?, ?> client) {
        show(owner, new KafkaClientMetrics(client, Tags.empty(), refresh, REFRESH));
    }

    /** Shows Kafka Streams with all of its clients. */
    void show(KafkaStreams streams) {
        KafkaStreamsMetrics all = new KafkaStreamsMetrics(streams, Tags.empty(), refresh, REFRESH);
        all.bindTo(registry);
        keep("streams", all::close);
    }

    /** Shows an owner's clients no more. */
    void forget(String owner) {
        List<Runnable> clients = shown.remove(owner);
        if (clients != null) {
            clients.forEach(Runnable::run);
        }
    }

    private void show(String owner, KafkaClientMetrics client) {
        client.bindTo(registry);
        keep(owner, client::close);
    }

    private void keep(String owner, Runnable close) {
        shown.merge(owner, List.of(close), (before, more) -> {
            List<Runnable> all = new ArrayList<>(before);
            all.addAll(more);
            return List.copyOf(all);
        });
    }

    @Override
    public void close() {
        refresh.shutdownNow();
        Set.copyOf(shown.keySet()).forEach(this::forget);
    }
}
