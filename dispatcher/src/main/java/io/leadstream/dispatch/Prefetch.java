package io.leadstream.dispatch;

/**
 * How many calls are marked as started ahead of the vendor's free places, so that no place waits for a commit.
 *
 * <p>What ends between two commits is what the next one must have ready; twice that, since more ends while it is under
 * way. A bound keeps small what a crash makes UNKNOWN (correctness.md 1). Noted by the lane's thread, read by any.
 */
final class Prefetch {

    /** Most calls ahead, as a multiple of the places. */
    static final int MOST = 4;

    /** Of a busy cycle this much is remembered by the next. */
    private static final double KEPT = 0.9;

    private final int places;
    private volatile double perCycle;

    /**
     * A prefetch that begins with one call ahead per place.
     *
     * @param places calls that the vendor takes at once
     */
    Prefetch(int places) {
        this.places = places;
    }

    /** So many calls ended between a commit and the one before. */
    void cycle(int ended) {
        perCycle = Math.max(ended, perCycle * KEPT);
    }

    /** Calls to have ready beyond the free places. */
    int calls() {
        return (int) Math.clamp(Math.ceil(2 * perCycle), places, (double) MOST * places);
    }
}
