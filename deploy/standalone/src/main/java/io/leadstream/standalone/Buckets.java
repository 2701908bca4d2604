package io.leadstream.standalone;

import java.time.Duration;
import java.util.Arrays;

/** Where the buckets of histograms end. */
final class Buckets {

    private static final long[] ANSWER = {5, 10, 20, 30, 50, 75, 100, 150, 250, 500, 1_000, 2_500, 5_000, 10_000};
    private static final long[] LATENESS = {25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 15_000, 60_000, 300_000};
    private static final long[] VENDOR = {10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000};

    private Buckets() {}

    /** For what a person waits for: tens of milliseconds, up to the longest decision timeout. */
    static Duration[] answer() {
        return ms(ANSWER);
    }

    /** For releases from hold, whose promise is one second; beyond it one wants to know how bad it is. */
    static Duration[] lateness() {
        return ms(LATENESS);
    }

    /** For vendors, who answer in tens of milliseconds or time out after tens of seconds. */
    static Duration[] vendor() {
        return ms(VENDOR);
    }

    private static Duration[] ms(long[] ends) {
        return Arrays.stream(ends).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
