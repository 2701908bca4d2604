package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.LeadDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommittedEventsTest {

    private static final Instant SUBMITTED = Instant.parse("2026-11-20T15:00:00Z");

    private final List<String> told = new ArrayList<>();
    private final PipelineEvents listener = new PipelineEvents() {
        @Override
        public void submitted(int count) {
            told.add(count + " submitted");
        }

        @Override
        public void decided(LeadDecision decision, long latencyMs) {
            told.add("decided " + decision.getLeadId() + " after " + latencyMs);
        }

        @Override
        public void released(long latenessMs) {
            told.add("released " + latenessMs + " late");
        }

        @Override
        public void deadLetters(int count) {
            told.add(count + " dead letters");
        }
    };
    private final CommittedEvents events = new CommittedEvents(listener, () -> SUBMITTED.plusMillis(40));

    @Test
    void aCommitTellsWhatTheThreadDidAndNothingTwice() {
        events.submitted();
        events.decided(decision(7, SUBMITTED));
        events.submitted();
        events.decided(decision(8, SUBMITTED.plusSeconds(1)));
        events.released(30);
        events.released(-5);
        events.deadLetter();
        assertThat(told).as("nothing is told before the commit").isEmpty();

        events.committed();
        events.committed();

        assertThat(told)
                .containsExactly(
                        "2 submitted",
                        "decided 7 after 40",
                        "decided 8 after 0",
                        "released 30 late",
                        "released 0 late",
                        "1 dead letters");
    }

    @Test
    void whatIsAbortedIsForgotten() {
        events.submitted();
        events.decided(decision(7, SUBMITTED));
        for (int i = 0; i < 40; i++) {
            events.released(i);
        }
        events.aborted();
        events.submitted();
        events.committed();

        assertThat(told).containsExactly("1 submitted");
    }

    @Test
    void aCommitOfOneThreadTellsNothingOfAnother() throws InterruptedException {
        events.submitted();
        Thread other = Thread.ofPlatform().start(events::committed);
        other.join();
        assertThat(told).isEmpty();

        events.committed();
        assertThat(told).containsExactly("1 submitted");
    }

    private static LeadDecision decision(long leadId, Instant submitted) {
        return LeadDecision.newBuilder()
                .setLeadId(leadId)
                .setEventId("e")
                .setAccount("a")
                .setDialect("croco")
                .setPhase(DecisionPhase.FIRST)
                .setOutcome(DecisionOutcome.ACCEPTED)
                .setPhone("17275551111")
                .setSubmittedAt(submitted)
                .setDecidedAt(submitted)
                .build();
    }
}
