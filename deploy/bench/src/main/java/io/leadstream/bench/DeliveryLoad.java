package io.leadstream.bench;

import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Dialects;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Lead;
import io.leadstream.schema.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Makes deliveries as the pipeline would; the number of each is in its phone, and no two share one. */
final class DeliveryLoad implements AutoCloseable {

    static final String DIALECT = "croco";

    private static final long FIRST_PHONE = 7_270_000_000L;

    private final Dialect dialect = Objects.requireNonNull(Dialects.all().get(DIALECT));
    private final Serde<Delivery> serde;
    private final Serde<DeliveryResult> results;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    DeliveryLoad(String bootstrap, Contracts contracts) {
        serde = contracts.serde(Delivery.class);
        results = contracts.serde(DeliveryResult.class);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 2, "compression.type", "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    static int number(long phone) {
        return Math.toIntExact(phone % 10_000_000_000L - FIRST_PHONE);
    }

    static Delivery delivery(String vendor, int number) {
        String phone = Long.toString(FIRST_PHONE + number);
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        return Delivery.newBuilder()
                .setDeliveryId(number + ":" + vendor)
                .setKind(DeliveryKind.SEND)
                .setLeadId(number)
                .setVendor(vendor)
                .setPhone("1" + phone)
                .setListId("101")
                .setCampaign("BENCH")
                .setSubmittedAt(now)
                .setRoutedAt(now)
                .setLead(Lead.newBuilder()
                        .setPhone(phone)
                        .setListId("101")
                        .setSource("bench")
                        .setFirstName("Ada")
                        .setLastName("Brown")
                        .setEmail("ada.brown@example.com")
                        .setAddress1("221 Baker Street")
                        .setCity("Springfield")
                        .setState("IL")
                        .setPostalCode("62701")
                        .build())
                .build();
    }

    /** The call that a delivery becomes. */
    Call call(Delivery delivery) {
        VendorAccount account = new VendorAccount(
                delivery.getVendor(), Map.of("user", VendorDesk.USER, "pass", VendorDesk.PASS), Map.of());
        return switch (dialect.encode(delivery, account)) {
            case Encoded.Send send -> send.call();
            case Encoded.Refuse refuse -> throw new IllegalStateException("the dialect refuses the bench's leads");
        };
    }

    /** A delivery as it is in Kafka. */
    Delivery read(byte[] value) {
        return serde.deserializer().deserialize("", value);
    }

    /** The result of a delivery that its vendor took, as it is in Kafka. */
    byte[] result(String topic, Delivery delivery) {
        DeliveryResult result = DeliveryResult.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setKind(delivery.getKind())
                .setLeadId(delivery.getLeadId())
                .setVendor(delivery.getVendor())
                .setAttempt(1)
                .setResult(DeliveryClass.ACCEPTED)
                .setFinal$(true)
                .setFinishedAt(Instant.ofEpochMilli(System.currentTimeMillis()))
                .setListId(delivery.getListId().orElse(null))
                .setCampaign(delivery.getCampaign().orElse(null))
                .setSubmittedAt(delivery.getSubmittedAt())
                .build();
        return results.serializer().serialize(topic, result);
    }

    /** Publishes one. */
    void one(String vendor, int number) {
        Delivery delivery = delivery(vendor, number);
        String topic = Topics.deliveries(vendor).name();
        var unused = producer.send(
                new ProducerRecord<>(
                        topic, delivery.getPhone(), serde.serializer().serialize(topic, delivery)),
                (metadata, e) -> {
                    if (e != null) {
                        failure.set(e);
                    }
                });
    }

    /** Publishes the first so many, and returns when the broker has them. */
    void all(String vendor, int count) {
        for (int number = 0; number < count; number++) {
            one(vendor, number);
        }
        flush();
    }

    /**
     * Waits until the broker has everything.
     *
     * @throws IllegalStateException if it refused some
     */
    void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("deliveries could not be published: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
