package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the routing in force from its topic, and publishes the next version.
 *
 * <p>Two at once cannot publish the same version: each reads and writes under one transactional id, and whoever begins
 * second fences the first, whose write then fails.
 */
final class RoutingPublisher {

    private static final Logger log = LoggerFactory.getLogger(RoutingPublisher.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String TRANSACTIONAL_ID = "routing-publisher";
    private static final int TRANSACTION_TIMEOUT_MS = 5_000;
    private static final TopicPartition PLACE = new TopicPartition(Topics.ROUTING.name(), 0);

    private final KafkaAccess kafka;
    private final Serde<Routing> serde;
    private final InstantSource clock;

    /** Over a broker that lets everybody in. */
    RoutingPublisher(String bootstrap, Contracts contracts) {
        this(KafkaAccess.open(bootstrap), contracts);
    }

    RoutingPublisher(KafkaAccess kafka, Contracts contracts) {
        this(kafka, contracts, InstantSource.system());
    }

    RoutingPublisher(KafkaAccess kafka, Contracts contracts, InstantSource clock) {
        this.kafka = kafka;
        this.serde = contracts.serde(Topics.ROUTING);
        this.clock = clock;
    }

    /**
     * The newest version that can be read; nothing if none was ever applied.
     *
     * @throws IllegalStateException if the topic is not read to its end in 10 s
     */
    Optional<Routing> current() {
        Map<String, Object> config = kafka.client(Map.of(
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                "default.api.timeout.ms",
                ConnectionOptions.PATIENCE_MS));
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            return consumer.partitionsFor(PLACE.topic()).isEmpty() ? Optional.empty() : newest(consumer);
        }
    }

    /**
     * Publishes a routing as the version after the current one, and returns it so.
     *
     * @throws IllegalStateException if Kafka does not take it, or somebody else applied one meanwhile
     */
    Routing apply(Routing routing) {
        return change(current -> routing);
    }

    /**
     * Publishes what becomes of the routing in force, as the version after it.
     *
     * @param change what becomes of it; it may throw, and then nothing is published
     * @throws IllegalStateException if Kafka does not take it, or somebody else applied one meanwhile
     */
    Routing change(Function<Optional<Routing>, Routing> change) {
        Map<String, Object> config = kafka.client(Map.of(
                "acks",
                "all",
                "max.block.ms",
                ConnectionOptions.PATIENCE_MS,
                "transactional.id",
                TRANSACTIONAL_ID,
                "transaction.timeout.ms",
                TRANSACTION_TIMEOUT_MS));
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions(); // from here on nobody who began before can publish
            Optional<Routing> current = current();
            Routing next = Routing.newBuilder(change.apply(current))
                    .setVersion(current.map(Routing::getVersion).orElse(0L) + 1)
                    .setAppliedAt(Instant.ofEpochMilli(clock.millis()))
                    .build();
            byte[] bytes = serde.serializer().serialize(PLACE.topic(), next);
            producer.beginTransaction();
            var unused = producer.send(new ProducerRecord<>(PLACE.topic(), Topics.ROUTING_KEY, bytes));
            producer.commitTransaction(); // fails if the record was not taken
            return next;
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new IllegalStateException("somebody else applied a routing meanwhile: look at it and apply again", e);
        } catch (KafkaException e) {
            throw new IllegalStateException("routing was not published: " + Failures.message(e), e);
        }
    }

    private Optional<Routing> newest(KafkaConsumer<String, byte[]> consumer) {
        consumer.assign(List.of(PLACE));
        consumer.seekToBeginning(List.of(PLACE));
        long end = consumer.endOffsets(List.of(PLACE)).getOrDefault(PLACE, 0L);
        long deadline = System.nanoTime()
                + Duration.ofMillis(ConnectionOptions.PATIENCE_MS).toNanos();
        Optional<Routing> newest = Optional.empty();
        while (consumer.position(PLACE) < end) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the topic routing could not be read to its end in time");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Optional<Routing> read = read(record);
                newest = read.isPresent() ? read : newest;
            }
        }
        return newest;
    }

    private Optional<Routing> read(ConsumerRecord<String, byte[]> record) {
        if (!Topics.ROUTING_KEY.equals(record.key()) || record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(serde.deserializer().deserialize(record.topic(), record.value()));
        } catch (SerializationException e) {
            log.atWarn().addKeyValue("offset", record.offset()).log("a version of the routing cannot be read");
            return Optional.empty();
        }
    }
}
