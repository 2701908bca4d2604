package io.leadstream.dispatch;

import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * What was published of a vendor's agents and calls, and how far it was asked: the topics themselves, and a position that
 * is committed in the same transaction as the calls before it, as metadata of a group's offset.
 *
 * <p>Opening it fences whoever wrote for this vendor before, on whatever host, so that what is read afterwards is all
 * there is: a call is published once however many dispatchers believe that the vendor is theirs.
 */
final class PollLog implements AutoCloseable {

    /** How far a host's clock may be behind another's: what is published is looked for from so much earlier. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final TopicPartition POSITION = new TopicPartition(Topics.CALL_RECORDS.name(), 0);

    private final String vendor;
    private final Clients clients;
    private final Serde<Agent> agent;
    private final Serde<CallRecord> call;
    private final Producer<byte[], byte[]> producer;
    private final ConsumerGroupMetadata group;

    /** A log that nobody else writes to; blocks until it is. */
    PollLog(String vendor, Clients clients, Contracts contracts) {
        this.vendor = vendor;
        this.clients = clients;
        this.agent = contracts.serde(Topics.AGENTS);
        this.call = contracts.serde(Topics.CALL_RECORDS);
        this.producer = clients.pollProducer(vendor);
        try (Consumer<byte[], byte[]> consumer = clients.pollReader(vendor, "read_committed")) {
            group = consumer.groupMetadata();
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(CLOSING);
            throw e;
        }
    }

    /** What is published, as far as it can matter. */
    PollBook read(PollSettings settings, Instant now) {
        try (Consumer<byte[], byte[]> consumer = clients.pollReader(vendor, "read_committed")) {
            Optional<Instant> committed = position(consumer);
            Map<TopicPartition, Long> ends = ends(List.of(Topics.CALL_RECORDS.name(), Topics.AGENTS.name()));
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            committed.ifPresent(position ->
                    skip(consumer, ends, position.minus(settings.overlap()).minus(CLOCKS)));
            var seen = new Seen();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(PATIENCE).forEach(seen::take);
            }
            Instant first = now.minus(settings.first());
            PollBook book = new PollBook(committed.or(() -> seen.newest).orElse(first), settings.overlap());
            seen.calls.forEach(book::knows);
            seen.agents.values().forEach(book::knows);
            return book;
        }
    }

    /** What the topics hold of this vendor. */
    private final class Seen {

        private final Map<String, Agent> agents = new HashMap<>();
        private final List<CallRecord> calls = new java.util.ArrayList<>();
        private Optional<Instant> newest = Optional.empty();

        private void take(ConsumerRecord<byte[], byte[]> record) {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            if (!key.startsWith(vendor + ":")) {
                return;
            }
            try {
                if (record.topic().equals(Topics.AGENTS.name())) {
                    takeAgent(key.substring(vendor.length() + 1), record.value());
                } else if (record.value() != null) {
                    CallRecord read = call.deserializer().deserialize(record.topic(), record.value());
                    calls.add(read);
                    newest = newest.filter(read.getCalledAt()::isBefore).or(() -> Optional.of(read.getCalledAt()));
                }
            } catch (SerializationException e) {
                return; // not ours, whoever wrote it
            }
        }

        private void takeAgent(String id, byte @Nullable [] value) {
            if (value == null) {
                agents.remove(id);
            } else {
                agents.put(id, agent.deserializer().deserialize(Topics.AGENTS.name(), value));
            }
        }
    }

    /** Publishes agents: those that changed, and that others are gone. */
    void publish(List<Agent> changed, List<String> gone) {
        transaction(() -> {
            changed.forEach(each -> send(Topics.AGENTS.name(), each.getAgentId(), agent, each));
            gone.forEach(id -> send(Topics.AGENTS.name(), id, agent, null));
        });
    }

    /** Publishes calls, and that every call up to {@code position} was asked for. */
    void publish(List<CallRecord> calls, Instant position) {
        transaction(() -> {
            calls.forEach(each -> send(Topics.CALL_RECORDS.name(), each.getCallId(), call, each));
            producer.sendOffsetsToTransaction(Map.of(POSITION, new OffsetAndMetadata(0, position.toString())), group);
        });
    }

    private void transaction(Runnable content) {
        producer.beginTransaction();
        try {
            content.run();
            producer.commitTransaction();
        } catch (KafkaException e) { // whoever opens the log next ends it, one way or the other
            throw new IllegalStateException("what " + vendor + " reports was not published", e);
        }
    }

    private <T> void send(String topic, String id, Serde<T> serde, @Nullable T value) {
        byte[] key = (vendor + ":" + id).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = value == null ? null : serde.serializer().serialize(topic, value);
        var unused = producer.send(new ProducerRecord<>(topic, key, bytes)); // a failure fails the commit
    }

    private static Optional<Instant> position(Consumer<byte[], byte[]> consumer) {
        OffsetAndMetadata point = consumer.committed(Set.of(POSITION)).get(POSITION);
        try {
            return point == null ? Optional.empty() : Optional.of(Instant.parse(point.metadata()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The ends of what was written, of open transactions of others too, behind which ours may be. */
    private Map<TopicPartition, Long> ends(List<String> topics) {
        try (Consumer<byte[], byte[]> consumer = clients.pollReader(vendor, "read_uncommitted")) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions);
        }
    }

    private static void skip(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().stream()
                .filter(partition -> partition.topic().equals(Topics.CALL_RECORDS.name()))
                .forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            Long end = ends.get(partition);
            consumer.seek(partition, found != null ? found.offset() : end == null ? 0 : end);
        });
    }

    /** Closes in peace, also on a thread that was interrupted to end its waiting. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        producer.close(CLOSING);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
