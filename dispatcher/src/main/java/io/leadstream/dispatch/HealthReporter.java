package io.leadstream.dispatch;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.LaneState;
import io.leadstream.schema.Topics;
import io.leadstream.schema.VendorHealth;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on `vendor-health` what lanes do: at once when a lane or breaker changes, every few seconds while something moves,
 * and now and then while nothing does, so that a dispatcher that died is known by its silence. Best effort, on a thread of
 * its own, since nobody must wait for it.
 */
final class HealthReporter implements DeliveryEvents, AutoCloseable {

    /** Most time between two words of a lane in which something moves. */
    static final Duration MOVING = Duration.ofSeconds(5);

    /** Most time between two words of a lane in which nothing does. */
    static final Duration STILL = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(HealthReporter.class);
    private static final long LAST_WORDS_MS = 2_000;

    /** What was said last of a lane in the round of all lanes, which rates are taken from. */
    private record Said(LaneFigures figures, Instant at) {}

    private final String dispatcher;
    private final LaneBoard board;
    private final Producer<byte[], byte[]> producer;
    private final Serializer<VendorHealth> serializer;
    private final Clock clock;
    private final Map<String, Said> said = new HashMap<>();
    private final Map<String, Rates> rates = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("vendor-health").daemon().factory());

    /** Attempts and accepted deliveries a second. */
    private record Rates(double attempts, double delivered) {

        static final Rates NONE = new Rates(0, 0);

        static Rates between(Said before, LaneFigures now, Instant at) {
            double seconds = Duration.between(before.at(), at).toMillis() / 1_000.0;
            return seconds <= 0
                    ? NONE
                    : new Rates(
                            (now.attempts() - before.figures().attempts()) / seconds,
                            (now.delivered() - before.figures().delivered()) / seconds);
        }
    }

    /**
     * A reporter of one dispatcher.
     *
     * @param board hears of the same events before this does
     */
    HealthReporter(
            String dispatcher,
            LaneBoard board,
            Producer<byte[], byte[]> producer,
            Serializer<VendorHealth> serializer,
            Clock clock) {
        this.dispatcher = dispatcher;
        this.board = board;
        this.producer = producer;
        this.serializer = serializer;
        this.clock = clock;
        var unused =
                thread.scheduleAtFixedRate(this::tellAll, MOVING.toMillis(), MOVING.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void laneChanged(String vendor, LaneState lane, String reason) {
        LaneFigures now = board.lane(vendor);
        thread.execute(() -> say(now));
    }

    @Override
    public void breakerChanged(String vendor, BreakerState breaker) {
        LaneFigures now = board.lane(vendor);
        thread.execute(() -> say(now));
    }

    /** Every lane that has something to tell, in the order of what was said before. */
    Future<?> round() {
        return thread.submit(this::tellAll);
    }

    private void tellAll() {
        Instant now = clock.instant();
        for (LaneFigures figures : board.lanes()) {
            Said before = said.get(figures.vendor());
            boolean still = before != null && before.figures().equals(figures);
            if (before == null || !still || !now.isBefore(before.at().plus(STILL))) {
                rates.put(figures.vendor(), before == null ? Rates.NONE : Rates.between(before, figures, now));
                said.put(figures.vendor(), new Said(figures, now));
                say(figures);
            }
        }
    }

    private void say(LaneFigures lane) {
        Rates rate = rates.getOrDefault(lane.vendor(), Rates.NONE);
        send(VendorHealth.newBuilder()
                .setVendor(lane.vendor())
                .setDispatcher(dispatcher)
                .setLane(lane.lane())
                .setBreaker(lane.breaker())
                .setReason(lane.reason().isEmpty() ? null : lane.reason())
                .setAt(clock.instant())
                .setSince(lane.since())
                .setInFlight(lane.inFlight())
                .setWaiting(lane.waiting())
                .setOldestAt(lane.oldestAt().orElse(null))
                .setAttemptsPerSecond(rate.attempts())
                .setDeliveredPerSecond(rate.delivered())
                .setLastError(lane.lastError().isEmpty() ? null : lane.lastError())
                .setLastErrorAt(lane.lastErrorAt().orElse(null))
                .build());
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
        producer.close(Duration.ofMillis(LAST_WORDS_MS));
    }
}
