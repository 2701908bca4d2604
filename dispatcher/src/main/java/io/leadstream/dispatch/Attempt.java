package io.leadstream.dispatch;

import io.leadstream.dialect.Call;
import io.leadstream.schema.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * An attempt whose start is committed.
 *
 * @param held the delivery in its lane
 * @param number 1 for the delivery's first attempt ever
 * @param delivery what was encoded: its {@code verify} says how
 * @param call the encoded call
 * @param gate to pass before sending
 */
record Attempt(Held held, int number, Delivery delivery, Call call, Gate gate) {

    /** An attempt equals itself only. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attempt attempt && gate.equals(attempt.gate);
    }

    @Override
    public int hashCode() {
        return gate.hashCode();
    }

    /** Calls hold credentials. */
    @Override
    public String toString() {
        return "Attempt[" + delivery.getDeliveryId() + " " + number + "]";
    }
}
