package io.leadstream.dispatch;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.LaneState;
import io.leadstream.schema.Topics;
import io.leadstream.schema.VendorHealth;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on `vendor-health` what lanes and breakers do; best effort, on a thread of its own, since nobody must wait for it. */
final class HealthReporter implements DeliveryEvents, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HealthReporter.class);
    private static final long LAST_WORDS_MS = 2_000;

    private record State(LaneState lane, BreakerState breaker) {}

    private final String dispatcher;
    private final Producer<byte[], byte[]> producer;
    private final Serializer<VendorHealth> serializer;
    private final Clock clock;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("vendor-health").daemon().factory());

    HealthReporter(
            String dispatcher, Producer<byte[], byte[]> producer, Serializer<VendorHealth> serializer, Clock clock) {
        this.dispatcher = dispatcher;
        this.producer = producer;
        this.serializer = serializer;
        this.clock = clock;
    }

    @Override
    public void laneChanged(String vendor, LaneState lane, String reason) {
        State now = states.merge(
                vendor,
                new State(lane, BreakerState.CLOSED),
                (was, fresh) -> lane == LaneState.STOPPED ? fresh : new State(lane, was.breaker()));
        say(vendor, now, reason);
    }

    @Override
    public void breakerChanged(String vendor, BreakerState breaker) {
        State now = states.merge(
                vendor, new State(LaneState.RUNNING, breaker), (was, fresh) -> new State(was.lane(), breaker));
        say(vendor, now, "");
    }

    private void say(String vendor, State state, String reason) {
        VendorHealth health = VendorHealth.newBuilder()
                .setVendor(vendor)
                .setDispatcher(dispatcher)
                .setLane(state.lane())
                .setBreaker(state.breaker())
                .setReason(reason.isEmpty() ? null : reason)
                .setAt(clock.instant())
                .build();
        thread.execute(() -> send(health));
    }

    private void send(VendorHealth health) {
        String topic = Topics.VENDOR_HEALTH.name();
        try {
            byte[] key = health.getVendor().getBytes(StandardCharsets.UTF_8);
            var unused = producer.send(
                    new ProducerRecord<>(topic, key, serializer.serialize(topic, health)), (sent, failure) -> {
                        if (failure != null) {
                            LOG.atWarn()
                                    .addKeyValue("vendor", health.getVendor())
                                    .log("vendor health was not published");
                        }
                    });
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("vendor", health.getVendor()).setCause(e).log("vendor health was not published");
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_WORDS_MS, TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("vendor health has unsaid words");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(java.time.Duration.ofMillis(LAST_WORDS_MS));
    }
}
