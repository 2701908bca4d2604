package io.leadstream.dispatch;

import io.leadstream.schema.LaneState;
import io.leadstream.schema.Vendor;
import java.time.Duration;
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
    private Duration patience = Duration.ofDays(1);
    private boolean ended;
    private boolean leaving;
    private String lastReason = "";
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
     * @param most how long calls in flight are waited for
     * @param leave true if this dispatcher will not serve the vendor again, so that the group need not wait for it
     */
    void end(Duration most, boolean leave) {
        locked(() -> {
            ended = true;
            leaving = leave;
            patience = most;
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
            } catch (BadVendor e) { // until the setting or the credentials change, which is worth a look now and then
                disabled(e.getMessage());
                await(LONGEST_BACKOFF_MS);
            } catch (RuntimeException | Error e) { // a lane that ends without a word would stand still for ever
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

    private LaneOpener.Open open(Vendor vendor, Runnable firstAssignment) {
        try {
            return opener.open(vendor, firstAssignment);
        } catch (IllegalArgumentException e) {
            throw new BadVendor(String.valueOf(e.getMessage()));
        }
    }

    private void disabled(String reason) {
        up.complete(null);
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            events.laneChanged(id, LaneState.DISABLED, reason);
        }
    }

    private void runOnce(Vendor vendor) {
        try (LaneOpener.Open open = open(vendor, () -> up.complete(null))) {
            locked(() -> {
                current = Optional.of(open.dispatcher());
                if (ended || !wanted.equals(Optional.of(vendor))) {
                    stopCurrent();
                }
            });
            lastReason = "";
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
        current.ifPresent(lane -> lane.stop(patience));
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

    /** A vendor that no lane can be opened for. */
    private static final class BadVendor extends RuntimeException {

        private final String reason;

        BadVendor(String reason) {
            super(reason);
            this.reason = reason;
        }

        @Override
        public String getMessage() {
            return reason;
        }
    }
}
