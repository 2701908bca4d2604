package io.leadstream.standalone;

import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Counts final results of deliveries: the dispatcher says most, and streams-app those of what ends in hold. */
final class FinalResults {

    private final PerVendor results;

    FinalResults(Metrics metrics) {
        results = new PerVendor(metrics, "leadstream.delivery.results", "Final results of deliveries");
    }

    /** Counts a result, if it is final. */
    void count(DeliveryResult result) {
        if (result.getFinal$()) {
            results.of(result.getVendor(), result.getResult()).increment();
        }
    }

    /** Counters by vendor and class, each looked up once. */
    static final class PerVendor {

        private final Metrics metrics;
        private final String name;
        private final String help;
        private final Map<String, Map<DeliveryClass, Counter>> counters = new ConcurrentHashMap<>();

        PerVendor(Metrics metrics, String name, String help) {
            this.metrics = metrics;
            this.name = name;
            this.help = help;
        }

        Counter of(String vendor, DeliveryClass result) {
            return Objects.requireNonNull(
                    counters.computeIfAbsent(vendor, this::all).get(result));
        }

        private Map<DeliveryClass, Counter> all(String vendor) {
            Map<DeliveryClass, Counter> all = new EnumMap<>(DeliveryClass.class);
            for (DeliveryClass result : DeliveryClass.values()) {
                all.put(
                        result,
                        metrics.counter(name, help, Tags.of("vendor", vendor, "result", MeteredPipeline.word(result))));
            }
            return all;
        }
    }
}
