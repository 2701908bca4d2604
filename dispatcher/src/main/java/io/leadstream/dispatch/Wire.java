package io.leadstream.dispatch;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;

/** A lane's records as bytes: deliveries in, facts out. */
final class Wire {

    /** What a dead letter says of where it was found. */
    static final String STAGE = "dispatch";

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
        return outcome.serializer().serialize(Topics.DELIVERY_OUTCOMES.name(), told).length <= DeadLetters.MOST_RECORD;
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

    private ProducerRecord<byte[], byte[]> deadLetter(Fact.Unreadable unreadable) {
        ConsumerRecord<byte[], byte[]> record = unreadable.record();
        DeadLetters.Letter letter = letters.letter(
                record.key(),
                record.value(),
                record.headers(),
                new DeadLetters.Fault(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        STAGE,
                        unreadable.exception(),
                        unreadable.message()));
        return new ProducerRecord<>(Topics.DEAD_LETTERS, null, letter.key(), letter.value(), letter.headers());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
