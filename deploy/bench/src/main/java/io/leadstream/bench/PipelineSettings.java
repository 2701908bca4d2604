package io.leadstream.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sizes of the pipeline's benchmark.
 *
 * @param partitions of {@code leads}
 * @param rounds each row is measured so often, in another order each time
 * @param leads per row and round
 * @param earlier leads that the pipeline knows already in the rows that say so
 * @param held leads that wait and come due over time
 * @param due how many of those come due a second
 * @param burst leads that wait and come due at once
 * @param seconds that a latency row measures
 * @param warmUpSeconds before that
 * @param kinds kinds of leads that the throughput of our pipeline is measured for
 * @param parts what is measured at all
 */
record PipelineSettings(
        int partitions,
        int rounds,
        int leads,
        int earlier,
        int held,
        int due,
        int burst,
        int seconds,
        int warmUpSeconds,
        List<LeadKind> kinds,
        Set<Part> parts) {

    /** What can be measured. */
    enum Part {
        THROUGHPUT,
        LATENCY,
        HOLD,
        RESTORE
    }

    static final int WARM_UP_SECONDS = 10;

    /** Offered where latency is measured, leads a second. */
    static final int OFFERED = 1_000;

    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("partitions", partitions);
        shown.put("rounds", rounds);
        shown.put("leads", leads);
        shown.put("earlier", earlier);
        shown.put("held", held);
        shown.put("due a second", due);
        shown.put("burst", burst);
        shown.put("seconds", seconds);
        shown.put("kinds", kinds.stream().map(LeadKind::name).toList());
        shown.put("stream threads", 2);
        shown.put("commit interval ms", 20);
        return shown;
    }
}
