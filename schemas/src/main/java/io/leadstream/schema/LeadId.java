package io.leadstream.schema;

/**
 * A lead's id: the place of its first record in {@code leads}, as one number below 2^53 (correctness.md 15).
 *
 * <pre>
 *   52      45 44                                  10 9        0
 *   [ epoch 8 ][            offset 35              ][partition 10]
 * </pre>
 */
public final class LeadId {

    /** The most partitions {@code leads} may have. */
    public static final int MOST_PARTITIONS = 1 << 10;

    private static final int PARTITION_BITS = 10;
    private static final int OFFSET_BITS = 35;
    private static final int EPOCH_BITS = 8;

    private LeadId() {}

    /**
     * The id of the record at a place.
     *
     * @param epoch 0 to 255; counts up when {@code leads} is made anew
     * @param partition 0 to 1023
     * @param offset 0 to 2^35 - 1
     * @throws IllegalArgumentException if a part does not fit
     */
    public static long of(int epoch, int partition, long offset) {
        if (epoch >>> EPOCH_BITS != 0 || partition >>> PARTITION_BITS != 0 || offset >>> OFFSET_BITS != 0) {
            throw new IllegalArgumentException("no lead id for epoch " + epoch + " place " + partition + ":" + offset);
        }
        return ((long) epoch << (OFFSET_BITS + PARTITION_BITS)) | (offset << PARTITION_BITS) | partition;
    }

    /** The offset on that partition that an id names. */
    public static long offset(long id) {
        return (id >>> PARTITION_BITS) & ((1L << OFFSET_BITS) - 1);
    }

    /** The partition of {@code leads} that an id names. */
    public static int partition(long id) {
        return (int) (id & (MOST_PARTITIONS - 1));
    }
}
