package io.leadstream.dispatch;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs work on so many threads at a time, in the order given.
 *
 * <p>A place is a thread that does one piece after the other for as long as there are any: the next begins on the thread that
 * the last one's answer woke, and does not queue there behind work that has no place yet.
 */
final class Places {

    private final int places;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int taken;

    /**
     * Places that are all free.
     *
     * @param threads gives each taken place a thread
     */
    Places(int places, Executor threads) {
        this.places = places;
        this.threads = threads;
    }

    /**
     * Begins work at once if a place is free, else when one becomes free; does not wait for that.
     *
     * @param work throws nothing
     */
    void run(Runnable work) {
        lock.lock();
        try {
            waiting.add(work);
            if (taken < places) {
                taken++;
                threads.execute(this::occupy);
            }
        } finally {
            lock.unlock();
        }
    }

    private void occupy() {
        for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
            next.get().run();
        }
    }

    /** The next piece of work; nothing if there is none, and the place is free again. */
    private Optional<Runnable> next() {
        lock.lock();
        try {
            Optional<Runnable> next = Optional.ofNullable(waiting.poll());
            taken -= next.isPresent() ? 0 : 1;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
