package io.leadstream.dispatch;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * The one point at which it is settled whether an attempt is sent or not.
 *
 * <p>The attempt's thread passes it right before the first byte; the lane's thread shuts it when a cancel comes or the
 * partition leaves. Whoever is first wins, and both know.
 */
final class Gate {

    private enum Side {
        OPEN,
        SENT,
        SHUT
    }

    private final AtomicReference<Side> side = new AtomicReference<>(Side.OPEN);
    private final BooleanSupplier mayStart;

    /** A gate that nothing passes while {@code mayStart} says no. */
    Gate(BooleanSupplier mayStart) {
        this.mayStart = mayStart;
    }

    /** True if the attempt may be sent now; it then counts as sent. */
    boolean pass() {
        return mayStart.getAsBoolean() && side.compareAndSet(Side.OPEN, Side.SENT);
    }

    /** True if the attempt was not sent and never will be. */
    boolean shut() {
        return side.compareAndSet(Side.OPEN, Side.SHUT) || side.get() == Side.SHUT;
    }

    /** True if the attempt was sent. */
    boolean passed() {
        return side.get() == Side.SENT;
    }
}
