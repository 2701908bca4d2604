package io.leadstream.streams;

import static io.leadstream.streams.rules.LedgerRecords.PHONE;
import static io.leadstream.streams.rules.LedgerRecords.START;
import static io.leadstream.streams.rules.LedgerRecords.accepted;
import static io.leadstream.streams.rules.LedgerRecords.lead;
import static io.leadstream.streams.rules.LedgerRecords.result;
import static io.leadstream.streams.rules.LedgerRecords.routed;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.InMemoryRegistry;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.LedgerLead;
import io.leadstream.schema.LedgerState;
import io.leadstream.schema.LedgerStep;
import io.leadstream.schema.Topics;
import io.leadstream.streams.rules.LedgerTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger on Kafka's test driver, as the task of partition 0. */
class LedgerTopologyTest {

    private static final Duration KEPT = Duration.ofHours(24);

    @TempDir
    private Path folder;

    private final Contracts contracts = Contracts.over(new InMemoryRegistry());
    private final Map<Integer, Instant> newest = new HashMap<>();
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        driver = new TopologyTestDriver(
                new LedgerTopology(contracts, 1, KEPT, newest::put).build(),
                Ledger.properties(StreamsAppConfig.of("unused:1", "unused", "test", folder.toString())),
                START);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void decisionsAndResultsOfEveryVendorMeetUnderTheLead() {
        hear(result(lead(1), "croco", 1, DeliveryClass.ACCEPTED, true, 61));
        hear(accepted(lead(1)));
        hear(routed(lead(1), "croco", "dialler"));
        hear(result(lead(1), "dialler", 1, DeliveryClass.REJECTED, true, 62));
        hear(accepted(lead(2)));

        LedgerLead found = find(lead(1)).orElseThrow();
        assertThat(found.getState()).isEqualTo(LedgerState.DELIVERED);
        assertThat(found.getSteps()).hasSize(4);
        assertThat(find(lead(2)).orElseThrow().getState()).isEqualTo(LedgerState.HELD);
        assertThat(find(lead(3))).isEmpty();
        assertThat(leadsOf(PHONE)).containsExactly(lead(1), lead(2));
        assertThat(leadsOf("1727555")).isEmpty();
        assertThat(newest).containsEntry(0, START);
    }

    @Test
    void whatIsReadAgainIsKeptOnce() {
        for (int i = 0; i < 3; i++) {
            hear(accepted(lead(1)));
            hear(routed(lead(1), "croco"));
            hear(result(lead(1), "croco", 1, DeliveryClass.ACCEPTED, true, 61));
        }

        assertThat(steps()).hasSize(3);
        assertThat(leadsOf(PHONE)).containsExactly(lead(1));
    }

    /** A lead of partition 3 whose phone lives on this one: its steps travel to where its id says. */
    @Test
    void theDecisionOfAMisplacedLeadTravels() {
        long misplaced = LeadId.of(0, 3, 5);
        hear(accepted(misplaced));

        assertThat(leadsOf(PHONE)).containsExactly(misplaced);
        // The driver has one partition, so that what travelled has arrived here.
        assertThat(find(misplaced).orElseThrow().getState()).isEqualTo(LedgerState.HELD);
    }

    @Test
    void whatIsOldIsForgottenOfEachPartitionThatIdsName() {
        long misplaced = LeadId.of(0, 3, 5);
        hear(accepted(lead(1)));
        hear(routed(lead(1), "croco"));
        hear(result(lead(1), "croco", 1, DeliveryClass.ACCEPTED, true, 61));
        hear(accepted(misplaced));
        hear(submitted(lead(2), KEPT.minusMinutes(1)));
        tick();
        assertThat(leadsOf(PHONE)).containsExactly(lead(1), lead(2), misplaced);

        hear(submitted(lead(3), KEPT.plusSeconds(1)));
        tick();

        assertThat(find(lead(1))).isEmpty();
        assertThat(find(misplaced)).isEmpty();
        assertThat(leadsOf(PHONE)).containsExactly(lead(2), lead(3));
        assertThat(steps()).hasSize(2);
    }

    @Test
    void whatComesLateIsForgottenToo() {
        hear(accepted(lead(1)));
        hear(submitted(lead(2), KEPT.plusHours(1)));
        tick();
        assertThat(steps()).hasSize(1);

        hear(result(lead(1), "croco", 1, DeliveryClass.EXPIRED, true, 90));
        assertThat(steps()).hasSize(2);
        tick();

        assertThat(steps()).hasSize(1);
    }

    private static LeadDecision submitted(long leadId, Duration after) {
        return LeadDecision.newBuilder(accepted(leadId))
                .setSubmittedAt(START.plus(after))
                .build();
    }

    private void hear(LeadDecision decision) {
        driver.createInputTopic(
                        Topics.LEAD_DECISIONS.name(),
                        new StringSerializer(),
                        contracts.serde(Topics.LEAD_DECISIONS).serializer())
                .pipeInput(new TestRecord<>(Long.toString(decision.getLeadId()), decision, decision.getSubmittedAt()));
    }

    private void hear(DeliveryResult result) {
        var topic = Topics.deliveryResults(result.getVendor());
        driver.createInputTopic(
                        topic.name(),
                        new StringSerializer(),
                        contracts.serde(topic).serializer())
                .pipeInput(new TestRecord<>(Long.toString(result.getLeadId()), result, START));
    }

    private void tick() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    private Optional<LedgerLead> find(long leadId) {
        List<LedgerStep> steps = new ArrayList<>();
        KeyValueStore<Bytes, LedgerStep> store = driver.getKeyValueStore(LedgerBook.STEPS);
        try (var found = store.range(LedgerKey.lead(leadId), LedgerKey.lead(leadId + LeadId.MOST_PARTITIONS))) {
            found.forEachRemaining(step -> steps.add(step.value));
        }
        return LedgerTimeline.of(leadId, steps);
    }

    private List<Long> leadsOf(String phone) {
        List<Long> leads = new ArrayList<>();
        KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(LedgerBook.PHONES);
        try (var found = store.range(LedgerKey.phone(phone, 0), LedgerKey.phone(phone, Long.MAX_VALUE))) {
            found.forEachRemaining(entry -> leads.add(LedgerKey.leadOfPhone(entry.key)));
        }
        return leads;
    }

    private List<LedgerStep> steps() {
        List<LedgerStep> steps = new ArrayList<>();
        KeyValueStore<Bytes, LedgerStep> store = driver.getKeyValueStore(LedgerBook.STEPS);
        try (var found = store.all()) {
            found.forEachRemaining(step -> steps.add(step.value));
        }
        return steps;
    }
}
