package io.leadstream.dispatch;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.LaneState;
import java.time.Instant;
import java.util.Optional;

/**
 * What one lane of this dispatcher does now, in figures; what `vendor-health` and metrics tell of it.
 *
 * @param vendor whose lane
 * @param lane what it does
 * @param breaker what its breaker does
 * @param since when lane or breaker changed last
 * @param reason why, in a few fixed words; empty where there is nothing to say
 * @param inFlight deliveries sent and not answered yet
 * @param waiting deliveries that the lane holds unsent, and records of its partitions that it has not read yet; Kafka's
 *     transaction markers count among these
 * @param oldestAt when the oldest delivery that the lane holds was routed; empty where it holds none
 * @param attempts attempts that ended since this process began
 * @param delivered deliveries that the vendor accepted, likewise
 * @param lastError what the last attempt came to that was no success, in fixed words; empty if none was
 * @param lastErrorAt when that was
 */
public record LaneFigures(
        String vendor,
        LaneState lane,
        BreakerState breaker,
        Instant since,
        String reason,
        int inFlight,
        long waiting,
        Optional<Instant> oldestAt,
        long attempts,
        long delivered,
        String lastError,
        Optional<Instant> lastErrorAt) {

    /** A lane of which nothing is known yet. */
    static LaneFigures unknown(String vendor, Instant since) {
        return new LaneFigures(
                vendor,
                LaneState.UNKNOWN,
                BreakerState.CLOSED,
                since,
                "",
                0,
                0,
                Optional.empty(),
                0,
                0,
                "",
                Optional.empty());
    }

    /** The lane does something else now; one that begins anew has a new breaker. */
    LaneFigures with(LaneState changed, String why, Instant at) {
        BreakerState now = changed == LaneState.STOPPED ? BreakerState.CLOSED : breaker;
        boolean gone = changed == LaneState.STOPPED;
        return new LaneFigures(
                vendor,
                changed,
                now,
                at,
                why,
                gone ? 0 : inFlight,
                gone ? 0 : waiting,
                gone ? Optional.empty() : oldestAt,
                attempts,
                delivered,
                lastError,
                lastErrorAt);
    }

    /** The breaker does something else now. */
    LaneFigures with(BreakerState changed, Instant at) {
        return new LaneFigures(
                vendor,
                lane,
                changed,
                at,
                "",
                inFlight,
                waiting,
                oldestAt,
                attempts,
                delivered,
                lastError,
                lastErrorAt);
    }

    /** So much is in flight and waits. */
    LaneFigures with(Standing standing) {
        return new LaneFigures(
                vendor,
                lane,
                breaker,
                since,
                reason,
                standing.inFlight(),
                standing.waiting(),
                standing.oldestAt(),
                attempts,
                delivered,
                lastError,
                lastErrorAt);
    }

    /** An attempt ended; {@code error} is empty if it was a success. */
    LaneFigures ended(boolean accepted, String error, Instant at) {
        boolean failed = !error.isEmpty();
        return new LaneFigures(
                vendor,
                lane,
                breaker,
                since,
                reason,
                inFlight,
                waiting,
                oldestAt,
                attempts + 1,
                delivered + (accepted ? 1 : 0),
                failed ? error : lastError,
                failed ? Optional.of(at) : lastErrorAt);
    }

    /**
     * What a lane holds.
     *
     * @param inFlight as {@link LaneFigures#inFlight}
     * @param waiting as {@link LaneFigures#waiting}
     * @param oldestAt as {@link LaneFigures#oldestAt}
     */
    public record Standing(int inFlight, long waiting, Optional<Instant> oldestAt) {}
}
