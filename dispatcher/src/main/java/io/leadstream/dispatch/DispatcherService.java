package io.leadstream.dispatch;

import io.leadstream.dialect.Dialect;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeliveryCancel;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorHealth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to every vendor that routing names: one lane each, started, changed and drained as routing says, without a
 * restart.
 *
 * <p>A lane sends nothing before every cancel that there is was read (correctness.md 2).
 */
public final class DispatcherService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DispatcherService.class);

    private final Duration closing;
    private final DeliveryEvents events;
    private final LaneBoard board;
    private final HealthReporter health;
    private final LaneOpener opener;
    private final Cancels cancels = new Cancels();
    private final Clock clock;
    private final TopicReader cancelReader;
    private final TopicReader routingReader;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Map<String, LaneKeeper> lanes = new HashMap<>();
    private Routing newest = new Routing(-1L, Instant.EPOCH, "", List.of(), List.of(), List.of());

    private DispatcherService(DispatcherConfig config, Map<String, Dialect> dialects, DeliveryEvents more) {
        Contracts contracts = Contracts.at(config.registryUrl(), config.registry());
        Clients clients = new Clients(config);
        clock = Clock.systemUTC();
        closing = Duration.ofSeconds(config.closingSeconds());
        board = new LaneBoard(clock);
        health = new HealthReporter(
                config.instanceId(),
                board,
                clients.healthProducer(),
                contracts.serde(VendorHealth.class).serializer(),
                clock);
        events = DeliveryEvents.all(List.of(new LoggedEvents(), board, health, more));
        Random jitter = config.jitterSeed() == 0 ? new Random() : new Random(config.jitterSeed());
        opener = new LaneOpener(config, contracts, Map.copyOf(dialects), cancels, events, jitter, clock);
        Deserializer<DeliveryCancel> cancel =
                contracts.serde(Topics.DELIVERY_CANCELS).deserializer();
        Deserializer<Routing> routing = contracts.serde(Topics.ROUTING).deserializer();
        cancelReader = new TopicReader(
                Topics.DELIVERY_CANCELS.name(),
                () -> clients.reader(Topics.DELIVERY_CANCELS.name()),
                (records, atEnd) -> takeCancels(records, cancel));
        routingReader = new TopicReader(
                Topics.ROUTING.name(),
                () -> clients.reader(Topics.ROUTING.name()),
                (records, atEnd) -> takeRouting(records, atEnd, routing));
    }

    /**
     * Starts a dispatcher and returns at once; see {@link #ready}.
     *
     * @param dialects the dialects that vendors may speak, by id
     * @throws RuntimeException if the registry cannot be reached or does not know the contracts
     */
    public static DispatcherService start(DispatcherConfig config, Map<String, Dialect> dialects) {
        return start(config, dialects, new DeliveryEvents() {});
    }

    /**
     * Starts a dispatcher that tells a listener of each turn, beside its own log and `vendor-health`; throws as {@link
     * #start(DispatcherConfig, Map)}.
     */
    public static DispatcherService start(
            DispatcherConfig config, Map<String, Dialect> dialects, DeliveryEvents listener) {
        var service = new DispatcherService(config, dialects, listener);
        service.cancelReader.start();
        service.routingReader.start();
        return service;
    }

    /**
     * True once routing and all cancels were read and every lane of that routing has joined its group. A lane that cannot
     * start does not hold it up: `vendor-health` tells of it.
     */
    public boolean ready() {
        return ready.isDone();
    }

    /**
     * What each lane does now, by its vendor's id; at most about 100 ms old. Any thread may ask, at any time, and none waits.
     */
    public List<LaneFigures> lanes() {
        return board.lanes();
    }

    /**
     * Drains every lane: lets what is in flight end, as long as a call of its vendor may take and the configuration allows,
     * commits, lets go.
     */
    @Override
    public void close() {
        cancelReader.atEnd().cancel(false); // routing may wait for it
        routingReader.close();
        lanes.values().forEach(lane -> lane.end(closing, false));
        lanes.values().forEach(LaneKeeper::join);
        cancelReader.close();
        health.close();
    }

    private void takeCancels(
            Iterable<ConsumerRecord<byte[], byte[]>> records, Deserializer<DeliveryCancel> deserializer) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            DeliveryCancel cancel = read(record, deserializer);
            if (cancel != null) {
                cancels.add(cancel);
            }
        }
        cancels.forgetOld(clock.instant());
    }

    /** The newest routing counts, and none before the newest is known. */
    private void takeRouting(
            Iterable<ConsumerRecord<byte[], byte[]>> records, boolean atEnd, Deserializer<Routing> deserializer) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Routing routing = read(record, deserializer);
            if (routing != null) {
                newest = routing;
            }
        }
        if (atEnd) {
            cancelReader.atEnd().join();
            apply(newest);
        }
    }

    private void apply(Routing routing) {
        Set<String> gone = new HashSet<>(lanes.keySet());
        for (Vendor vendor : routing.getVendors()) {
            gone.remove(vendor.getId());
            lanes.computeIfAbsent(vendor.getId(), id -> new LaneKeeper(id, opener, events))
                    .want(vendor);
        }
        gone.forEach(id -> {
            LaneKeeper lane = lanes.remove(id);
            if (lane != null) {
                lane.end(Duration.ofDays(1), true);
                lane.join();
            }
        });
        LOG.atInfo()
                .addKeyValue("version", routing.getVersion())
                .addKeyValue("lanes", lanes.size())
                .log("routing taken");
        var unused = CompletableFuture.allOf(
                        lanes.values().stream().map(LaneKeeper::up).toArray(CompletableFuture[]::new))
                .thenRun(() -> ready.complete(null));
    }

    private static <T> @Nullable T read(ConsumerRecord<byte[], byte[]> record, Deserializer<T> deserializer) {
        try {
            return deserializer.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("not readable, passed over");
            return null;
        }
    }
}
