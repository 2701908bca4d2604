package io.leadstream.dispatch;

import io.leadstream.schema.DeliveryCancel;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Every cancel of a routed delivery that may still matter (correctness.md 2): what lanes ask before they send, and hear
 * of when one comes. Thread-safe.
 */
final class Cancels {

    private static final Duration LOOK = Duration.ofMinutes(1);

    private final AtomicReference<Instant> nextLook = new AtomicReference<>(Instant.MIN);
    private final Map<String, Instant> requested = new ConcurrentHashMap<>();
    private final List<Consumer<String>> lanes = new CopyOnWriteArrayList<>();

    /** Takes cancels in and tells every lane; whoever asks {@link #has} afterwards knows. */
    void add(DeliveryCancel cancel) {
        requested.put(cancel.getDeliveryId(), cancel.getRequestedAt());
        lanes.forEach(lane -> lane.accept(cancel.getDeliveryId()));
    }

    /** True if a delivery is to be stopped. */
    boolean has(String deliveryId) {
        return requested.containsKey(deliveryId);
    }

    /** Forgets what no delivery can be alive for; looks once a minute at most. */
    void forgetOld(Instant now) {
        Instant due = nextLook.get();
        if (now.isBefore(due) || !nextLook.compareAndSet(due, now.plus(LOOK))) {
            return;
        }
        requested.values().removeIf(at -> at.plus(Topics.LONGEST_MAX_AGE).isBefore(now));
    }

    /** Tells a lane the id of every delivery that is cancelled from now on. */
    void tell(Consumer<String> lane) {
        lanes.add(lane);
    }

    void tellNoMore(Consumer<String> lane) {
        lanes.remove(lane);
    }
}
