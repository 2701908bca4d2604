package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the public topics of a run from their beginning, as any analyst could, tells {@link Conservation} what it sees,
 * and measures how long decisions and deliveries took to become readable.
 */
final class Watcher implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LONGEST_MS = 3_600_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, BiConsumer<ConsumerRecord<byte[], byte[]>, Instant>> readers = new HashMap<>();
    private final Conservation conservation = new Conservation();
    private final Histogram decisionMs = new Histogram(LONGEST_MS, 3);
    private final Histogram deliveryMs = new Histogram(LONGEST_MS, 3);
    private final Set<Long> waited = new HashSet<>();
    private final InstantSource clock;
    private final Thread thread;
    private volatile Instant lastRecord;

    /**
     * Starts watching.
     *
     * @param vendors the vendors whose topics are watched
     * @param clock tells when a record was read
     */
    Watcher(String bootstrap, Contracts contracts, Collection<String> vendors, InstantSource clock) {
        this(KafkaAccess.open(bootstrap), contracts, vendors, clock);
    }

    /** The same over a broker that wants to know who watches. */
    Watcher(KafkaAccess kafka, Contracts contracts, Collection<String> vendors, InstantSource clock) {
        this.clock = clock;
        this.lastRecord = clock.instant();
        reads(Topics.LEADS, contracts, (event, at) -> conservation.submitted(event));
        reads(Topics.LEAD_DECISIONS, contracts, this::decided);
        for (String vendor : vendors) {
            reads(Topics.deliveries(vendor), contracts, (delivery, at) -> conservation.delivered(delivery));
            reads(Topics.deliveryResults(vendor), contracts, this::result);
        }
        readers.put(Topics.DEAD_LETTERS, (record, at) -> conservation.deadLetter());
        consumer = new KafkaConsumer<>(
                kafka.client(Map.of(
                        "isolation.level", "read_committed", "enable.auto.commit", false, "max.poll.records", 5_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = readers.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = Thread.ofPlatform().name("watcher").start(this::run);
    }

    Conservation conservation() {
        return conservation;
    }

    /** How long nothing new was read. */
    Duration quietFor() {
        return Duration.between(lastRecord, clock.instant());
    }

    /** Time from the broker's submission time until the first decision was readable, ms. */
    Histogram decisionMs() {
        return decisionMs;
    }

    /** Time from submission until the accepting result was readable, ms, of leads that did not have to wait. */
    Histogram deliveryMs() {
        return deliveryMs;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var records = consumer.poll(POLL);
                Instant at = clock.instant();
                records.forEach(record -> {
                    lastRecord = at;
                    var reader = readers.get(record.topic());
                    if (reader != null) {
                        reader.accept(record, at);
                    }
                });
            }
        } catch (WakeupException closing) {
            // close() woke the poll up.
        } finally {
            consumer.close();
        }
    }

    private void decided(LeadDecision decision, Instant at) {
        conservation.decided(decision);
        if (Conservation.isFirst(decision)) {
            decisionMs.recordValue(millis(decision.getSubmittedAt(), at));
            if (decision.getDueAt().isPresent() && decision.getDueAt().get().isAfter(decision.getSubmittedAt())) {
                waited.add(decision.getLeadId());
            }
        }
    }

    private void result(DeliveryResult result, Instant at) {
        conservation.result(result);
        if (result.getResult() == DeliveryClass.ACCEPTED && !waited.contains(result.getLeadId())) {
            deliveryMs.recordValue(millis(result.getSubmittedAt(), at));
        }
    }

    private static long millis(Instant from, Instant to) {
        return Math.clamp(Duration.between(from, to).toMillis(), 0, LONGEST_MS);
    }

    private <T extends SpecificRecord> void reads(Topic<T> topic, Contracts contracts, BiConsumer<T, Instant> reader) {
        Deserializer<T> deserializer = contracts.serde(topic).deserializer();
        readers.put(topic.name(), (record, at) -> {
            T value;
            try {
                value = deserializer.deserialize(record.topic(), record.value());
            } catch (SerializationException unreadable) {
                return; // it is in dead-letters, where it is counted
            }
            if (value != null) {
                reader.accept(value, at);
            }
        });
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
