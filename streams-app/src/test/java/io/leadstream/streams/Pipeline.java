package io.leadstream.streams;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryCancel;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.DncEntry;
import io.leadstream.schema.InMemoryRegistry;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadStep;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The pipeline on Kafka's test driver, with the wire format of production and a clock that tests turn. */
final class Pipeline implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-20T15:00:00Z");

    final Contracts contracts = Contracts.over(new InMemoryRegistry());
    final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> leads;
    private final TestInputTopic<String, DeliveryOutcome> outcomes;
    private final TestInputTopic<String, Routing> routings;
    private final TestInputTopic<byte[], byte[]> listings;
    private final TestInputTopic<String, DncEntry> areas;
    private final TestInputTopic<String, LeadStep> steps;
    private final Path folder = folder();
    private Instant now = START;

    Pipeline() {
        this(1, Routings.standard());
    }

    Pipeline(int partitions, Routing... routing) {
        this(partitions, vendor -> true, routing);
    }

    /** A pipeline that is told which vendors have their topics. */
    Pipeline(int partitions, Predicate<String> ready, Routing... routing) {
        var config = StreamsAppConfig.of("unused:1", "unused", "test", folder.toString());
        driver = new TopologyTestDriver(
                new LeadTopology(
                                contracts,
                                partitions,
                                0,
                                ReferenceFiles.shipped(),
                                new DeadLetters(Optional.empty()),
                                ready,
                                CommittedEvents.NONE)
                        .build(),
                StreamsApp.properties(config),
                START);
        leads = driver.createInputTopic("leads", new ByteArraySerializer(), new ByteArraySerializer());
        outcomes = driver.createInputTopic(
                "delivery-outcomes",
                new StringSerializer(),
                contracts.serde(Topics.DELIVERY_OUTCOMES).serializer());
        steps = driver.createInputTopic(
                "lead-steps",
                new StringSerializer(),
                contracts.serde(Topics.LEAD_STEPS).serializer());
        listings = driver.createInputTopic("dnc", new ByteArraySerializer(), new ByteArraySerializer());
        areas = driver.createInputTopic(
                "dnc-areas",
                new StringSerializer(),
                contracts.serde(Topics.DNC_AREAS).serializer());
        routings = driver.createInputTopic(
                "routing",
                new StringSerializer(),
                contracts.serde(Topics.ROUTING).serializer());
        for (Routing each : routing) {
            routings.pipeInput(Topics.ROUTING_KEY, each);
        }
    }

    Instant now() {
        return now;
    }

    void submit(LeadEvent event) {
        submit(Leads.IDENTITY.getBytes(StandardCharsets.UTF_8), bytes(event));
    }

    byte[] bytes(LeadEvent event) {
        return contracts.serde(Topics.LEADS).serializer().serialize("leads", event);
    }

    void submit(byte[] key, byte[] value) {
        leads.pipeInput(new TestRecord<>(key, value, now));
    }

    void submit(byte[] key, byte[] value, Instant at) {
        leads.pipeInput(new TestRecord<>(key, value, at));
    }

    void hear(LeadStep step) {
        steps.pipeInput(step.getKey(), step);
    }

    void hear(DeliveryOutcome outcome) {
        outcomes.pipeInput(outcome.getPhone(), outcome);
    }

    void route(Routing routing) {
        routings.pipeInput(Topics.ROUTING_KEY, routing);
    }

    /** Says of a phone which lists name it; null forgets it. */
    void list(String key, @Nullable DncEntry entry) {
        byte[] value = contracts.serde(Topics.DNC).serializer().serialize("dnc", entry);
        list(key.getBytes(StandardCharsets.UTF_8), value);
    }

    void list(byte[] key, byte @Nullable [] value) {
        listings.pipeInput(new TestRecord<>(key, value, now));
    }

    /** Reads a record of dnc once more, as a task does that begins anew. */
    void listAgain(TestRecord<byte[], byte[]> record) {
        listings.pipeInput(record);
    }

    void listArea(String code, @Nullable DncEntry entry) {
        areas.pipeInput(code, entry);
    }

    void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    List<LeadDecision> decisions() {
        return read(Topics.LEAD_DECISIONS).stream().map(TestRecord::value).toList();
    }

    List<Delivery> deliveries(String vendor) {
        return read(Topics.deliveries(vendor)).stream().map(TestRecord::value).toList();
    }

    List<DeliveryResult> results(String vendor) {
        return read(Topics.deliveryResults(vendor)).stream()
                .map(TestRecord::value)
                .toList();
    }

    List<DeliveryCancel> cancels() {
        return read(Topics.DELIVERY_CANCELS).stream().map(TestRecord::value).toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.createOutputTopic(Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    <T extends SpecificRecord> List<TestRecord<String, T>> read(Topic<T> topic) {
        TestOutputTopic<String, T> output = driver.createOutputTopic(
                topic.name(), new StringDeserializer(), contracts.serde(topic).deserializer());
        return output.readRecordsToList();
    }

    @Override
    public void close() {
        driver.close();
        try {
            Utils.delete(folder.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("leadstream-pipeline");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
