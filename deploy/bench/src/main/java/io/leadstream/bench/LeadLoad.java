package io.leadstream.bench;

import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.Topics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Submits leads, straight to the topic as any producer may. An event's id is its batch, a colon, and its number in it. */
final class LeadLoad implements AutoCloseable {

    private final Lab lab;
    private final KafkaProducer<String, byte[]> producer;
    private final Serializer<LeadEvent> serializer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private LeadLoad(Lab lab, int lingerMs) {
        this.lab = lab;
        this.serializer = lab.contracts().serde(Topics.LEADS).serializer();
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        lab.bootstrap(),
                        "acks",
                        "all",
                        "linger.ms",
                        lingerMs,
                        "batch.size",
                        128 * 1024,
                        "compression.type",
                        "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** For many leads. */
    static LeadLoad inBulk(Lab lab) {
        return new LeadLoad(lab, 10);
    }

    /** For single leads, each sent at once. */
    static LeadLoad atOnce(Lab lab) {
        return new LeadLoad(lab, 0);
    }

    /** The number of an event in its batch. */
    static int number(String eventId) {
        return Integer.parseInt(eventId.substring(eventId.lastIndexOf(':') + 1));
    }

    /**
     * Submits a batch and returns when the broker has all of it.
     *
     * @param delays how long each is to wait before it is routed, seconds, asked for when it is sent
     */
    void all(String batch, LeadKind kind, int leads, IntToLongFunction delays) {
        for (int number = 0; number < leads; number++) {
            one(batch, kind, number, delays.applyAsLong(number));
        }
        flush();
    }

    /** Submits one lead. */
    void one(String batch, LeadKind kind, int number, long delaySeconds) {
        LeadEvent event = event(batch + ":" + number, kind, delaySeconds);
        byte[] value = serializer.serialize(Topics.LEADS.name(), event);
        var unused =
                producer.send(new ProducerRecord<>(Topics.LEADS.name(), LeadKey.of(event), value), (metadata, e) -> {
                    if (e != null) {
                        failure.set(e);
                    }
                });
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
            throw new IllegalStateException("leads could not be submitted: " + failed.getMessage(), failed);
        }
    }

    private LeadEvent event(String id, LeadKind kind, long delaySeconds) {
        return LeadEvent.newBuilder()
                .setEventId(id)
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("bench")
                .setLead(Lead.newBuilder()
                        .setPhone(lab.nextPhone())
                        .setAltPhone(kind.altPhone() ? lab.nextPhone() : null)
                        .setTitle("Ms")
                        .setFirstName("Ada")
                        .setLastName("Brown")
                        .setEmail("ada.brown@example.com")
                        .setAddress1("221 Baker Street")
                        .setCity("Springfield")
                        .setState("IL")
                        .setPostalCode("62701")
                        .setCountry("US")
                        .setListId(Lab.LIST)
                        .setSource("bench")
                        .setSettings(LeadSettings.newBuilder()
                                .setDuplicateChecks(kind.checks())
                                .setDelaySeconds(delaySeconds)
                                .build())
                        .build())
                .build();
    }

    @Override
    public void close() {
        producer.close();
    }
}
