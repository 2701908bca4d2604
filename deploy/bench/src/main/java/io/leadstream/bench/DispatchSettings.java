package io.leadstream.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sizes of the dispatcher's benchmark.
 *
 * @param partitions of each vendor's deliveries
 * @param rounds each row is measured so often, in another order each time
 * @param deliveries per row and round
 * @param latencies of vendors, ms
 * @param connections in flight at once
 * @param loopSeconds that the row takes which sends one at a time
 * @param offerSeconds that a fixed load is offered to five vendors
 * @param parts what is measured
 */
record DispatchSettings(
        int partitions,
        int rounds,
        int deliveries,
        List<Integer> latencies,
        List<Integer> connections,
        int loopSeconds,
        int offerSeconds,
        Set<Part> parts) {

    /** What a run may measure, each without the others. */
    enum Part {
        /** Every sender that has many calls in flight. */
        SENDERS,
        /** The plain consumer that sends one at a time. */
        LOOP,
        /** Healthy vendors alone and beside a dead and a slow one. */
        NEIGHBOURS
    }

    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("partitions", partitions);
        shown.put("rounds", rounds);
        shown.put("deliveries", deliveries);
        shown.put("latencies ms", latencies);
        shown.put("connections", connections);
        shown.put("loop seconds", loopSeconds);
        shown.put("offer seconds", offerSeconds);
        shown.put("parts", parts);
        return shown;
    }
}
