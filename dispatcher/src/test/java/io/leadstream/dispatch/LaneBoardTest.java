package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneBoardTest {

    private final VirtualClock clock = new VirtualClock();
    private final LaneBoard board = new LaneBoard(clock);

    @Test
    void aLaneIsKnownFromItsFirstWordOn() {
        assertThat(board.lanes()).isEmpty();
        board.laneChanged("zeta", LaneState.RUNNING, "");
        board.laneChanged("acme", LaneState.PAUSED, "by a person");

        assertThat(board.lanes()).extracting(LaneFigures::vendor).containsExactly("acme", "zeta");
        assertThat(board.lane("acme").lane()).isEqualTo(LaneState.PAUSED);
        assertThat(board.lane("acme").reason()).isEqualTo("by a person");
        assertThat(board.lane("acme").breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(board.lane("nobody").lane()).isEqualTo(LaneState.UNKNOWN);
    }

    @Test
    void attemptsAreCountedAndTheLastErrorIsKept() {
        Instant failed = clock.instant();
        board.finished(result(1, DeliveryClass.FAILED, "timeout", failed));
        clock.pass(Duration.ofSeconds(3));
        board.finished(result(2, DeliveryClass.ACCEPTED, null, clock.instant()));
        board.finished(result(0, DeliveryClass.CANCELLED, "cancelled", clock.instant()));

        LaneFigures lane = board.lane("acme");
        assertThat(lane.attempts()).as("what ended unsent is no attempt").isEqualTo(2);
        assertThat(lane.delivered()).isEqualTo(1);
        assertThat(lane.lastError()).isEqualTo("timeout");
        assertThat(lane.lastErrorAt()).contains(failed);
    }

    @Test
    void aLaneThatStoppedHoldsNothingAndItsNextBreakerIsClosed() {
        board.breakerChanged("acme", BreakerState.OPEN);
        board.stands("acme", new LaneFigures.Standing(3, 17, Optional.of(clock.instant())));
        assertThat(board.lane("acme").inFlight()).isEqualTo(3);
        assertThat(board.lane("acme").waiting()).isEqualTo(17);

        clock.pass(Duration.ofSeconds(1));
        board.laneChanged("acme", LaneState.STOPPED, "failed");
        LaneFigures lane = board.lane("acme");
        assertThat(lane.breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(lane.waiting()).isZero();
        assertThat(lane.inFlight()).isZero();
        assertThat(lane.oldestAt()).isEmpty();
        assertThat(lane.since()).isEqualTo(clock.instant());
    }

    /** An attempt that the vendor took. */
    static DeliveryResult accepted(Instant at) {
        return result(1, DeliveryClass.ACCEPTED, null, at);
    }

    private static DeliveryResult result(int attempt, DeliveryClass result, @Nullable String reason, Instant at) {
        return DeliveryResult.newBuilder()
                .setDeliveryId("1:acme")
                .setKind(DeliveryKind.SEND)
                .setLeadId(1)
                .setVendor("acme")
                .setAttempt(attempt)
                .setResult(result)
                .setFinal$(result != DeliveryClass.FAILED)
                .setReason(reason)
                .setFinishedAt(at)
                .setSubmittedAt(at)
                .build();
    }
}
