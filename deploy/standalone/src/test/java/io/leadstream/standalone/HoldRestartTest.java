package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Leads that wait while the system stops and starts again: each is released once, never early, on time or right after
 * recovery. {@code -Dheld=100000} holds more of them.
 */
class HoldRestartTest {

    private static final int HELD = Integer.getInteger("held", 2_000);

    /** Leads fall due from the first second to this one. */
    private static final int LAST_SECOND = 30 + HELD / 3_000;

    /** What a shared machine may add to the second that is promised. */
    private static final Duration ON_TIME = Duration.ofSeconds(3);

    @TempDir
    private Path data;

    @Test
    void eachIsReleasedOnceOnTimeOrRightAfterRecovery() {
        StandaloneConfig config = StandaloneConfig.onFreePorts(data, UnaryOperator.identity());
        Instant ready;
        Map<Long, Instant> due;
        try (Standalone first = Standalone.start(config)) {
            submitAll(first.addresses());
            Eventually.holds(
                    Duration.ofMinutes(2),
                    () -> "not all are accepted",
                    () -> decisions(first, DecisionPhase.FIRST).size() == HELD);
            due = dueTimes(first);
            assertThat(decisions(first, DecisionPhase.END).size())
                    .as("released before the restart")
                    .isLessThan(HELD);
        }
        try (Standalone second = Standalone.start(config)) {
            ready = Instant.now();
            Eventually.holds(
                    Duration.ofSeconds(LAST_SECOND + 120),
                    () -> "not all are released",
                    () -> decisions(second, DecisionPhase.END).size() >= HELD);
            judge(decisions(second, DecisionPhase.END), due, ready);
            assertThat(records(second).of(Topics.deliveries("croco")))
                    .extracting(Delivery::getLeadId)
                    .hasSize(HELD)
                    .doesNotHaveDuplicates();
        }
    }

    private static void judge(List<LeadDecision> ends, Map<Long, Instant> due, Instant ready) {
        assertThat(ends)
                .extracting(LeadDecision::getLeadId)
                .doesNotHaveDuplicates()
                .hasSize(HELD);
        assertThat(ends).extracting(LeadDecision::getOutcome).containsOnly(DecisionOutcome.ROUTED);
        for (LeadDecision end : ends) {
            Instant at = Objects.requireNonNull(due.get(end.getLeadId()));
            Instant latest = (at.isBefore(ready) ? ready : at).plus(ON_TIME);
            assertThat(end.getDecidedAt()).as("lead " + end.getLeadId()).isBetween(at, latest);
        }
    }

    private static Map<Long, Instant> dueTimes(Standalone system) {
        Map<Long, Instant> due = new HashMap<>();
        decisions(system, DecisionPhase.FIRST)
                .forEach(decision ->
                        due.put(decision.getLeadId(), decision.getDueAt().orElseThrow()));
        return due;
    }

    private static List<LeadDecision> decisions(Standalone system, DecisionPhase phase) {
        return records(system).of(Topics.LEAD_DECISIONS).stream()
                .filter(decision -> decision.getPhase() == phase)
                .toList();
    }

    private static Records records(Standalone system) {
        Standalone.Addresses at = system.addresses();
        return new Records(at.kafka(), Contracts.at(at.registry(), Map.of()));
    }

    private static void submitAll(Standalone.Addresses at) {
        Contracts contracts = Contracts.at(at.registry(), Map.of());
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", at.kafka(), "linger.ms", 5),
                new StringSerializer(),
                contracts.serde(Topics.LEADS).serializer())) {
            for (int number = 0; number < HELD; number++) {
                String phone = "212%07d".formatted(2_000_000 + number);
                LeadEvent event = LeadEvent.newBuilder()
                        .setEventId("hold-" + number)
                        .setKind(LeadEventKind.SUBMITTED)
                        .setAccount("hold-test")
                        .setLead(Lead.newBuilder()
                                .setPhone(phone)
                                .setListId("102")
                                .setSettings(LeadSettings.newBuilder()
                                        .setDelaySeconds(1 + number % LAST_SECOND)
                                        .build())
                                .build())
                        .build();
                var unused = producer.send(new ProducerRecord<>(Topics.LEADS.name(), "1" + phone, event));
            }
            producer.flush();
        }
    }
}
