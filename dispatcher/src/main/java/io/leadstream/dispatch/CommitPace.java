package io.leadstream.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * When a lane commits: not often, since a transaction costs the broker much whatever is in it, and never so late that a place
 * at the vendor waits for it.
 *
 * <p>The longer transactions take, the fewer are made, so that lanes share a busy broker instead of drowning it. Where more is
 * ready than may be under way, the next comes once half of that has ended. No clock.
 */
final class CommitPace {

    /** From the beginning of one commit to the next it takes this many times as long as the commit itself took. */
    private static final int TIMES_AS_LONG = 5;

    /** Results and starts wait no longer for the next commit because commits are slow. */
    private static final Duration LONGEST = Duration.ofMillis(100);

    private static final Duration AFTER_ABORT = Duration.ofMillis(200);

    private final Duration least;
    private final Duration longest;
    private final int worthIt;
    private Instant due = Instant.MIN;
    private Instant soonest = Instant.MIN;
    private int refill;

    /**
     * A pace that lets the first commit through at once.
     *
     * @param least time from the beginning of one commit to the next
     * @param places calls that the vendor takes at once; a commit comes early if it fills a quarter of them
     */
    CommitPace(Duration least, int places) {
        this.worthIt = Math.max(1, places / 4);
        this.least = least;
        this.longest = least.compareTo(LONGEST) > 0 ? least : LONGEST;
    }

    /**
     * A commit is done.
     *
     * @param room attempts that may be under way
     */
    void committed(Instant begun, Instant ended, int room) {
        Duration pause = Duration.between(begun, ended).multipliedBy(TIMES_AS_LONG);
        due = begun.plus(pause.compareTo(least) < 0 ? least : pause.compareTo(longest) > 0 ? longest : pause);
        soonest = begun.plus(least);
        refill = room / 2;
    }

    /** A commit was aborted. */
    void aborted(Instant ended) {
        due = ended.plus(AFTER_ABORT);
        soonest = due;
    }

    /**
     * Time until the next commit, if things stay as they are; not positive: it is due. A wait longer than any that was set is
     * that of a clock which was set back.
     *
     * @param underWay attempts marked as started that have not ended
     * @param ready deliveries that could start
     */
    Duration left(Instant now, int underWay, int ready) {
        boolean early = Math.min(refill - underWay, ready) >= worthIt;
        Duration left = Duration.between(now, early ? soonest : due);
        boolean setBack = left.compareTo(longest) > 0 && left.compareTo(AFTER_ABORT) > 0;
        return setBack ? Duration.ZERO : left;
    }
}
