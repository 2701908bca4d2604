package io.leadstream.dispatch;

import java.util.List;
import java.util.Map;

/**
 * What goes into one transaction.
 *
 * @param facts to publish
 * @param points what to commit, by partition
 * @param starts what may start once it is committed
 */
record Commit(List<Fact> facts, Map<Integer, Point> points, List<Held> starts) {

    /**
     * A partition's offset and metadata to commit.
     *
     * @param offset the lowest that is not finished
     * @param metadata what is known beyond it
     */
    record Point(long offset, String metadata) {}

    /** True if nothing waits for it, though an offset may have moved. */
    boolean canWait() {
        return facts.isEmpty() && starts.isEmpty();
    }
}
