package io.leadstream.dispatch;

import io.leadstream.schema.LaneState;
import io.leadstream.schema.Vendor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one vendor's lane as routing wants it, on a thread of its own: opens it, begins it anew after a failure, drains
 * and reopens it when its vendor changes, drains and closes it when its vendor is gone.
 */
final class LaneKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(LaneKeeper.class);
    private static final long FIRST_BACKOFF_MS = 500;
    private static final long LONGEST_BACKOFF_MS = 10_000;

    private final String id;
    private final LaneOpener opener;
    private final DeliveryEvents events;
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Vendor> wanted = Optional.empty();
    private boolean ended;
    private boolean leaving;
    private Optional<Dispatcher> current = Optional.empty();

    LaneKeeper(String id, LaneOpener opener, DeliveryEvents events) {
        this.id = id;
        this.opener = opener;
        this.events = events;
        this.thread = Thread.ofPlatform().name("lane-" + id).daemon().unstarted(this::run);
    }

    /** Starts the lane, or changes it if the vendor is not what it was. */
    void want(Vendor vendor) {
        locked(() -> {
            if (!wanted.equals(Optional.of(vendor))) {
                wanted = Optional.of(vendor);
                stopCurrent();
            }
        });
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /**
     * Drains the lane and ends it; {@link #join} waits for that.
     *
     * @param leave true if this dispatcher will not serve the vendor again, so that the group need not wait for it
     */
    void end(boolean leave) {
        locked(() -> {
            ended = true;
            leaving = leave;
            stopCurrent();
        });
    }

    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Done once the lane has its partitions, or has failed to start for the first time: nobody waits for a bad vendor. */
    CompletableFuture<Void> up() {
        return up;
    }

    private void run() {
        long backoff = FIRST_BACKOFF_MS;
        for (Optional<Vendor> vendor = next(); vendor.isPresent(); vendor = next()) {
            try {
                runOnce(vendor.get());
                backoff = FIRST_BACKOFF_MS;
            } catch (IllegalArgumentException e) { // a setting or credentials: wait until either changes
                events.laneChanged(id, LaneState.DISABLED, String.valueOf(e.getMessage()));
                up.complete(null);
                await(LONGEST_BACKOFF_MS);
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("vendor", id).setCause(e).log("lane failed, will begin anew");
                events.laneChanged(id, LaneState.STOPPED, "failed");
                up.complete(null);
                await(backoff);
                backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MS);
            }
        }
        events.laneChanged(id, LaneState.STOPPED, "");
        up.complete(null);
    }

    private void runOnce(Vendor vendor) {
        try (LaneOpener.Open open = opener.open(vendor, () -> up.complete(null))) {
            locked(() -> {
                current = Optional.of(open.dispatcher());
                if (ended || !wanted.equals(Optional.of(vendor))) {
                    stopCurrent();
                }
            });
            open.dispatcher().run();
            locked(() -> open.leaveGroup(ended && leaving));
        } finally {
            locked(() -> current = Optional.empty());
        }
    }

    private Optional<Vendor> next() {
        lock.lock();
        try {
            return ended ? Optional.empty() : wanted;
        } finally {
            lock.unlock();
        }
    }

    private void stopCurrent() {
        current.ifPresent(Dispatcher::stop);
        changed.signalAll();
    }

    private void await(long ms) {
        locked(() -> {
            Optional<Vendor> before = wanted;
            long left = TimeUnit.MILLISECONDS.toNanos(ms);
            try {
                while (left > 0 && !ended && wanted.equals(before)) {
                    left = changed.awaitNanos(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                ended = true;
            }
        });
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
