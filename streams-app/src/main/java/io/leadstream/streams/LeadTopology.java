package io.leadstream.streams;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryCancel;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.DncEntry;
import io.leadstream.schema.HeldItem;
import io.leadstream.schema.LeadClaim;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.LeadStep;
import io.leadstream.schema.PendingAnswer;
import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import io.leadstream.streams.rules.Reference;
import io.leadstream.streams.rules.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.Deserializer;
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
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.state.Stores;

/**
 * The pipeline, from {@code leads} to decisions and deliveries.
 *
 * <pre>
 *   leads ─► read ─┬─ unreadable ─────────────────────────────────────► dead-letters
 *                  ├─ misplaced ─► (repartition) ─┐
 *                  └─ in place ───────────────────┴─► by kind
 *                        ├─ submitted ─► validate ─► screen ─► match ─┐
 *                        ├─ cancelled ─► cancel ────────────┤
 *                        ├─ dial ──────► dial ──────────────┼─► hold ─► route ─┬─► lead-decisions
 *   delivery-outcomes ─────────────────► outcome ───────────┤                  ├─► deliveries.VENDOR
 *   lead-steps ────────────────────────► step ──────────────┘                  ├─► delivery-cancels
 *                                                                              ├─► lead-steps
 *   dnc ─► list ─┬─ in place ─► (store, read by screen and hold)               └─► delivery-results.VENDOR
 *                ├─ misplaced ─► dnc
 *                └─ unreadable ─► dead-letters
 *   routing, dnc-areas, agents ─► (global stores)
 * </pre>
 *
 * <p>Everything about a phone happens on the partition of {@code leads} that its identity hashes to.
 */
final class LeadTopology {

    private static final Serde<String> TEXT = Serdes.String();

    private final Contracts contracts;
    private final int partitions;
    private final int epoch;
    private final Reference reference;
    private final DeadLetters letters;
    private final CommittedEvents events;
    private final Predicate<String> ready;
    private final ReleaseTime time;

    // Made once, since stages are made for each task: a rebalance must not need the registry.
    private final Deserializer<Routing> routings;
    private final Deserializer<DncEntry> listings;
    private final Serde<LeadDecision> decisions;

    /** The topology for one cluster, whose dead letters are written as they are. */
    LeadTopology(Contracts contracts, int partitions, int epoch, Reference reference) {
        this(contracts, partitions, epoch, reference, new DeadLetters(Optional.empty()));
    }

    /** The topology for one cluster in which every vendor has its topics. */
    LeadTopology(Contracts contracts, int partitions, int epoch, Reference reference, DeadLetters letters) {
        this(
                contracts,
                partitions,
                epoch,
                reference,
                letters,
                vendor -> true,
                CommittedEvents.NONE,
                new ReleaseTime(System::nanoTime));
    }

    /**
     * The topology for one cluster.
     *
     * @param partitions partitions of {@code leads}, fixed for life
     * @param epoch 0 to 255, the number of times {@code leads} was made anew (correctness.md 15)
     * @param reference what the rules look up
     * @param letters writes the dead letters
     * @param ready true for a vendor whose topics are there; must not wait
     * @param events is told by the stages what they do
     * @param time of the stream threads, for what is due
     */
    LeadTopology(
            Contracts contracts,
            int partitions,
            int epoch,
            Reference reference,
            DeadLetters letters,
            Predicate<String> ready,
            CommittedEvents events,
            ReleaseTime time) {
        this.time = time;
        this.ready = ready;
        this.events = events;
        this.reference = reference;
        this.letters = letters;
        this.contracts = contracts;
        this.partitions = partitions;
        this.epoch = epoch;
        this.routings = contracts.serde(Topics.ROUTING).deserializer();
        this.listings = contracts.serde(Topics.DNC).deserializer();
        this.decisions = new WrittenOnce<>(contracts.serde(Topics.LEAD_DECISIONS));
    }

