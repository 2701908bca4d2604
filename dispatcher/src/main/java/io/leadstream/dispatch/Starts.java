package io.leadstream.dispatch;

import io.leadstream.dialect.Encoded;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import java.time.Instant;

/**
 * How attempts start: a delivery is put in its vendor's words and marked as started, and goes through its gate once that is
 * committed; until it is sent the start can be taken back. Belongs to {@link LaneCore}.
 */
final class Starts {

    private final LaneCore.Means means;
    private final Journal journal;
    private final Ends ends;
    private int underWay;

    Starts(LaneCore.Means means, Journal journal, Ends ends) {
        this.means = means;
        this.journal = journal;
        this.ends = ends;
    }

    /** Attempts marked as started that have not ended. */
    int underWay() {
        return underWay;
    }

    /** An attempt is over, or somebody else's. */
    void over(Held held) {
        underWay--;
        held.attempt = null;
    }

    /** Marks a delivery as started, or ends it where there is nothing to send. */
    void prepare(Held held, Instant now) {
        if (held.expired(now)) {
            ends.expire(held, now);
            return;
        }
        if (held.delivery.getKind() == DeliveryKind.UNKNOWN) {
            ends.end(held, DeliveryClass.FAILED, "unknown kind of delivery", now);
            return;
        }
        Delivery delivery = toSend(held);
        Encoded encoded;
        try {
            encoded = means.encode().apply(delivery);
        } catch (RuntimeException bug) { // one lead that a dialect trips over must not stop its vendor's lane
            ends.end(
                    held,
                    DeliveryClass.FAILED,
                    "dialect failed: " + bug.getClass().getSimpleName(),
                    now);
            return;
        }
        switch (encoded) {
            case Encoded.Refuse refuse ->
                ends.end(held, DeliveryClass.REJECTED, refuse.why().reason(), now);
            case Encoded.Send send -> {
                held.prepared = Prepared.of(delivery, send.call(), send.notes());
                held.step = Held.Step.STARTING;
                held.starts++;
                underWay++;
                journal.note(held);
            }
        }
    }

    /** The delivery as the dialect is to see it: `verify` says there whether to ask, not whether it may have been sent. */
    private Delivery toSend(Held held) {
        boolean verify = means.rule().verifies(held.delivery.getKind(), held.maybeSent);
        return held.delivery.getVerify() == verify
                ? held.delivery
                : Delivery.newBuilder(held.delivery).setVerify(verify).build();
    }

    /** The attempt of a start that is committed. */
    Attempt begin(Held held) {
        Prepared.Sent sent = held.prepared.sent().orElseThrow();
        held.step = Held.Step.IN_FLIGHT;
        Gate gate = new Gate(
                () -> means.mayStart().getAsBoolean() && !means.cancelled().test(held.id()));
        Attempt attempt = new Attempt(held, held.attempts(), sent.delivery(), sent.call(), gate);
        held.attempt = attempt;
        return attempt;
    }

    /** Takes a start back if nothing was sent; true if it did. */
    boolean takeBack(Held held) {
        boolean unsent = switch (held.step) {
            case STARTING -> true;
            case IN_FLIGHT ->
                held.attempt().filter(attempt -> attempt.gate().shut()).isPresent();
            case WAITING, RESTING, GONE -> false;
        };
        if (unsent) {
            notStarted(held);
            journal.note(held);
        }
        return unsent;
    }

    /** It did not start after all. */
    void notStarted(Held held) {
        held.step = Held.Step.WAITING;
        held.starts--;
        over(held);
    }
}
