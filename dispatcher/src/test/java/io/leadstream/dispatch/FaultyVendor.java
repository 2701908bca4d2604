package io.leadstream.dispatch;

import io.leadstream.dialect.Reply;
import io.leadstream.schema.Delivery;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A vendor of a simulation: healthy for some calls, then at fault for some, each fault by its name. */
final class FaultyVendor {

    /** What is wrong with the vendor. */
    enum Fault {
        NONE,
        /** It saves, and answers when nobody listens any more. */
        SLOW,
        RESET_BEFORE_SAVE,
        RESET_AFTER_SAVE,
        GARBAGE,
        THROTTLE,
        BURST_5XX,
        /** Nobody answers at its address. */
        DEAD,
        /** It refuses leads, as it may. */
        REFUSES
    }

    private final Random random;
    private final Set<String> has = new HashSet<>();
    private final Set<String> met = new TreeSet<>();
    private Fault fault = Fault.NONE;
    private int calls;

    FaultyVendor(Random random) {
        this.random = random;
    }

    /** Deliveries that the vendor has. */
    Set<String> has() {
        return has;
    }

    /** Faults that calls met. */
    Set<String> met() {
        return met;
    }

    /** What it answers; nothing is at fault while all is calm. */
    Reply call(Delivery delivery, boolean calm) {
        if (calls-- <= 0) {
            Fault[] faults = Fault.values();
            fault = random.nextBoolean() ? Fault.NONE : faults[random.nextInt(faults.length)];
            calls = random.nextInt(fault == Fault.DEAD || fault == Fault.BURST_5XX ? 15 : 4);
        }
        Fault now = calm ? Fault.NONE : fault;
        met.add(now.name());
        String id = delivery.getDeliveryId();
        boolean known = delivery.getVerify() && has.contains(id);
        return switch (now) {
            case NONE -> known ? ours(id) : saved(id);
            case REFUSES -> known ? ours(id) : Reply.Rejected.because("dnc");
            case SLOW, RESET_AFTER_SAVE -> {
                has.add(id);
                yield new Reply.Unknown(now.name());
            }
            case RESET_BEFORE_SAVE -> new Reply.Unknown(now.name());
            case GARBAGE, BURST_5XX, DEAD -> new Reply.Failed(now.name(), false);
            case THROTTLE -> new Reply.Throttled(Optional.of(Duration.ofMillis(random.nextInt(5_000))));
        };
    }

    private Reply saved(String id) {
        has.add(id);
        return new Reply.Accepted(Optional.of("v" + id), List.of());
    }

    private static Reply ours(String id) {
        return new Reply.Rejected("duplicate", Optional.of(id), true);
    }
}
