package io.leadstream.bench;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** A fixed offer: each has its time, whatever became of the ones before. */
record Pace(long startNanos, int perSecond) {

    private static final long SECOND = 1_000_000_000L;

    /** From a moment ahead, so that the first is not late. */
    static Pace of(int perSecond) {
        return new Pace(System.nanoTime() + SECOND / 10, perSecond);
    }

    /** When one is to be sent, by {@link System#nanoTime}. */
    long at(int number) {
        return startNanos + number * SECOND / perSecond;
    }

    /** Calls for each at its time, or as soon after as it can. */
    void offer(int count, IntConsumer send) {
        for (int number = 0; number < count; number++) {
            for (long wait = at(number) - System.nanoTime(); wait > 0; wait = at(number) - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            send.accept(number);
        }
    }
}
