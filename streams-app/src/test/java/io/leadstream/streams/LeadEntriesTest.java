package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A phone's entries as its leads are cancelled, the oldest first and last. */
class LeadEntriesTest {

    private final Pipeline pipeline = new Pipeline();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void whenTheOldestLeadIsCancelledTheOthersStillCountAndAreStillFound() {
        hold("first", "second", "third");

        assertThat(cancel(ids().getFirst())).isEqualTo(DecisionOutcome.CANCELLED);

        assertThat(ids()).hasSize(2);
        assertThat(duplicateOf("fourth")).isEqualTo(ids().getLast());
        assertThat(cancel(ids().getLast())).isEqualTo(DecisionOutcome.CANCELLED);
        assertThat(duplicateOf("fifth")).isEqualTo(ids().getFirst());
    }

    @Test
    void whenTheLastLeadIsCancelledNothingIsLeftOfThePhone() {
        hold("first", "second", "third");
        List<Long> leads = ids();

        assertThat(cancel(leads.get(0))).isEqualTo(DecisionOutcome.CANCELLED);
        assertThat(cancel(leads.get(2))).isEqualTo(DecisionOutcome.CANCELLED);
        assertThat(cancel(leads.get(1))).isEqualTo(DecisionOutcome.CANCELLED);

        assertThat(kept()).isEmpty();
        hold("again");
        assertThat(ids()).hasSize(1);
    }

    private void hold(String... events) {
        for (String event : events) {
            pipeline.submit(Leads.submitted(event, Leads.delayed(3_600)));
        }
        pipeline.decisions();
    }

    private DecisionOutcome cancel(long leadId) {
        pipeline.submit(
                Leads.cancelled("cancel-" + leadId, CancelRequest.newBuilder().setLeadId(leadId)));
        return pipeline.decisions().stream()
                .filter(decision -> decision.getPhase() == DecisionPhase.CANCEL)
                .map(LeadDecision::getOutcome)
                .findFirst()
                .orElseThrow();
    }

    /** Which lead a lead with a check is a duplicate of. */
    private long duplicateOf(String event) {
        pipeline.submit(Leads.submitted(
                event,
                Leads.checked(DuplicateCheck.newBuilder()
                        .setMatchOn(DuplicateMatchOn.PHONE)
                        .setScope(DuplicateScope.SYSTEM)
                        .build())));
        return pipeline.decisions().stream()
                .flatMap(decision -> decision.getReasons().stream())
                .flatMap((Rejection reason) -> reason.getDuplicate().stream())
                .findFirst()
                .orElseThrow()
                .getLeadId();
    }

    /** Ids of the leads that count, in the order decided. */
    private List<Long> ids() {
        return kept().stream().map(LeadEntry::getLeadId).filter(id -> id >= 0).toList();
    }

    private List<LeadEntry> kept() {
        List<LeadEntry> entries = new ArrayList<>();
        try (var all = pipeline.driver
                .<Bytes, LeadEntry>getKeyValueStore(LeadEntries.STORE)
                .all()) {
            all.forEachRemaining(each -> entries.add(each.value));
        }
        return entries;
    }
}
