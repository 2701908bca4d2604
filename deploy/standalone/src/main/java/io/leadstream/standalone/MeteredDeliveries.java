package io.leadstream.standalone;

import io.leadstream.dispatch.DeliveryEvents;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Counts what a dispatcher does, once it is committed; counters begin at 0 with the process.
 *
 * <p>An attempt is one HTTP exchange that ended in this process. One that a crash cut off is UNKNOWN to the next process, which
 * counts what became of its delivery and not the attempt.
 */
final class MeteredDeliveries implements DeliveryEvents {

    private static final Set<DeliveryClass> CLASSES = EnumSet.of(
            DeliveryClass.ACCEPTED,
            DeliveryClass.REJECTED,
            DeliveryClass.THROTTLED,
            DeliveryClass.FAILED,
            DeliveryClass.UNKNOWN);

    private final Metrics metrics;
    private final FinalResults results;
    private final FinalResults.PerVendor attempts;
    private final Map<String, Timer> latency = new ConcurrentHashMap<>();
    private final Map<String, Counter> aborts = new ConcurrentHashMap<>();
    private final Counter deadLetters;

    MeteredDeliveries(Metrics metrics) {
        this.metrics = metrics;
        results = new FinalResults(metrics);
        attempts = new FinalResults.PerVendor(
                metrics, "leadstream.delivery.attempts", "Attempts to deliver, by what they came to", CLASSES);
        deadLetters = metrics.counter(
                "leadstream.dead.letters", "Records that could not be read", Tags.of("service", "dispatcher"));
    }

    @Override
    public void finished(DeliveryResult result) {
        result.getStartedAt().ifPresent(started -> {
            attempts.of(result.getVendor(), result.getResult()).increment();
            latency(result.getVendor()).record(Duration.between(started, result.getFinishedAt()));
        });
        results.count(result);
    }

    @Override
    public void unreadable(String topic, int partition, long offset) {
        deadLetters.increment();
    }

    @Override
    public void aborted(String vendor, Exception cause) {
        aborts(vendor).increment();
    }

    @Override
    public void opened(String vendor, Consumer<?, ?> consumer, Producer<?, ?> producer) {
        aborts(vendor);
        metrics.kafka().show(vendor, consumer);
        metrics.kafka().show(vendor, producer);
    }

    @Override
    public void closed(String vendor) {
        metrics.kafka().forget(vendor);
    }

    private Counter aborts(String vendor) {
        return aborts.computeIfAbsent(
                vendor,
                id -> metrics.counter(
                        "leadstream.lane.aborts",
                        "Transactions of a lane that were aborted and repeated",
                        Tags.of("vendor", id)));
    }

    private Timer latency(String vendor) {
        return latency.computeIfAbsent(
                vendor,
                id -> metrics.timer(
                        "leadstream.attempt.latency",
                        "How long attempts took, limits not included",
                        Tags.of("vendor", id),
                        Buckets.vendor()));
    }
}
