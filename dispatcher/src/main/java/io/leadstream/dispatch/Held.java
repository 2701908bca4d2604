package io.leadstream.dispatch;

import io.leadstream.schema.Delivery;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A delivery that the lane holds: polled, not finished, not gone back to hold. Belongs to the lane's thread. */
final class Held {

    /** Where it stands; see the drawing at {@link LaneCore}. */
    enum Step {
        WAITING,
        STARTING,
        IN_FLIGHT,
        RESTING,
        GONE
    }

    final int partition;
    final long offset;
    final long arrival;
    final Delivery delivery;

    Step step = Step.WAITING;
    /** Attempts started in this stay; a start that was taken back does not count. */
    int starts;
    /** True once an attempt, here or in an earlier stay, came to UNKNOWN. */
    boolean maybeSent;
    /** True once a cancel met it while it could not be stopped. */
    boolean cancelled;

    Instant restsUntil = Instant.MIN;
    Prepared prepared = Prepared.NOT;

    @Nullable
    Attempt attempt;

    Held(int partition, long offset, long arrival, Delivery delivery) {
        this.partition = partition;
        this.offset = offset;
        this.arrival = arrival;
        this.delivery = delivery;
        this.maybeSent = delivery.getVerify();
    }

    String id() {
        return delivery.getDeliveryId();
    }

    /** Attempts started in this delivery's whole life. */
    int attempts() {
        return delivery.getAttempts() + starts;
    }

    boolean expired(Instant now) {
        return delivery.getExpiresAt().filter(now::isAfter).isPresent();
    }

    RetryRule.State state() {
        return new RetryRule.State(delivery.getKind(), attempts(), maybeSent, delivery.getExpiresAt());
    }

    /** What the ledger is to know of it. */
    Mark mark() {
        return switch (step) {
            case WAITING, RESTING -> starts == 0 ? Mark.UNTOUCHED : Mark.resting(starts, maybeSent);
            case STARTING, IN_FLIGHT -> Mark.started(starts);
            case GONE -> Mark.FINISHED;
        };
    }

    Optional<Attempt> attempt() {
        return Optional.ofNullable(attempt);
    }
}
