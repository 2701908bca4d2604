package io.leadstream.dispatch;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** A lane's records as bytes: deliveries in, facts out. */
final class Wire {

    /** What a dead letter says of where it was found. */
    static final String STAGE = "dispatch";

    /** Most bytes of a record that we write: what Kafka takes by default is a little more. */
    static final int MOST_RECORD = 1_000_000;

    /** Room kept in a dead letter for the headers that tell of it. */
    private static final int OWN_HEADERS = 4_096;

    private final Topic<Delivery> deliveries;
    private final Topic<DeliveryResult> results;
    private final DeadLetters letters;
    private final Serde<Delivery> delivery;
    private final Serde<DeliveryResult> result;
    private final Serde<DeliveryOutcome> outcome;

    /**
     * Warm serdes for a vendor's topics.
     *
     * @throws RuntimeException if the registry cannot be reached or does not know a contract
     */
    Wire(Contracts contracts, String vendor, DeadLetters letters) {
        this.letters = letters;
        deliveries = Topics.deliveries(vendor);
        results = Topics.deliveryResults(vendor);
        delivery = contracts.serde(deliveries);
        result = contracts.serde(results);
        outcome = contracts.serde(Topics.DELIVERY_OUTCOMES);
    }

    String deliveries() {
        return deliveries.name();
    }

    /** The topics that every delivery is answered on. */
    List<String> written() {
        return List.of(results.name(), Topics.DELIVERY_OUTCOMES.name());
    }

    /**
     * Reads a delivery.
     *
     * @throws SerializationException if the record is none
     */
    Delivery read(ConsumerRecord<byte[], byte[]> record) {
        Delivery read = delivery.deserializer().deserialize(record.topic(), record.value());
        if (read == null) {
            throw new SerializationException("no value");
        }
        return read;
    }

    /** True if an outcome, with all that it holds, is not too large for a record. */
    boolean fits(DeliveryOutcome told) {
        return outcome.serializer().serialize(Topics.DELIVERY_OUTCOMES.name(), told).length <= MOST_RECORD;
    }

    /** A fact as the record that publishes it. */
    ProducerRecord<byte[], byte[]> write(Fact fact) {
        return switch (fact) {
            case Fact.Result f ->
                new ProducerRecord<>(
                        results.name(),
                        bytes(Long.toString(f.result().getLeadId())),
                        result.serializer().serialize(results.name(), f.result()));
            case Fact.Told f -> {
                String topic = Topics.DELIVERY_OUTCOMES.name();
                yield new ProducerRecord<>(
                        topic,
                        bytes(f.outcome().getPhone()),
                        outcome.serializer().serialize(topic, f.outcome()));
            }
            case Fact.Unreadable f -> deadLetter(f);
        };
    }

    /** The bytes as they were read; where they and what tells of them are too large together, their first part. */
    private ProducerRecord<byte[], byte[]> deadLetter(Fact.Unreadable unreadable) {
        ConsumerRecord<byte[], byte[]> record = unreadable.record();
        byte[] value = record.value();
        int room = MOST_RECORD - others(record);
        boolean cut = value != null && value.length > room;
        DeadLetters.Letter letter = letters.letter(
                record.key(),
                cut ? Arrays.copyOf(value, Math.max(0, room)) : value,
                record.headers(),
                new DeadLetters.Fault(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        STAGE,
                        unreadable.exception(),
                        unreadable.message()));
        if (cut) {
            letter.headers().add(DeadLetters.CUT, bytes(Integer.toString(value.length)));
        }
        return new ProducerRecord<>(Topics.DEAD_LETTERS, null, letter.key(), letter.value(), letter.headers());
    }

    /** Bytes of a record beside its value, and of the headers that tell of it. */
    private static int others(ConsumerRecord<byte[], byte[]> record) {
        int others = size(record.key()) + OWN_HEADERS;
        for (Header header : record.headers()) {
            others += header.key().length() + size(header.value());
        }
        return others;
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
