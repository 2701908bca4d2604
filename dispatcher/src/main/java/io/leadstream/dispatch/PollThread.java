package io.leadstream.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls a vendor on a thread of its own for as long as this dispatcher is the one to do it. */
final class PollThread implements AutoCloseable, LaneWorks.FirstOwner {

    private static final Logger LOG = LoggerFactory.getLogger(PollThread.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final String vendor;
    private final PollSettings settings;
    private final Poller poller;
    private final Supplier<PollLog> logs;
    private final Clock clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean ours;
    private volatile boolean closed;

    /** A started thread that does nothing before the vendor is {@linkplain #accept ours}. */
    PollThread(String vendor, PollSettings settings, Poller poller, Supplier<PollLog> logs, Clock clock) {
        this.vendor = vendor;
        this.settings = settings;
        this.poller = poller;
        this.logs = logs;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("poll-" + vendor).daemon().start(this::run);
    }

    @Override
    public void accept(boolean isOurs) {
        ours = isOurs;
        signal();
    }

    private void run() {
        while (!closed) {
            if (!ours) {
                await(Duration.ofMinutes(1), false);
                continue;
            }
            try (PollLog log = logs.get()) {
                PollBook book = log.read(settings, clock.instant());
                while (!stopped()) {
                    await(poller.round(book, log, this::stopped), true);
                }
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.atWarn().addKeyValue("vendor", vendor).setCause(e).log("polling failed, will begin anew");
                    await(AFTER_FAILURE, true);
                }
            }
        }
    }

    private boolean stopped() {
        return closed || !ours;
    }

    /** Waits, but no longer than the thread is open and whose the vendor is stays as given. */
    private void await(Duration time, boolean whileOurs) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !closed && ours == whileOurs) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        signal();
        thread.interrupt(); // a question that is under way need not be answered: it is asked again
        try {
            if (!thread.join(CLOSING)) {
                LOG.atWarn().addKeyValue("vendor", vendor).log("polling does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
