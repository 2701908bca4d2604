package io.leadstream.standalone;

import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts final results of deliveries: the dispatcher says most, and streams-app those of what ends in hold. */
final class FinalResults {

    private static final Set<DeliveryClass> CLASSES = EnumSet.complementOf(EnumSet.of(DeliveryClass.THROTTLED));

    private final PerVendor results;

    FinalResults(Metrics metrics) {
        results = new PerVendor(metrics, "leadstream.delivery.results", "Final results of deliveries", CLASSES);
    }

    /** Counts a result, if it is final. */
    void count(DeliveryResult result) {
        if (result.getFinal$()) {
            results.of(result.getVendor(), result.getResult()).increment();
        }
    }

    /** Counters by vendor and class, each looked up once; those that are to be expected of a vendor are there from its first one. */
    static final class PerVendor {

        private final Metrics metrics;
        private final String name;
        private final String help;
        private final Set<DeliveryClass> expected;
        private final Map<String, Map<DeliveryClass, Counter>> counters = new ConcurrentHashMap<>();

        PerVendor(Metrics metrics, String name, String help, Set<DeliveryClass> expected) {
            this.metrics = metrics;
            this.name = name;
            this.help = help;
            this.expected = expected;
        }

        Counter of(String vendor, DeliveryClass result) {
            return counters.computeIfAbsent(vendor, this::all)
                    .computeIfAbsent(result, missing -> counter(vendor, missing));
        }

        private Map<DeliveryClass, Counter> all(String vendor) {
            Map<DeliveryClass, Counter> all = new ConcurrentHashMap<>();
            expected.forEach(result -> all.put(result, counter(vendor, result)));
            return all;
        }

        private Counter counter(String vendor, DeliveryClass result) {
            return metrics.counter(name, help, Tags.of("vendor", vendor, "result", MeteredPipeline.word(result)));
        }
    }
}
