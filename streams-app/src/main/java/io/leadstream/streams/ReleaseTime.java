package io.leadstream.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Shares a stream thread's time between what is due and what comes in: of two ticks that follow each other the tasks of a
 * thread release half of the time together while records come in, and longer while none do.
 *
 * <p>It has a clock of its own, since Kafka Streams' stands still while a tick runs: a burst that is released without a bound
 * outlasts its transaction, is aborted, and begins anew for ever.
 */
final class ReleaseTime {

    /** How often a task looks for what is due. */
    static final Duration TICK = Duration.ofMillis(50);

    private static final Duration WHILE_BUSY = TICK.dividedBy(2);
    private static final Duration WHILE_IDLE = TICK.multipliedBy(2);

    private final LongSupplier nanos;
    private final Map<Thread, Integer> tasks = new ConcurrentHashMap<>();

    /**
     * The time of all threads of a pipeline.
     *
     * @param nanos a clock that goes on, such as {@link System#nanoTime}
     */
    ReleaseTime(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A task begins to run on the calling thread. */
    void join() {
        tasks.merge(Thread.currentThread(), 1, Integer::sum);
    }

    /** A task of the calling thread ends. */
    void leave() {
        tasks.computeIfPresent(Thread.currentThread(), (thread, count) -> count == 1 ? null : count - 1);
    }

    /**
     * Begins a tick of one task.
     *
     * @param busy true if records came in since the last one
     * @return tells whether it goes on
     */
    Turn begin(boolean busy) {
        int sharing = tasks.getOrDefault(Thread.currentThread(), 1);
        long end = nanos.getAsLong() + (busy ? WHILE_BUSY : WHILE_IDLE).toNanos() / sharing;
        return () -> nanos.getAsLong() - end < 0;
    }

    /** A task's time within a tick. */
    interface Turn {

        boolean goesOn();
    }
}
