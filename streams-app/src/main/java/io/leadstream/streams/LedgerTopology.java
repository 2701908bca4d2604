package io.leadstream.streams;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.LedgerStep;
import io.leadstream.schema.Topics;
import io.leadstream.streams.rules.LedgerRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.Stores;

/**
 * The ledger: where each lead is, by lead id and by phone (docs/decisions/0022-the-ledger.md).
 *
 * <pre>
 *   lead-decisions ─► note ─┬─ at home ───────────────────────┐
 *                           └─ misplaced ─► (repartition) ────┼─► keep ─► (stores)
 *   delivery-results.VENDOR ─► results ─► (repartition) ──────┘
 * </pre>
 *
 * <p>The steps of a lead are kept on the partition that its id names; which leads a phone has, on the partition of the phone.
 * Both are the same partition for every lead that was keyed and placed right.
 */
final class LedgerTopology {

    private final Contracts contracts;
    private final int partitions;
    private final Duration kept;
    private final BiConsumer<Integer, Instant> progress;

    /**
     * The topology for one cluster.
     *
     * @param partitions partitions of {@code leads}, fixed for life
     * @param kept how long leads are kept after their submission
     * @param progress told the partition and the time of each record that was read
     */
    LedgerTopology(Contracts contracts, int partitions, Duration kept, BiConsumer<Integer, Instant> progress) {
        this.contracts = contracts;
        this.partitions = partitions;
        this.kept = kept;
        this.progress = progress;
    }

    Topology build() {
        Properties named = new Properties();
        named.put(StreamsConfig.APPLICATION_ID_CONFIG, Ledger.APPLICATION);
        named.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        named.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(named)));
        Serde<LedgerStep> steps = contracts.serde(LedgerStep.class);
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(LedgerBook.STEPS), Serdes.Bytes(), steps));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(LedgerBook.PHONES), Serdes.Bytes(), Serdes.ByteArray()));

        Map<String, KStream<Long, LedgerRule.Noted>> noted = decisions(builder)
                .split(Named.as("noted-"))
                .branch((lead, note) -> note.here(), Branched.as("at-home"))
                .defaultBranch(Branched.as("misplaced"));
        KStream<Long, LedgerStep> atHome = steps(noted, "noted-at-home", "at-home");
        KStream<Long, LedgerStep> detoured =
                steps(noted, "noted-misplaced", "misplaced").repartition(byLead("detour", steps));
        atHome.merge(detoured, Named.as("and-detoured"))
                .merge(results(builder).repartition(byLead("results", steps)), Named.as("and-results"))
                .process(() -> new LedgerStage(kept, progress), Named.as("keep"), LedgerBook.STEPS, LedgerBook.PHONES);
        return builder.build();
    }

    private KStream<Long, LedgerRule.Noted> decisions(StreamsBuilder builder) {
        return builder.stream(
                        Topics.LEAD_DECISIONS.name(),
                        Consumed.with(Serdes.String(), contracts.serde(Topics.LEAD_DECISIONS))
                                .withName(Topics.LEAD_DECISIONS.name()))
                .filter((lead, decision) -> decision != null, Named.as("decided"))
                .flatMap(
                        (lead, decision) -> LedgerRule.of(decision).stream()
                                .map(note -> KeyValue.pair(note.leadId(), note))
                                .toList(),
                        Named.as("note"));
    }

    private KStream<Long, LedgerStep> results(StreamsBuilder builder) {
        return builder.stream(
                        Topics.everyDeliveryResults(),
                        Consumed.with(Serdes.String(), contracts.serde(DeliveryResult.class))
                                .withName("delivery-results"))
                .filter((lead, result) -> result != null, Named.as("resulted"))
                .map((lead, result) -> KeyValue.pair(result.getLeadId(), LedgerRule.of(result)), Named.as("results"));
    }

    private static KStream<Long, LedgerStep> steps(
            Map<String, KStream<Long, LedgerRule.Noted>> noted, String branch, String name) {
        return Objects.requireNonNull(noted.get(branch), branch).mapValues(LedgerRule.Noted::step, Named.as(name));
    }

    private Repartitioned<Long, LedgerStep> byLead(String name, Serde<LedgerStep> steps) {
        return Repartitioned.with(Serdes.Long(), steps)
                .withName(name)
                .withNumberOfPartitions(partitions)
                .withStreamPartitioner(new HomeOfLead());
    }

    /** The partition that a lead's id names. */
    record HomeOfLead() implements StreamPartitioner<Long, LedgerStep> {

        @Override
        public Optional<Set<Integer>> partitions(String topic, Long leadId, LedgerStep step, int count) {
            return Optional.of(Set.of(LeadId.partition(leadId) % count));
        }
    }
}
