package io.leadstream.streams;

import static io.leadstream.schema.DuplicateMatchOn.PHONE_OR_ALT;
import static io.leadstream.schema.DuplicateMatchOn.TITLE_ALT_PHONE;
import static io.leadstream.schema.DuplicateScope.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.ClaimState;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadClaim;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadStep;
import io.leadstream.schema.LeadStepKind;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.OutcomeKind;
import io.leadstream.streams.judge.Crowd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leads with a phone and an alt phone through the whole topology, on one partition (correctness.md 7 to 14). */
class TwoPhonesTest {

    private static final DuplicateCheck EITHER = Routings.check(PHONE_OR_ALT, SYSTEM, 0);
    private static final String LOWER = "2125550001";
    private static final String HIGHER = "9175550001";

    private final Pipeline pipeline = new Pipeline();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {LOWER, HIGHER})
    void anAcceptedLeadCountsUnderBothItsPhones(String alt) {
        pipeline.submit(Leads.submitted("e1", Leads.valid().setAltPhone(alt)));
        submit("e2", Leads.checked(EITHER).setPhone(alt));

        LeadDecision second = pipeline.decisions().getLast();
        DuplicateHit hit = second.getReasons().getFirst().getDuplicate().orElseThrow();
        assertThat(hit.getMatched()).isEqualTo(MatchedField.ALT_PHONE);
        assertThat(hit.getLeadId()).isZero();
        assertThat(pipeline.deliveries("croco")).hasSize(1);
        assertThat(claims().all().hasNext()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {LOWER, HIGHER})
    void titleAndAltPhoneAreLookedUpUnderTheAltPhone(String alt) {
        submit("e1", Leads.valid().setPhone("3055550009").setAltPhone(alt).setTitle("Mr"));
        submit(
                "e2",
                Leads.checked(Routings.check(TITLE_ALT_PHONE, SYSTEM, 0))
                        .setAltPhone(alt)
                        .setTitle("Mr"));
        submit(
                "e3",
                Leads.checked(Routings.check(TITLE_ALT_PHONE, SYSTEM, 0))
                        .setAltPhone(alt)
                        .setTitle("Ms"));

        assertThat(pipeline.decisions())
                .filteredOn(decision -> decision.getPhase() == DecisionPhase.FIRST)
                .extracting(LeadDecision::getEventId, LeadDecision::getOutcome)
                .containsExactly(
                        tuple("e1", DecisionOutcome.ACCEPTED),
                        tuple("e2", DecisionOutcome.REJECTED),
                        tuple("e3", DecisionOutcome.ACCEPTED));
    }

    @Tag("correctness-8")
    @ParameterizedTest
    @ValueSource(strings = {LOWER, HIGHER})
    void aCancelledLeadsEntriesAreGoneAtBothPhonesBeforeTheCancelIsAnswered(String alt) {
        pipeline.submit(Leads.submitted("e1", Leads.delayed(60).setAltPhone(alt)));
        assertThat(entriesOf(0)).hasSize(2);
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));

        LeadDecision answer = pipeline.decisions().getLast();
        assertThat(answer.getOutcome()).isEqualTo(DecisionOutcome.CANCELLED);
        assertThat(answer.getCancelledLeads()).containsExactly(0L);
        assertThat(entriesOf(0)).isEmpty();
        pipeline.pass(Duration.ofMinutes(5));
        assertThat(pipeline.deliveries("croco")).isEmpty();
    }

    @Test
    void aRoutedLeadThatItsLanesCancelLosesItsEntryUnderTheAltPhoneToo() {
        pipeline.submit(Leads.submitted("e1", Leads.valid().setListId("102").setAltPhone(LOWER)));
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        assertThat(pipeline.decisions()).noneMatch(decision -> decision.getPhase() == DecisionPhase.CANCEL);
        pipeline.hear(DeliveryOutcome.newBuilder()
                .setDeliveryId("0:croco")
                .setLeadId(0)
                .setVendor("croco")
                .setPhone(Leads.IDENTITY)
                .setKind(OutcomeKind.FINAL)
                .setResult(DeliveryClass.CANCELLED)
                .build());
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getEventId, LeadDecision::getOutcome)
                .containsExactly(tuple("c1", DecisionOutcome.CANCELLED));
        assertThat(entriesOf(0)).isEmpty();
    }

    @Tag("correctness-7")
    @Test
    void anUndecidedLeadIsAttachedToByResendsAndEndedByACancelWhenItIsDecided() {
        LeadClaim other = holdsThePhone();
        LeadEvent event = Leads.submitted("e1", Leads.checked(EITHER));
        pipeline.submit(event);
        pipeline.submit(event);
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        assertThat(pipeline.decisions())
                .as("nothing is decided while the phone is held")
                .isEmpty();

        pipeline.hear(step(LeadStepKind.RELEASE, other));

        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getEventId, LeadDecision::getOutcome, LeadDecision::getResend)
                .containsExactly(
                        tuple("e1", DecisionOutcome.ACCEPTED, false),
                        tuple("e1", DecisionOutcome.CANCELLED, false),
                        tuple("e1", DecisionOutcome.ACCEPTED, true),
                        tuple("c1", DecisionOutcome.CANCELLED, false));
        pipeline.pass(Duration.ofMinutes(5));
        assertThat(pipeline.deliveries("croco")).isEmpty();
        assertThat(entriesOf(0)).isEmpty();
    }

    @Test
    void aCancelOfAnUndecidedLeadThatIsRejectedFindsNothing() {
        LeadClaim other = holdsThePhone();
        pipeline.submit(Leads.submitted("e1", Leads.checked(EITHER)));
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        pipeline.hear(step(LeadStepKind.CONFIRM, other));
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getEventId, LeadDecision::getOutcome)
                .containsExactly(tuple("e1", DecisionOutcome.REJECTED), tuple("c1", DecisionOutcome.NOT_FOUND));
    }

    @Tag("correctness-8")
    @Test
    void whoeverWaitsForAPhoneGetsItInTheOrderTheyCame() {
        LeadClaim other = holdsThePhone();
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        pipeline.submit(Leads.submitted("e2", Leads.checked(EITHER).setAltPhone(HIGHER)));
        pipeline.submit(Leads.submitted("e3", Leads.valid()));
        pipeline.hear(step(LeadStepKind.RELEASE, other));
        assertThat(pipeline.decisions())
                .filteredOn(decision -> decision.getPhase() == DecisionPhase.FIRST)
                .extracting(LeadDecision::getEventId)
                .containsExactly("e1", "e2", "e3");
        assertThat(claims().all().hasNext()).isFalse();
    }

    @Tag("correctness-13")
    @Test
    void theSameEventIdWithAnotherPhoneIsANewSubmission() {
        submit("e1", Leads.valid());
        submit("e1", Leads.valid().setPhone(HIGHER));
        assertThat(pipeline.decisions())
                .filteredOn(decision -> decision.getPhase() == DecisionPhase.FIRST)
                .extracting(LeadDecision::getResend, LeadDecision::getOutcome)
                .containsExactly(tuple(false, DecisionOutcome.ACCEPTED), tuple(false, DecisionOutcome.ACCEPTED));
    }

    @Tag("correctness-9")
    @Test
    void aStepThatArrivesTwiceChangesNothing() {
        LeadClaim other = holdsThePhone();
        pipeline.hear(step(LeadStepKind.CONFIRM, other));
        pipeline.hear(step(LeadStepKind.CONFIRM, other));
        pipeline.hear(step(LeadStepKind.RELEASE, other));
        assertThat(entriesOf(other.getLead().getLeadId())).hasSize(1);
    }

    /** Passing over it would keep what the step before it wrote, and lose what should have come of it. */
    @Tag("correctness-9")
    @Test
    void aStepThatCannotBeUnderstoodStopsTheTaskInsteadOfVanishing() {
        LeadClaim other = holdsThePhone();
        assertThatThrownBy(() -> pipeline.hear(step(LeadStepKind.UNKNOWN, other)))
                .isInstanceOf(StreamsException.class)
                .hasRootCauseMessage("a step of a kind this version does not know, of lead 77");
        assertThat(claims().all().hasNext()).isTrue();
    }

    @Tag("correctness-14")
    @Test
    void aDetouredSubmissionThatIsOlderThanACancelWhichFoundNothingIsCancelled() {
        try (Pipeline wide = new Pipeline(2, Routings.standard())) {
            byte[] wrongKey = "7275551111".getBytes(StandardCharsets.UTF_8);
            wide.pass(Duration.ofSeconds(10));
            wide.submit(
                    Leads.IDENTITY.getBytes(StandardCharsets.UTF_8),
                    wide.bytes(Leads.cancelled("c1", CancelRequest.newBuilder())));
            wide.submit(
                    "".getBytes(StandardCharsets.UTF_8),
                    wide.bytes(Leads.submitted("e1", Leads.valid())),
                    Pipeline.START);
            wide.submit(wrongKey, wide.bytes(Leads.submitted("e2", Leads.valid())), Pipeline.START.plusSeconds(11));
            assertThat(wide.decisions())
                    .extracting(LeadDecision::getEventId, LeadDecision::getOutcome)
                    .containsSubsequence(
                            tuple("c1", DecisionOutcome.NOT_FOUND),
                            tuple("e1", DecisionOutcome.ACCEPTED),
                            tuple("e1", DecisionOutcome.CANCELLED),
                            tuple("e2", DecisionOutcome.ACCEPTED),
                            tuple("e2", DecisionOutcome.ROUTED));
            assertThat(wide.deliveries("croco")).hasSize(1);
        }
    }

    @Tag("correctness-10")
    @Test
    void entriesThatNothingTellsApartAreFolded() {
        for (int i = 0; i < 30; i++) {
            pipeline.submit(Leads.submitted("e" + i, Leads.valid().setListId("102")));
            long leadId = i * 1024L;
            pipeline.hear(DeliveryOutcome.newBuilder()
                    .setDeliveryId(leadId + ":croco")
                    .setLeadId(leadId)
                    .setVendor("croco")
                    .setPhone(Leads.IDENTITY)
                    .setKind(OutcomeKind.FINAL)
                    .setResult(DeliveryClass.ACCEPTED)
                    .build());
        }
        assertThat(entries()).hasSizeLessThan(10);
        pipeline.decisions();
        pipeline.submit(Leads.submitted("e", Leads.checked(EITHER)));
        LeadDecision last = pipeline.decisions().getLast();
        assertThat(last.getReasons().getFirst().getDuplicate().orElseThrow().getLeadId())
                .isEqualTo(29 * 1024L);
        pipeline.submit(Leads.cancelled("c", CancelRequest.newBuilder().setLeadId(0L)));
        assertThat(pipeline.decisions().getLast().getOutcome()).isEqualTo(DecisionOutcome.ALREADY_PROCESSED);
    }

    private void submit(String eventId, Lead.Builder lead) {
        String key = "1" + lead.build().getPhone().orElseThrow();
        pipeline.submit(key.getBytes(StandardCharsets.UTF_8), pipeline.bytes(Leads.submitted(eventId, lead)));
    }

    /** A lead of another phone that holds {@link Leads#IDENTITY} as its alt phone. */
    private LeadClaim holdsThePhone() {
        Lead lead = Leads.valid().setPhone(LOWER).setAltPhone(Leads.PHONE).build();
        LeadClaim claim = LeadClaim.newBuilder()
                .setKey(Leads.IDENTITY)
                .setTicket(0)
                .setState(ClaimState.HOLDING)
                .setLead(Crowd.resolved(lead, 77, "other", Pipeline.START, List.of("101")))
                .build();
        new LeadClaims(claims()).put(claim);
        return claim;
    }

    private static LeadStep step(LeadStepKind kind, LeadClaim claim) {
        return LeadStep.newBuilder()
                .setKind(kind)
                .setLeadId(claim.getLead().getLeadId())
                .setKey(claim.getKey())
                .setHome(claim.getLead().getPhone())
                .setAlt(claim.getKey())
                .setAt(claim.getLead().getSubmittedAt())
                .build();
    }

    private KeyValueStore<Bytes, LeadClaim> claims() {
        return pipeline.driver.getKeyValueStore(LeadClaims.STORE);
    }

    private List<LeadEntry> entriesOf(long leadId) {
        return entries().stream().filter(entry -> entry.getLeadId() == leadId).toList();
    }

    private List<LeadEntry> entries() {
        KeyValueStore<Bytes, LeadEntry> store = pipeline.driver.getKeyValueStore(LeadEntries.STORE);
        List<LeadEntry> entries = new ArrayList<>();
        try (var all = store.all()) {
            all.forEachRemaining(next -> entries.add(next.value));
        }
        return entries;
    }
}
