package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Leads that wait, each with a phone of its own, and what is decided about them. */
final class HeldLeads {

    private HeldLeads() {}

    /**
     * Submits leads to list 102 and returns when the broker has them.
     *
     * @param delay seconds that the lead of a number waits
     */
    static void submit(String bootstrap, Contracts contracts, int leads, IntToLongFunction delay) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "linger.ms", 5),
                new StringSerializer(),
                contracts.serde(Topics.LEADS).serializer())) {
            for (int number = 0; number < leads; number++) {
                String phone = "212%07d".formatted(2_000_000 + number);
                LeadEvent event = LeadEvent.newBuilder()
                        .setEventId("hold-" + number)
                        .setKind(LeadEventKind.SUBMITTED)
                        .setAccount("hold-test")
                        .setLead(Lead.newBuilder()
                                .setPhone(phone)
                                .setListId("102")
                                .setSettings(LeadSettings.newBuilder()
                                        .setDelaySeconds(delay.applyAsLong(number))
                                        .build())
                                .build())
                        .build();
                var unused = producer.send(new ProducerRecord<>(Topics.LEADS.name(), "1" + phone, event));
            }
            producer.flush();
        }
    }

    /** When each lead that was accepted is due, by id. */
    static Map<Long, Instant> dueTimes(List<LeadDecision> firsts) {
        Map<Long, Instant> due = new HashMap<>();
        firsts.forEach(
                decision -> due.put(decision.getLeadId(), decision.getDueAt().orElseThrow()));
        return due;
    }
}
