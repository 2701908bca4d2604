package io.leadstream.standalone;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            // How far a reader is behind.
            "kafka.consumer.fetch.manager.records.lag",
            "kafka.consumer.fetch.manager.records.lag.max",
            "kafka.consumer.fetch.manager.records.consumed.total",
            // Whether its group is at rest.
            "kafka.consumer.coordinator.assigned.partitions",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.coordinator.failed.rebalance.total",
            // Whether the broker takes and gives, and how soon.
            "kafka.consumer.fetch.manager.fetch.latency.avg",
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
            "kafka.stream.thread.poll.latency.avg",
            "kafka.stream.thread.task.created.total",
            "kafka.stream.task.dropped.records.total",
            "kafka.stream.task.restore.remaining.records.total",
            "kafka.stream.state.updater.restore.records.rate");

    private final MeterRegistry registry;
    private final ScheduledExecutorService refresh = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kafka-meters").daemon().factory());
    private final Map<String, List<Runnable>> shown = new ConcurrentHashMap<>();

    KafkaMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Lets through what is no metric of Kafka's, and of those the useful ones. */
    static MeterFilter useful() {
        return MeterFilter.denyUnless(id -> !id.getName().startsWith(KAFKA) || USEFUL.contains(id.getName()));
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
