package io.leadstream.standalone;

import io.leadstream.gateway.GatewayEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Counts what a gateway answers, by dialect. */
final class MeteredGateway implements GatewayEvents {

    private static final String OWNER = "gateway";

    private final Metrics metrics;
    private final Map<String, Door> doors = new ConcurrentHashMap<>();

    MeteredGateway(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void answered(String door, int status, long nanos) {
        Door counted = doors.computeIfAbsent(door, id -> new Door(timer(id), new ConcurrentHashMap<>()));
        counted.time().record(nanos, TimeUnit.NANOSECONDS);
        counted.answers().computeIfAbsent(status, code -> counter(door, code)).increment();
    }

    @Override
    public void opened(Producer<?, ?> client) {
        metrics.kafka().show(OWNER, client);
    }

    @Override
    public void opened(Consumer<?, ?> client) {
        metrics.kafka().show(OWNER, client);
    }

    private record Door(Timer time, Map<Integer, Counter> answers) {}

    private Timer timer(String door) {
        return metrics.timer(
                "leadstream.http.request",
                "How long answers took, waiting for decisions included",
                Tags.of("dialect", door),
                Buckets.answer());
    }

    private Counter counter(String door, int status) {
        return metrics.counter(
                "leadstream.http.requests",
                "Answers to producers",
                Tags.of("dialect", door, "status", Integer.toString(status)));
    }
}
