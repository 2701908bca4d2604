package io.leadstream.bench;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Counts what came out for each lead of a run, and says so loudly if one was lost or came twice. */
final class Tally {

    private final Map<Long, Integer> first = new HashMap<>();
    private final Map<Long, Integer> ended = new HashMap<>();
    private final Map<Long, Integer> delivered = new HashMap<>();
    private long notOffered;
    private long records;

    /** The version measured answers that it has no such check. */
    static final class NotOffered extends RuntimeException {
        static final String WORDS = "not offered by this version";

        NotOffered() {
            super(WORDS);
        }
    }

    /** Where the topics that a run writes to ended before it. */
    record Start(
            Map<TopicPartition, Long> leads,
            Map<TopicPartition, Long> decisions,
            Map<TopicPartition, Long> deliveries,
            Map<TopicPartition, Long> out) {

        static Start now(Lab lab) {
            return new Start(
                    lab.ends(Topics.LEADS.name()),
                    lab.ends(Topics.LEAD_DECISIONS.name()),
                    lab.ends(Topics.deliveries(Lab.VENDOR).name()),
                    lab.ends(Lab.OUT));
        }
    }

    /**
     * Judges a run of the pipeline: each lead accepted once, routed once, delivered once, and nothing else.
     *
     * @return records written for a lead
     * @throws NotOffered if every lead was refused because of its check
     * @throws IllegalStateException if a lead was lost, refused or came twice
     */
    static double pipeline(Lab lab, Start start, int leads) {
        Tally tally = new Tally();
        Deserializer<LeadDecision> decisions =
                lab.contracts().serde(Topics.LEAD_DECISIONS).deserializer();
        lab.read(
                Topics.LEAD_DECISIONS.name(),
                start.decisions(),
                record -> tally.decided(decisions.deserialize(record.topic(), record.value())));
        String topic = Topics.deliveries(Lab.VENDOR).name();
        Deserializer<Delivery> deliveries =
                lab.contracts().serde(Delivery.class).deserializer();
        lab.read(topic, start.deliveries(), record -> {
            tally.records++;
            tally.delivered.merge(
                    deliveries.deserialize(record.topic(), record.value()).getLeadId(), 1, Integer::sum);
        });
        if (tally.notOffered == leads) {
            throw new NotOffered();
        }
        for (Map.Entry<TopicPartition, Long> place :
                lab.ends(Topics.LEADS.name()).entrySet()) {
            long from = start.leads().getOrDefault(place.getKey(), 0L);
            for (long offset = from; offset < place.getValue(); offset++) {
                tally.expectOnce(LeadId.of(0, place.getKey().partition(), offset));
            }
        }
        expect("decisions", leads, tally.first.size());
        expect("routed leads", leads, tally.ended.size());
        expect("deliveries", leads, tally.delivered.size());
        return (double) tally.records / leads;
    }

    /** Judges a run of a baseline: each lead written so many times. */
    static void baseline(Lab lab, Start start, int leads, int outputs) {
        int[] seen = new int[leads];
        Deserializer<LeadEvent> events = lab.contracts().serde(Topics.LEADS).deserializer();
        lab.read(
                Lab.OUT,
                start.out(),
                record -> seen[
                        LeadLoad.number(events.deserialize(record.topic(), record.value())
                                .getEventId())]++);
        for (int number = 0; number < leads; number++) {
            expect("records of lead " + number, outputs, seen[number]);
        }
    }

    private void decided(LeadDecision decision) {
        records++;
        switch (decision.getPhase()) {
            case FIRST -> {
                first.merge(decision.getLeadId(), 1, Integer::sum);
                if (decision.getOutcome() != DecisionOutcome.ACCEPTED) {
                    refused(decision);
                }
            }
            case END -> ended.merge(decision.getLeadId(), 1, Integer::sum);
            case CANCEL, DIAL, UNKNOWN ->
                throw new IllegalStateException("a decision that nobody asked for: " + decision.getPhase());
        }
    }

    private void refused(LeadDecision decision) {
        if (decision.getReasons().getFirst().getReason() != Reason.DUPLICATE_CHECK_INVALID) {
            throw new IllegalStateException("lead " + decision.getLeadId() + " was refused: "
                    + decision.getReasons().getFirst().getReason());
        }
        notOffered++;
    }

    private void expectOnce(long lead) {
        expect("decisions of lead " + lead, 1, first.getOrDefault(lead, 0));
        expect("ends of lead " + lead, 1, ended.getOrDefault(lead, 0));
        expect("deliveries of lead " + lead, 1, delivered.getOrDefault(lead, 0));
    }

    private static void expect(String what, int expected, int found) {
        if (expected != found) {
            throw new IllegalStateException("LOST OR DUPLICATED: " + what + ": " + found + " instead of " + expected);
        }
    }
}
