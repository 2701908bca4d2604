package io.leadstream.dispatch;

import java.util.Arrays;

/**
 * Which offsets of one partition are open, and what may be committed; no Kafka in it.
 *
 * <p>Deliveries finish in any order, and a partition has one committed offset: the lowest that is not finished. What is
 * known beyond it travels in the commit's metadata, so that a successor repeats no finished delivery and knows which
 * attempts were started (pipeline.md, Delivery; correctness.md 1).
 *
 * <pre>
 *   offsets     … finished │ started 1 │ finished │ untouched │ resting 2 │ not polled yet …
 *   committed              ▲ base       └────────── in the metadata ──────┘
 * </pre>
 *
 * <p>Offsets that no record has (transaction markers) count as finished. Not thread-safe.
 */
final class OffsetLedger {

    /** Most characters of metadata; a broker takes 4,096 by default (correctness.md 21). */
    static final int MOST_METADATA = 3_500;

    /** What one poll may bring; there is room for two, see {@link #admits}. */
    static final int MOST_PER_POLL = 100;

    /** Bytes that an open offset costs at most: a run of its own, and a gap after it of fewer than 128 offsets. */
    private static final int BYTES_PER_OPEN = 4;

    private static final int MOST_BYTES = MOST_METADATA / 4 * 3 - 8;

    private long base;
    private int[] codes = new int[64];
    private int size;
    private boolean changed;
    private long position;
    private long restoredEnd;

    private OffsetLedger(long base) {
        this.base = base;
    }

    /**
     * A ledger as it was committed.
     *
     * @param committed the committed offset, or where reading begins
     * @param metadata what {@link #metadata} gave then; empty if nothing did
     * @throws IllegalArgumentException if the metadata is not ours
     */
    static OffsetLedger restore(long committed, String metadata) {
        OffsetLedger ledger = new OffsetLedger(committed);
        MarkCodec.decode(metadata, ledger::append);
        ledger.restoredEnd = ledger.end();
        ledger.trim();
        ledger.changed = false;
        return ledger;
    }

    /** A record was read; returns what is known of it. Offsets skipped on the way to it have no record. */
    Mark polled(long offset) {
        position = Math.max(position, offset + 1);
        if (offset < base) {
            return Mark.FINISHED;
        }
        readTo(offset);
        if (offset == end()) {
            append(Mark.UNTOUCHED.code(), 1);
        }
        return Mark.of(codes[at(offset)]);
    }

    /** Everything below {@code next} was read: what is not known by then has no record. */
    void readTo(long next) {
        position = Math.max(position, next);
        if (next > end() && size == 0) {
            base = next;
            changed = true;
        } else if (next > end()) {
            append(Mark.FINISHED.code(), Math.toIntExact(next - end()));
            trim();
        }
    }

    /** Notes where an offset stands; it must have been polled and not be finished. */
    void set(long offset, Mark mark) {
        int index = at(offset);
        if (codes[index] == Mark.FINISHED.code()) {
            throw new IllegalStateException("offset " + offset + " is finished");
        }
        codes[index] = mark.code();
        changed = true;
        trim();
    }

    /** The lowest offset that is not finished: what may be committed. */
    long committable() {
        return base;
    }

    /** What is known beyond {@link #committable}, at most {@link #MOST_METADATA} characters. */
    String metadata() {
        int touched = size;
        while (touched > 0 && codes[touched - 1] == 0) {
            touched--;
        }
        return MarkCodec.encode(codes, touched);
    }

    /**
     * True if one more poll's records would fit, whatever becomes of what is open now.
     *
     * <p>Finishing or starting an offset can only merge or recode runs that are counted here, so that a ledger that
     * admits no more gets room again as soon as its lowest offset moves.
     *
     * <p>What a last owner left is read whatever it counts, or it would stay for ever: reading it again opens nothing, and the
     * poll that goes beyond it opens no more than the room that every owner keeps twice.
     */
    boolean admits() {
        if (position < restoredEnd) {
            return true;
        }
        int open = 0;
        int longRuns = 0;
        int run = 0;
        for (int i = 0; i < size; i++) {
            if (codes[i] == Mark.FINISHED.code()) {
                run++;
                longRuns += run == 1 << 7 || run == 1 << 14 || run == 1 << 21 ? 1 : 0;
                if (run == MarkCodec.MOST_TIMES) { // the next begins a run of its own
                    longRuns += BYTES_PER_OPEN + 1;
                    run = 0;
                }
            } else {
                open++;
                run = 0;
            }
        }
        return (open + 2 * MOST_PER_POLL) * BYTES_PER_OPEN + longRuns <= MOST_BYTES;
    }

    /** True if something was set since {@link #committed}. */
    boolean changed() {
        return changed;
    }

    /** What the ledger says now was committed. */
    void committed() {
        changed = false;
    }

    /** Makes the next commit include this partition though no offset of it moved. */
    void touch() {
        changed = true;
    }

    private long end() {
        return base + size;
    }

    private int at(long offset) {
        if (offset < base || offset >= end()) {
            throw new IllegalStateException("offset " + offset + " is not open in " + base + ".." + end());
        }
        return (int) (offset - base);
    }

    private void append(int code, int times) {
        if (size + times > codes.length) {
            codes = Arrays.copyOf(codes, Math.max(codes.length * 2, size + times));
        }
        Arrays.fill(codes, size, size + times, code);
        size += times;
    }

    private void trim() {
        int finished = 0;
        while (finished < size && codes[finished] == Mark.FINISHED.code()) {
            finished++;
        }
        if (finished > 0) {
            System.arraycopy(codes, finished, codes, 0, size - finished);
            size -= finished;
            base += finished;
            changed = true;
        }
    }
}
