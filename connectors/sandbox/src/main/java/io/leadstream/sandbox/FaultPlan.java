package io.leadstream.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Which fault applies to which request: the first that was set, is not used up, and whose draw hits. Not thread-safe. */
final class FaultPlan {

    private static final class Armed {
        private final Fault fault;
        private final Random draws;
        private final @Nullable Instant until;
        private int applied;

        private Armed(Fault fault, Instant now) {
            this.fault = fault;
            this.draws = new Random(fault.seed());
            this.until = fault.forMs() == 0 ? null : now.plusMillis(fault.forMs());
        }

        private boolean isUsedUp(Instant now) {
            boolean late = until != null && !now.isBefore(until);
            return late || (fault.times() > 0 && applied >= fault.times());
        }

        /** Draws once for each request that asks, so that the same seed hits the same requests. */
        private boolean applies() {
            Integer percent = fault.percent();
            boolean hit = percent == null || draws.nextInt(100) < percent;
            applied += hit ? 1 : 0;
            return hit;
        }
    }

    private final List<Armed> armed = new ArrayList<>();

    /** Adds a fault behind those that are set. */
    void add(Fault fault, Instant now) {
        armed.add(new Armed(fault, now));
    }

    void clear() {
        armed.clear();
    }

    /** The fault of a request that comes at {@code now}, if any; it counts as applied. */
    Optional<Fault> next(Instant now) {
        armed.removeIf(one -> one.isUsedUp(now));
        return armed.stream().filter(Armed::applies).findFirst().map(one -> one.fault);
    }
}
