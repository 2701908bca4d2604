package io.leadstream.streams.rules;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.OpenDelivery;
import io.leadstream.schema.OutcomeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a delivery that a person wants sent again may go (docs/decisions/0021-replays.md). A replay is a delivery of its
 * own, so that each has exactly one final result, and open in its lead's entry like any other, so that a cancel finds it.
 */
public final class ReplayRule {

    private static final String CANCELLED = "cancelled before it was replayed";
    private static final String SUPERSEDED = "a newer lead took its place";
    private static final String UNDER_WAY = "another delivery to the vendor is under way";

    private static final String SUFFIX = ":replay-";

    private ReplayRule() {}

    /** The id of a delivery's replay: 1 for the first. */
    public static String id(String deliveryId, int number) {
        return deliveryId + SUFFIX + number;
    }

    /** The id of the delivery that an id belongs to: itself, where it is no replay's. */
    public static String original(String id) {
        int at = id.indexOf(SUFFIX);
        return at < 0 ? id : id.substring(0, at);
    }

    /** Which replay an id names; 0: the delivery itself. */
    public static int number(String id) {
        int at = id.indexOf(SUFFIX);
        return at < 0 ? 0 : Integer.parseInt(id.substring(at + SUFFIX.length()));
    }

    /**
     * What is said in `delivery-outcomes` to have a delivery replayed: due now, no attempt used, and as old as it was.
     *
     * @param number which replay it is
     * @param maybeSent true if its vendor may have the lead, so that it is asked first where it can be
     */
    public static DeliveryOutcome again(Delivery delivery, int number, boolean maybeSent, Instant now) {
        Delivery replay = Delivery.newBuilder(delivery)
                .setDeliveryId(id(delivery.getDeliveryId(), number))
                .setAttempts(0)
                .setVerify(maybeSent)
                .setReplay(true)
                .build();
        return DeliveryOutcome.newBuilder()
                .setDeliveryId(replay.getDeliveryId())
                .setLeadId(replay.getLeadId())
                .setVendor(replay.getVendor())
                .setPhone(replay.getPhone())
                .setKind(OutcomeKind.AGAIN)
                .setResult(maybeSent ? DeliveryClass.UNKNOWN : DeliveryClass.FAILED)
                .setAgainAt(now)
                .setDelivery(replay)
                .build();
    }

    /** What becomes of a replay. */
    public sealed interface Move {}

    /** It goes on; this is the entry of its lead. */
    public record Open(LeadEntry entry) implements Move {}

    /** It ends here. */
    public record Refuse(String why) implements Move {}

    /**
     * The move of a replay that comes from a person, or back from its lane to wait.
     *
     * @param entries those of its phone
     */
    public static Move move(Delivery delivery, List<LeadEntry> entries) {
        Optional<LeadEntry> found = entries.stream()
                .filter(entry -> entry.getLeadId() == delivery.getLeadId())
                .findFirst();
        if (found.isEmpty()) {
            boolean folded =
                    entries.stream().anyMatch(entry -> entry.getFolded().contains(delivery.getLeadId()));
            return new Refuse(folded ? SUPERSEDED : CANCELLED);
        }
        LeadEntry entry = found.get();
        if (isOpen(entry, delivery)) {
            return new Open(entry);
        }
        if (entry.getCancelAsked()) {
            return new Refuse(CANCELLED);
        }
        boolean underWay =
                entry.getOpen().stream().anyMatch(open -> open.getVendor().equals(delivery.getVendor()));
        return underWay ? new Refuse(UNDER_WAY) : new Open(with(entry, delivery));
    }

    private static boolean isOpen(LeadEntry entry, Delivery delivery) {
        return entry.getOpen().stream().anyMatch(open -> open.getDeliveryId().equals(delivery.getDeliveryId()));
    }

    private static LeadEntry with(LeadEntry entry, Delivery delivery) {
        List<OpenDelivery> open = new ArrayList<>(entry.getOpen());
        open.add(OpenDelivery.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setVendor(delivery.getVendor())
                .setMaybeSent(delivery.getVerify())
                .build());
        return LeadEntry.newBuilder(entry).setOpen(open).build();
    }
}
