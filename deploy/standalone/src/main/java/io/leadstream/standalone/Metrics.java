package io.leadstream.standalone;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * Everything that a process counts, for Prometheus: its own figures, those of its JVM, and of Kafka's what {@link KafkaMeters}
 * lets through.
 *
 * <p>No label holds a phone, a lead's id or anything a producer wrote: labels are enums, vendors as routing names them, dialects
 * and HTTP statuses, so that the page has an end.
 */
final class Metrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final KafkaMeters kafka;
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final List<Runnable> refreshed = new CopyOnWriteArrayList<>();

    Metrics() {
        registry.config().meterFilter(KafkaMeters.useful());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collector.bindTo(registry);
        kafka = new KafkaMeters(registry);
    }

    /** For meters that have no method of their own here. */
    MeterRegistry registry() {
        return registry;
    }

    KafkaMeters kafka() {
        return kafka;
    }

    /** A counter; {@code name} is as Prometheus shows it, without {@code _total}. The same name and labels give the same one. */
    Counter counter(String name, String help, Tags labels) {
        return Counter.builder(name).description(help).tags(labels).register(registry);
    }

    /** A histogram of times; {@code name} is as Prometheus shows it, without {@code _seconds}. */
    Timer timer(String name, String help, Tags labels, Duration... buckets) {
        return Timer.builder(name)
                .description(help)
                .tags(labels)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    /** A value that is asked for whenever the page is; NaN where there is none. */
    void gauge(String name, String help, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .strongReference(true)
                .register(registry);
    }

    /** A gauge with a row for each of a set that changes. */
    MultiGauge gauges(String name, String help) {
        return MultiGauge.builder(name).description(help).register(registry);
    }

    /** Something to be done before each page, such as giving a {@link MultiGauge} its rows. */
    void beforeEachPage(Runnable refresh) {
        refreshed.add(refresh);
    }

    /** Whether the process does its work, as {@code /health/ready} says it: 1 or 0. */
    void readiness(BooleanSupplier ready) {
        gauge("leadstream.ready", "1 while the process is ready, else 0", () -> ready.getAsBoolean() ? 1 : 0);
    }

    /** The page, in Prometheus' text format 0.0.4. */
    synchronized String text() {
        refreshed.forEach(Runnable::run);
        return registry.scrape();
    }

    @Override
    public void close() {
        kafka.close();
        collector.close();
        registry.close();
    }
}
