package io.leadstream.standalone;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.OutcomeKind;
import io.leadstream.streams.rules.ReplayRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which deliveries of a vendor are replayed: those that ended, by their last replay if there was one, with a status and since
 * a time. It is told all results, then all outcomes, then all deliveries.
 */
final class Replays {

    private record End(int number, DeliveryClass result, Instant at) {}

    /**
     * What there is to do.
     *
     * @param outcomes to publish, by lead
     * @param underWay replayed before, and not ended yet
     * @param notKept their contents are not kept any more
     */
    record Plan(List<DeliveryOutcome> outcomes, int underWay, int notKept) {}

    private final String vendor;
    private final DeliveryClass status;
    private final Instant since;
    private final Map<String, End> ends = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, Delivery> deliveries = new HashMap<>();

    Replays(String vendor, DeliveryClass status, Instant since) {
        this.vendor = vendor;
        this.status = status;
        this.since = since;
    }

    /** A record of {@code delivery-results.<vendor>}. Only leads are replayed: a dial or a withdrawal has had its time. */
    void result(DeliveryResult result) {
        int number = ReplayRule.number(result.getDeliveryId());
        boolean matters = number > 0 || result.getResult() == status;
        if (result.getFinal$() && result.getKind() == DeliveryKind.SEND && matters) {
            ends.merge(
                    ReplayRule.original(result.getDeliveryId()),
                    new End(number, result.getResult(), result.getFinishedAt()),
                    (one, other) -> one.number() > other.number() ? one : other);
        }
    }

    /** A record of {@code delivery-outcomes}. */
    void outcome(DeliveryOutcome outcome) {
        boolean again =
                outcome.getKind() == OutcomeKind.AGAIN && outcome.getVendor().equals(vendor);
        int number = again ? ReplayRule.number(outcome.getDeliveryId()) : 0;
        if (number > 0) {
            asked.merge(ReplayRule.original(outcome.getDeliveryId()), number, Math::max);
        }
    }

    /** A record of {@code deliveries.<vendor>}. */
    void delivery(Delivery delivery) {
        End end = ends.get(delivery.getDeliveryId());
        if (end != null && wanted(end)) {
            deliveries.put(delivery.getDeliveryId(), delivery);
        }
    }

    Plan plan(Instant now) {
        List<DeliveryOutcome> outcomes = new ArrayList<>();
        int underWay = 0;
        int notKept = 0;
        for (Map.Entry<String, End> each : ends.entrySet()) {
            End end = each.getValue();
            Delivery delivery = deliveries.get(each.getKey());
            if (!wanted(end)) {
                continue;
            }
            if (asked.getOrDefault(each.getKey(), 0) > end.number()) {
                underWay++;
            } else if (delivery == null) {
                notKept++;
            } else {
                outcomes.add(ReplayRule.again(delivery, end.number() + 1, status == DeliveryClass.UNKNOWN, now));
            }
        }
        outcomes.sort(Comparator.comparingLong(DeliveryOutcome::getLeadId));
        return new Plan(outcomes, underWay, notKept);
    }

    private boolean wanted(End end) {
        return end.result() == status && !end.at().isBefore(since);
    }
}
