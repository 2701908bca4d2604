package io.leadstream.dispatch;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LaneState;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The newest figures of every lane of this dispatcher, by what the lanes tell. Thread-safe; reading never waits. */
final class LaneBoard implements DeliveryEvents {

    private final InstantSource clock;
    private final Map<String, LaneFigures> lanes = new ConcurrentHashMap<>();

    LaneBoard(InstantSource clock) {
        this.clock = clock;
    }

    /** Every lane there was, in the order of their vendors' ids. */
    List<LaneFigures> lanes() {
        return lanes.values().stream()
                .sorted((one, other) -> one.vendor().compareTo(other.vendor()))
                .toList();
    }

    /** One lane's. */
    LaneFigures lane(String vendor) {
        return lanes.getOrDefault(vendor, LaneFigures.unknown(vendor, clock.instant()));
    }

    @Override
    public void laneChanged(String vendor, LaneState state, String reason) {
        change(vendor, lane -> lane.with(state, reason, clock.instant()));
    }

    @Override
    public void breakerChanged(String vendor, BreakerState state) {
        change(vendor, lane -> lane.with(state, clock.instant()));
    }

    @Override
    public void stands(String vendor, LaneFigures.Standing standing) {
        change(vendor, lane -> lane.with(standing));
    }

    @Override
    public void finished(DeliveryResult result) {
        if (result.getAttempt() == 0) {
            return; // ended without an attempt
        }
        boolean accepted = result.getResult() == DeliveryClass.ACCEPTED;
        String error =
                accepted ? "" : result.getReason().orElse(result.getResult().name());
        change(result.getVendor(), lane -> lane.ended(accepted, error, result.getFinishedAt()));
    }

    private void change(String vendor, UnaryOperator<LaneFigures> change) {
        lanes.compute(
                vendor, (id, lane) -> change.apply(lane == null ? LaneFigures.unknown(id, clock.instant()) : lane));
    }
}
