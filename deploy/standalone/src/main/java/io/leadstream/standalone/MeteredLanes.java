package io.leadstream.standalone;

import io.leadstream.dispatch.LaneFigures;
import io.leadstream.schema.BreakerState;
import io.leadstream.schema.LaneState;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows what a dispatcher's lanes do at the moment the page is asked for; the rows of a vendor that is gone go with it. */
final class MeteredLanes {

    private static final Set<BreakerState> BREAKERS = EnumSet.complementOf(EnumSet.of(BreakerState.UNKNOWN));
    private static final Set<LaneState> LANES = EnumSet.complementOf(EnumSet.of(LaneState.UNKNOWN));

    private final Supplier<List<LaneFigures>> lanes;
    private final InstantSource clock;
    private final MultiGauge breakers;
    private final MultiGauge states;
    private final MultiGauge inFlight;
    private final MultiGauge waiting;
    private final MultiGauge oldest;

    private MeteredLanes(Metrics metrics, Supplier<List<LaneFigures>> lanes, InstantSource clock) {
        this.lanes = lanes;
        this.clock = clock;
        breakers = metrics.gauges("leadstream.breaker.state", "1 for what a vendor's circuit breaker does, else 0");
        states = metrics.gauges("leadstream.lane.state", "1 for what a vendor's lane does, else 0");
        inFlight = metrics.gauges("leadstream.lane.in.flight", "Deliveries sent and not answered yet");
        waiting = metrics.gauges(
                "leadstream.lane.waiting",
                "Deliveries that wait in the lane, and records of its partitions that it has not read yet");
        oldest = metrics.gauges(
                "leadstream.oldest.undelivered.seconds",
                "Since when the oldest delivery that the lane has read was routed, in flight or waiting; 0 if it holds none."
                        + " A lane that is paused before it has read anything shows what waits, and no age");
    }

    /** Shows lanes on a page from now on. */
    static void show(Metrics metrics, Supplier<List<LaneFigures>> lanes, InstantSource clock) {
        metrics.beforeEachPage(new MeteredLanes(metrics, lanes, clock)::refresh);
    }

    private void refresh() {
        List<LaneFigures> now =
                lanes.get().stream().filter(lane -> !isGone(lane)).toList();
        breakers.register(states(now, BREAKERS, LaneFigures::breaker), true);
        states.register(states(now, LANES, LaneFigures::lane), true);
        inFlight.register(rows(now, LaneFigures::inFlight), true);
        waiting.register(rows(now, LaneFigures::waiting), true);
        oldest.register(rows(now, this::age), true);
    }

    /** A lane that failed and begins anew is stopped too, and says why. */
    private static boolean isGone(LaneFigures lane) {
        return lane.lane() == LaneState.STOPPED && lane.reason().isEmpty();
    }

    private double age(LaneFigures lane) {
        Instant now = clock.instant();
        return lane.oldestAt()
                .map(since -> Math.max(0, Duration.between(since, now).toMillis() / 1000.0))
                .orElse(0.0);
    }

    private static List<MultiGauge.Row<?>> rows(List<LaneFigures> lanes, Function<LaneFigures, Number> value) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        lanes.forEach(lane -> rows.add(MultiGauge.Row.of(Tags.of("vendor", lane.vendor()), value.apply(lane))));
        return rows;
    }

    private static <E extends Enum<E>> List<MultiGauge.Row<?>> states(
            List<LaneFigures> lanes, Set<E> all, Function<LaneFigures, E> state) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (LaneFigures lane : lanes) {
            for (E each : all) {
                rows.add(MultiGauge.Row.of(
                        Tags.of("vendor", lane.vendor(), "state", MeteredPipeline.word(each)),
                        each == state.apply(lane) ? 1 : 0));
            }
        }
        return rows;
    }
}
