package io.leadstream.gateway;

import java.util.function.LongSupplier;

/**
 * So many a second on average, as many at once after a quiet second; it says yes or no and never waits.
 *
 * <p>It remembers only the time until which the allowance is used up; every yes moves it on by one share of a second.
 */
final class RateLimit {

    private static final long SECOND = 1_000_000_000L;

    private final long share;
    private final LongSupplier nanoTime;
    private long usedUntil;

    /** A limit of {@code perSecond}; 0 is none. */
    RateLimit(int perSecond, LongSupplier nanoTime) {
        this.share = perSecond == 0 ? 0 : Math.max(1, SECOND / perSecond);
        this.nanoTime = nanoTime;
        this.usedUntil = nanoTime.getAsLong();
    }

    /** True, and counted, if one more may go now. */
    synchronized boolean tryAcquire() {
        long now = nanoTime.getAsLong();
        if (usedUntil - now < 0) {
            usedUntil = now;
        }
        if (usedUntil - now > SECOND - share) {
            return false;
        }
        usedUntil += share;
        return true;
    }
}
