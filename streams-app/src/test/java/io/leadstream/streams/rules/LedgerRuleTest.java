package io.leadstream.streams.rules;

import static io.leadstream.streams.rules.LedgerRecords.PHONE;
import static io.leadstream.streams.rules.LedgerRecords.accepted;
import static io.leadstream.streams.rules.LedgerRecords.cancel;
import static io.leadstream.streams.rules.LedgerRecords.decision;
import static io.leadstream.streams.rules.LedgerRecords.ended;
import static io.leadstream.streams.rules.LedgerRecords.lead;
import static io.leadstream.streams.rules.LedgerRecords.result;
import static io.leadstream.streams.rules.LedgerRecords.routed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DncHit;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.LedgerReason;
import io.leadstream.schema.LedgerStep;
import io.leadstream.schema.LedgerStepKind;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import io.leadstream.streams.rules.LedgerRule.Noted;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerRuleTest {

    private static final long LEAD = lead(7);

    @Test
    void aFirstDecisionSaysWhoseTheLeadIsAndAnEndDoesNotSayItAgain() {
        LedgerStep first = only(accepted(LEAD));
        LedgerStep end = only(routed(LEAD, "croco"));

        assertThat(first.getKind()).isEqualTo(LedgerStepKind.FIRST);
        assertThat(LedgerRule.phone(first)).isEqualTo(PHONE);
        assertThat(first.getDecision().orElseThrow().getAccount()).contains("a");
        assertThat(first.getDecision().orElseThrow().getDueAt()).contains(LedgerRecords.at(60));
        assertThat(end.getKind()).isEqualTo(LedgerStepKind.END);
        assertThat(LedgerRule.names(end)).isFalse();
        assertThat(end.getDecision().orElseThrow().getDeliveries()).containsExactly(LEAD + ":croco");
        assertThat(end.getDecision().orElseThrow().getRoutingVersion()).isEqualTo(3);
    }

    @Test
    void everyStepOfALeadHasANameOfItsOwn() {
        LeadDecision again =
                LeadDecision.newBuilder(accepted(LEAD)).setResend(true).build();
        List<LedgerStep> steps = Stream.concat(
                        Stream.of(accepted(LEAD), again, routed(LEAD, "croco", "dialler"))
                                .map(LedgerRuleTest::only),
                        Stream.of(
                                        result(LEAD, "croco", 1, DeliveryClass.FAILED, false, 61),
                                        result(LEAD, "croco", 2, DeliveryClass.FAILED, false, 62),
                                        result(LEAD, "croco", 2, DeliveryClass.EXPIRED, true, 90),
                                        result(LEAD, "croco:withdraw", 1, DeliveryClass.ACCEPTED, true, 91),
                                        result(LEAD, "croco:replay-1", 1, DeliveryClass.ACCEPTED, true, 92),
                                        result(LEAD, "dialler", 1, DeliveryClass.ACCEPTED, true, 61))
                                .map(LedgerRule::of))
                .toList();

        assertThat(steps).extracting(LedgerRule::name).doesNotHaveDuplicates();
        assertThat(LedgerRule.name(only(accepted(LEAD)))).isEqualTo(LedgerRule.name(steps.getFirst()));
    }

    @Test
    void aDialThatIsRoutedAndThenAnsweredHasTwoSteps() {
        LedgerStep routed = only(
                decision(LEAD, DecisionPhase.DIAL, DecisionOutcome.ROUTED, 1).build());
        LedgerStep answered = only(
                decision(LEAD, DecisionPhase.DIAL, DecisionOutcome.ANSWERED, 2).build());

        assertThat(LedgerRule.name(routed)).isNotEqualTo(LedgerRule.name(answered));
    }

    @Test
    void aCancelIsNotedAtEachLeadThatItStopped() {
        long misplaced = LeadId.of(0, 3, 5);
        List<Noted> noted = LedgerRule.of(cancel(lead(9), DecisionOutcome.CANCELLED, LEAD, misplaced));

        assertThat(noted)
                .extracting(Noted::leadId, note -> note.step().getKind(), Noted::here)
                .containsExactly(
                        tuple(lead(9), LedgerStepKind.CANCEL, true),
                        tuple(LEAD, LedgerStepKind.MET, true),
                        tuple(misplaced, LedgerStepKind.MET, false));
        assertThat(noted.get(1).step().getCancelId()).contains(lead(9));
    }

    @Test
    void aCancelSentAgainStopsNothingAgain() {
        LeadDecision again = LeadDecision.newBuilder(cancel(lead(9), DecisionOutcome.CANCELLED, LEAD))
                .setResend(true)
                .build();

        assertThat(LedgerRule.of(again))
                .singleElement()
                .satisfies(note -> assertThat(note.step().getKind()).isEqualTo(LedgerStepKind.RESENT));
    }

    /** The phone is found where it is decided, the lead where its id says. */
    @Test
    void aMisplacedLeadGoesHomeAndLeavesWordAtItsPhone() {
        long misplaced = LeadId.of(0, 3, 5);

        assertThat(LedgerRule.of(accepted(misplaced)))
                .extracting(note -> note.step().getKind(), note -> LedgerRule.phone(note.step()), Noted::here)
                .containsExactly(
                        tuple(LedgerStepKind.FIRST, PHONE, false), tuple(LedgerStepKind.ELSEWHERE, PHONE, true));
        assertThat(LedgerRule.of(routed(misplaced, "croco")))
                .extracting(Noted::here)
                .containsExactly(false);
    }

    @Test
    void aListThatNamedTheLeadIsItsReason() {
        LeadDecision listed = LeadDecision.newBuilder(ended(LEAD, DecisionOutcome.LISTED))
                .setListed(DncHit.newBuilder()
                        .setListedBy("A")
                        .setListedAt(LedgerRecords.START)
                        .build())
                .build();

        assertThat(only(listed).getDecision().orElseThrow().getReasons())
                .extracting(
                        LedgerReason::getReason, reason -> reason.getDetail().orElse(""))
                .containsExactly(tuple(Reason.CAMPAIGN_DNC, "A"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"PHONE_INVALID", "PHONE_PREFIX_INVALID", "PHONE_AREA_CODE_INVALID", "CALLBACK_INVALID"})
    void whatAPersonWroteIsNotKept(Reason reason) {
        LeadDecision rejected = decision(LEAD, DecisionPhase.FIRST, DecisionOutcome.REJECTED, 1)
                .setReasons(List.of(Rejection.newBuilder()
                        .setReason(reason)
                        .setDetail("(727) 555-1111")
                        .build()))
                .build();

        assertThat(only(rejected).toString()).contains(reason.name()).doesNotContain("555-1111");
    }

    private static LedgerStep only(LeadDecision decision) {
        List<Noted> noted = LedgerRule.of(decision);
        assertThat(noted).hasSize(1);
        assertThat(noted.getFirst().here()).isTrue();
        return noted.getFirst().step();
    }
}
