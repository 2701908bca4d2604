package io.leadstream.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 */
record DispatchSettings(
        int partitions,
        int rounds,
        int deliveries,
        List<Integer> latencies,
        List<Integer> connections,
        int loopSeconds,
        int offerSeconds) {

    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("partitions", partitions);
        shown.put("rounds", rounds);
        shown.put("deliveries", deliveries);
        shown.put("latencies ms", latencies);
        shown.put("connections", connections);
        shown.put("loop seconds", loopSeconds);
        shown.put("offer seconds", offerSeconds);
        return shown;
    }
}
