package io.leadstream.dispatch;

/**
 * What the ledger knows of one offset.
 *
 * @param phase where the delivery stands
 * @param starts attempts started since the record was polled first; earlier stays in the lane do not count
 */
record Mark(Phase phase, int starts) {

    /** Where a delivery stands, as far as a successor must know. */
    enum Phase {
        UNTOUCHED,
        FINISHED,
        /** An attempt was started and has not ended: after a restart it is UNKNOWN. */
        STARTED,
        /** Between short attempts; the vendor certainly has nothing. */
        RESTING,
        /** Between short attempts; the vendor may have it. */
        RESTING_MAYBE_SENT
    }

    static final Mark UNTOUCHED = new Mark(Phase.UNTOUCHED, 0);
    static final Mark FINISHED = new Mark(Phase.FINISHED, 0);

    Mark {
        boolean counted = phase != Phase.UNTOUCHED && phase != Phase.FINISHED;
        if (counted ? starts < 1 : starts != 0) {
            throw new IllegalArgumentException(phase + " after " + starts + " starts");
        }
    }

    static Mark started(int starts) {
        return new Mark(Phase.STARTED, starts);
    }

    static Mark resting(int starts, boolean maybeSent) {
        return new Mark(maybeSent ? Phase.RESTING_MAYBE_SENT : Phase.RESTING, starts);
    }

    /** 0 untouched, 1 finished, then three codes for each start: started, resting, resting maybe sent. */
    int code() {
        return switch (phase) {
            case UNTOUCHED -> 0;
            case FINISHED -> 1;
            case STARTED -> 3 * starts - 1;
            case RESTING -> 3 * starts;
            case RESTING_MAYBE_SENT -> 3 * starts + 1;
        };
    }

    /** The mark of a code; the reverse of {@link #code}. */
    static Mark of(int code) {
        if (code < 0) {
            throw new IllegalArgumentException("no mark has code " + code);
        }
        return switch (code) {
            case 0 -> UNTOUCHED;
            case 1 -> FINISHED;
            default ->
                switch (code % 3) {
                    case 2 -> started(code / 3 + 1);
                    case 0 -> resting(code / 3, false);
                    default -> resting(code / 3, true);
                };
        };
    }
}