    Topology build() {
        Properties named = new Properties();
        named.put(StreamsConfig.APPLICATION_ID_CONFIG, StreamsApp.APPLICATION);
        named.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        named.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(named)));
        stores(builder);

        KStream<String, PlacedEvent> placed = read(builder);
        Map<String, KStream<String, PlacedEvent>> kinds = placed.split(Named.as("kind-"))
                .branch((phone, event) -> kind(event) == LeadEventKind.SUBMITTED, Branched.as("submitted"))
                .branch((phone, event) -> kind(event) == LeadEventKind.CANCELLED, Branched.as("cancelled"))
                .defaultBranch(Branched.as("dial"));

        KStream<String, Turn> decided = screen(validate(branch(kinds, "kind-submitted")))
                .process(MatchStage::new, Named.as("match"), matching(CancelMarkers.STORE));
        KStream<String, Turn> cancelled = branch(kinds, "kind-cancelled")
                .process(this::cancelStage, Named.as("cancel"), matching(HeldItems.STORE, CancelMarkers.STORE));
        KStream<String, Turn> dialled = dial(branch(kinds, "kind-dial"));

        KStream<String, SpecificRecord> published = decided.merge(cancelled, Named.as("and-cancelled"))
                .merge(dialled, Named.as("and-dialled"))
                .merge(outcomes(builder), Named.as("and-outcomes"))
                .merge(steps(builder), Named.as("and-steps"))
                .process(
                        this::holdStage,
                        Named.as("hold"),
                        DncLists.STORE,
                        LeadEntries.STORE,
                        HeldItems.STORE,
                        FirstDecisions.STORE,
                        PendingAnswers.STORE)
                .process(this::routeStage, Named.as("route"), LeadEntries.STORE, HeldItems.STORE);
        publish(published);
        return builder.build();
    }

    private KStream<String, PlacedEvent> read(StreamsBuilder builder) {
        Serde<LeadEvent> events = contracts.serde(Topics.LEADS);
        Map<String, KStream<String, Read>> read = builder.stream(
                        Topics.LEADS.name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("leads"))
                .process(() -> new ReadStage(events.deserializer(), epoch, letters), Named.as("read"))
                .split(Named.as("read-"))
                .branch((phone, result) -> result instanceof Read.Unreadable, Branched.as("unreadable"))
                .branch((phone, result) -> !isAtHome(phone, result), Branched.as("misplaced"))
                .defaultBranch(Branched.as("in-place"));
        branch(read, "read-unreadable")
                .map((phone, result) -> bytes((Read.Unreadable) result), Named.as("dead-letter"))
                .to(
                        Topics.DEAD_LETTERS,
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("dead-letters"));
        KStream<String, PlacedEvent> detoured = branch(read, "read-misplaced")
                .mapValues(result -> ((Read.Placed) result).event(), Named.as("misplaced"))
                .repartition(Repartitioned.with(TEXT, contracts.serde(PlacedEvent.class))
                        .withName("leads-detour"));
        return branch(read, "read-in-place")
                .mapValues(result -> ((Read.Placed) result).event(), Named.as("in-place"))
                .merge(detoured, Named.as("all-in-place"));
    }

    private KStream<String, Verdict> validate(KStream<String, PlacedEvent> submitted) {
        return submitted.processValues(() -> new ValidateStage(routings, reference, events), Named.as("validate"));
    }

    private KStream<String, Verdict> screen(KStream<String, Verdict> validated) {
        return validated.processValues(() -> new ScreenStage(listings), Named.as("screen"), DncLists.STORE);
    }

    private HoldStage holdStage() {
        return new HoldStage(reference.hours(), routings, listings, events, time);
    }

    private KStream<String, Turn> dial(KStream<String, PlacedEvent> dials) {
        return dials.process(
                () -> new DialStage(routings), Named.as("dial"), FirstDecisions.STORE, PendingAnswers.STORE);
    }

    private KStream<String, Turn> outcomes(StreamsBuilder builder) {
        Topic<io.leadstream.schema.DeliveryOutcome> topic = Topics.DELIVERY_OUTCOMES;
        return builder.stream(
                        topic.name(),
                        Consumed.with(TEXT, contracts.serde(topic)).withName(topic.name()))
                .process(
                        OutcomeStage::new,
                        Named.as("outcome"),
                        LeadEntries.STORE,
                        FirstDecisions.STORE,
                        PendingAnswers.STORE);
    }

    private KStream<String, Turn> steps(StreamsBuilder builder) {
        return builder.stream(
                        Topics.LEAD_STEPS.name(),
                        Consumed.with(TEXT, contracts.serde(Topics.LEAD_STEPS)).withName("lead-steps-in"))
                .process(StepStage::new, Named.as("step"), matching());
    }

    /** The stores of {@link MatchDesk}, and others. */
    private static String[] matching(String... others) {
        return Stream.concat(
                        Stream.of(LeadClaims.STORE, LeadEntries.STORE, FirstDecisions.STORE, PendingAnswers.STORE),
                        Stream.of(others))
                .toArray(String[]::new);
    }

    private CancelStage cancelStage() {
        return new CancelStage(routings);
    }

    private RouteStage routeStage() {
        return new RouteStage(routings, ready, events);
    }

    private void publish(KStream<String, SpecificRecord> published) {
        published
                .split(Named.as("to-"))
                .branch(
                        (key, record) -> record instanceof LeadDecision,
                        Branched.withConsumer(
                                taken -> taken.to(
                                        Topics.LEAD_DECISIONS.name(),
                                        produced(decisions)
                                                .withStreamPartitioner(new DecidingTask())
                                                .withName(Topics.LEAD_DECISIONS.name())),
                                "decisions"))
                .branch(
                        (key, record) -> record instanceof Delivery,
                        Branched.withConsumer(
                                deliveries -> deliveries.to(
                                        new VendorTopic(),
                                        produced(Delivery.class).withName("deliveries")),
                                "deliveries"))
                .branch(
                        (key, record) -> record instanceof DeliveryCancel,
                        Branched.withConsumer(
                                cancels -> cancels.to(
                                        Topics.DELIVERY_CANCELS.name(),
                                        produced(DeliveryCancel.class).withName(Topics.DELIVERY_CANCELS.name())),
                                "cancels"))
                .branch(
                        (key, record) -> record instanceof LeadStep,
                        Branched.withConsumer(
                                steps -> steps.to(
                                        Topics.LEAD_STEPS.name(),
                                        produced(LeadStep.class).withName(Topics.LEAD_STEPS.name())),
                                "steps"))
                .defaultBranch(Branched.withConsumer(
                        results -> results.to(
                                new VendorTopic(),
                                produced(DeliveryResult.class).withName("delivery-results")),
                        "results"));
    }

    private void stores(StreamsBuilder builder) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(LeadEntries.STORE), Serdes.Bytes(), contracts.serde(LeadEntry.class)));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(HeldItems.STORE), Serdes.Bytes(), contracts.serde(HeldItem.class)));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(PendingAnswers.STORE),
                Serdes.Bytes(),
                contracts.serde(PendingAnswer.class)));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(LeadClaims.STORE),
                Serdes.Bytes(),
                new Remembering<>(contracts.serde(LeadClaim.class))));
        builder.addStateStore(Stores.windowStoreBuilder(
                Stores.inMemoryWindowStore(CancelMarkers.STORE, CancelMarkers.KEPT, CancelMarkers.KEPT, true),
                TEXT,
                contracts.serde(PlacedEvent.class)));
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(FirstDecisions.STORE), Serdes.Bytes(), decisions));
        RoutingSource.add(builder, contracts.serde(Topics.ROUTING).deserializer());
        StoreLoader.add(builder, Topics.AGENTS, Agents.STORE);
        DncLists.add(builder, contracts, partitions, letters);
    }

    /** True if an event lies on the partition where the state of its phone is kept. */
    private boolean isAtHome(String phone, Read read) {
        return !(read instanceof Read.Placed placed)
                || phone.isEmpty()
                || LeadId.partition(placed.event().getLeadId())
                        == BuiltInPartitioner.partitionForKey(phone.getBytes(StandardCharsets.UTF_8), partitions);
    }

    private static <T> KStream<String, T> branch(Map<String, KStream<String, T>> branches, String name) {
        return Objects.requireNonNull(branches.get(name), name);
    }

    private static LeadEventKind kind(PlacedEvent placed) {
        return placed.getEvent().getKind();
    }

    private static KeyValue<byte[], byte[]> bytes(Read.Unreadable unreadable) {
        return KeyValue.pair(unreadable.key(), unreadable.value());
    }

    private <T extends SpecificRecord> Produced<String, SpecificRecord> produced(Class<T> type) {
        return produced(contracts.serde(type));
    }

    /** The branches of {@link #publish} carry one type each, which the compiler cannot see. */
    @SuppressWarnings("unchecked")
    private static Produced<String, SpecificRecord> produced(Serde<? extends SpecificRecord> serde) {
        return Produced.with(TEXT, (Serde<SpecificRecord>) serde);
    }

    /** Decisions go to the partition of the task that took them, so that a dead instance silences only its own. */
    record DecidingTask() implements StreamPartitioner<String, SpecificRecord> {

        @Override
        public Optional<Set<Integer>> partitions(String topic, String key, SpecificRecord value, int count) {
            return Optional.of(Set.of(((LeadDecision) value).getDecidedBy()));
        }
    }

    /** What is for a vendor goes to the vendor's own topics. A record, so that it prints as itself. */
    record VendorTopic() implements TopicNameExtractor<String, SpecificRecord> {

        @Override
        public String extract(String key, SpecificRecord value, RecordContext context) {
            return value instanceof Delivery delivery
                    ? Topics.deliveries(delivery.getVendor()).name()
                    : Topics.deliveryResults(((DeliveryResult) value).getVendor())
                            .name();
        }
    }
}
