package io.leadstream.bench;

import java.util.function.IntToLongFunction;
import org.HdrHistogram.Histogram;

/** When each delivery of a row came to its vendor, and how often. */
final class Arrivals {

    private static final long LONGEST_MS = 3_600_000;

    private final int[] times;
    private final long[] at;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    Arrivals(int expected) {
        times = new int[expected];
        at = new long[expected];
    }

    void add(int number, long millis) {
        times[number]++;
        at[number] = millis;
        first = Math.min(first, millis);
        last = Math.max(last, millis);
    }

    int delivered() {
        int delivered = 0;
        for (int count : times) {
            delivered += count > 0 ? 1 : 0;
        }
        return delivered;
    }

    int duplicated() {
        int more = 0;
        for (int count : times) {
            more += Math.max(0, count - 1);
        }
        return more;
    }

    int lost() {
        return times.length - delivered();
    }

    /** Deliveries a second, between the first and the last. */
    double perSecond() {
        return (delivered() - 1) * 1_000.0 / Math.max(1, last - first);
    }

    /** How long each was on its way, ms, from when it was offered; the first so many are left out. */
    void waits(int leftOut, IntToLongFunction offeredAtMs, Histogram into) {
        for (int number = leftOut; number < times.length; number++) {
            if (times[number] > 0) {
                into.recordValue(Math.clamp(at[number] - offeredAtMs.applyAsLong(number), 0, LONGEST_MS));
            }
        }
    }

    /**
     * Everything came once.
     *
     * @throws IllegalStateException if not
     */
    void expectAllOnce(String row) {
        if (lost() > 0 || duplicated() > 0) {
            throw new IllegalStateException("LOST OR DUPLICATED in " + row + ": " + lost() + " lost, " + duplicated()
                    + " duplicated of " + times.length);
        }
    }

    static Histogram histogram() {
        return new Histogram(LONGEST_MS, 3);
    }
}
