package io.leadstream.sandbox;

/**
 * What a vendor has seen since it was started.
 *
 * @param received calls that came
 * @param saved leads kept
 * @param refused calls answered without keeping or withdrawing anything, by the dialect or by a decision
 * @param faults calls that a fault applied to
 */
record Counts(long received, long saved, long refused, long faults) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(long received, long saved, long refused, long faults) {
        return new Counts(this.received + received, this.saved + saved, this.refused + refused, this.faults + faults);
    }
}
