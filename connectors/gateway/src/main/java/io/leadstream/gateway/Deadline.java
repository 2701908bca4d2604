package io.leadstream.gateway;

import java.time.Duration;

/** A moment by which something must be done. */
record Deadline(long nanoTime) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Nanoseconds that are left; 0 once it is past. */
    long left() {
        return Math.max(0, nanoTime - System.nanoTime());
    }
}
