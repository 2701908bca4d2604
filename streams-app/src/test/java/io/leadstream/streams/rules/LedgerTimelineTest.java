package io.leadstream.streams.rules;

import static io.leadstream.streams.rules.LedgerRecords.accepted;
import static io.leadstream.streams.rules.LedgerRecords.cancel;
import static io.leadstream.streams.rules.LedgerRecords.decision;
import static io.leadstream.streams.rules.LedgerRecords.ended;
import static io.leadstream.streams.rules.LedgerRecords.lead;
import static io.leadstream.streams.rules.LedgerRecords.result;
import static io.leadstream.streams.rules.LedgerRecords.routed;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LedgerLead;
import io.leadstream.schema.LedgerState;
import io.leadstream.schema.LedgerStep;
import io.leadstream.schema.LedgerStepKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTimelineTest {

    private static final long LEAD = lead(7);
    private static final LeadDecision ACCEPTED = accepted(LEAD);
    private static final LeadDecision BOTH = routed(LEAD, "croco", "dialler");
    private static final DeliveryResult CROCO_FAILED = croco(1, DeliveryClass.FAILED, false, 61);
    private static final DeliveryResult CROCO_TOOK_IT = croco(2, DeliveryClass.ACCEPTED, true, 66);

    /** What was read of a lead, and where it is then. */
    static Stream<Arguments> leads() {
        return Stream.of(
                row(LedgerState.HELD, ACCEPTED),
                row(
                        LedgerState.REJECTED,
                        decision(LEAD, DecisionPhase.FIRST, DecisionOutcome.REJECTED, 1)
                                .build()),
                row(LedgerState.CANCELLED, ACCEPTED, ended(LEAD, DecisionOutcome.CANCELLED)),
                row(LedgerState.EXPIRED, ACCEPTED, ended(LEAD, DecisionOutcome.EXPIRED)),
                row(LedgerState.LISTED, ACCEPTED, ended(LEAD, DecisionOutcome.LISTED)),
                row(LedgerState.IN_DELIVERY, ACCEPTED, BOTH),
                row(LedgerState.IN_DELIVERY, ACCEPTED, BOTH, CROCO_FAILED, CROCO_TOOK_IT),
                row(
                        LedgerState.DELIVERED,
                        ACCEPTED,
                        BOTH,
                        CROCO_FAILED,
                        CROCO_TOOK_IT,
                        dialler(DeliveryClass.REJECTED)),
                row(LedgerState.NOT_DELIVERED, ACCEPTED, routed(LEAD)),
                row(
                        LedgerState.NOT_DELIVERED,
                        ACCEPTED,
                        BOTH,
                        last(DeliveryClass.FAILED),
                        dialler(DeliveryClass.EXPIRED)),
                row(
                        LedgerState.NOT_DELIVERED,
                        ACCEPTED,
                        BOTH,
                        last(DeliveryClass.FAILED),
                        dialler(DeliveryClass.CANCELLED)),
                row(
                        LedgerState.CANCELLED,
                        ACCEPTED,
                        BOTH,
                        last(DeliveryClass.CANCELLED),
                        dialler(DeliveryClass.CANCELLED)),
                row(
                        LedgerState.MAYBE_DELIVERED,
                        ACCEPTED,
                        BOTH,
                        last(DeliveryClass.UNKNOWN),
                        dialler(DeliveryClass.REJECTED)),
                // a replay of what failed, under way and then done
                row(
                        LedgerState.IN_DELIVERY,
                        ACCEPTED,
                        routed(LEAD, "croco"),
                        last(DeliveryClass.FAILED),
                        result(LEAD, "croco:replay-1", 1, DeliveryClass.FAILED, false, 99)),
                row(
                        LedgerState.DELIVERED,
                        ACCEPTED,
                        routed(LEAD, "croco"),
                        last(DeliveryClass.FAILED),
                        result(LEAD, "croco:replay-1", 1, DeliveryClass.ACCEPTED, true, 99)),
                // a vendor that refuses to take a lead back has it all the same
                row(
                        LedgerState.DELIVERED,
                        ACCEPTED,
                        routed(LEAD, "croco"),
                        last(DeliveryClass.ACCEPTED),
                        result(LEAD, "croco:withdraw", 1, DeliveryClass.FAILED, true, 99)),
                // results come from another topic, and may come first
                row(LedgerState.IN_DELIVERY, ACCEPTED, CROCO_FAILED),
                row(LedgerState.IN_DELIVERY, CROCO_FAILED),
                row(LedgerState.DELIVERED, BOTH, last(DeliveryClass.ACCEPTED), dialler(DeliveryClass.ACCEPTED)));
    }

    @ParameterizedTest
    @MethodSource("leads")
    void whereALeadIs(LedgerState state, List<Object> records) {
        assertThat(read(records).getState()).isEqualTo(state);
    }

    /** In 50 orders, with repetitions: read twice, nothing is told twice. */
    @ParameterizedTest
    @MethodSource("leads")
    void theOrderInWhichRecordsAreReadChangesNothing(LedgerState state, List<Object> records) {
        LedgerLead once = read(records);
        Random random = new Random(state.name().length());
        for (int i = 0; i < 50; i++) {
            List<Object> shuffled = new ArrayList<>(records);
            shuffled.addAll(records.subList(0, random.nextInt(records.size() + 1)));
            Collections.shuffle(shuffled, random);
            assertThat(read(shuffled)).isEqualTo(once);
        }
    }

    @Test
    void whatMustHaveComeFirstStandsFirstWhateverTheClocksSay() {
        LeadDecision late =
                LeadDecision.newBuilder(BOTH).setDecidedAt(LedgerRecords.at(70)).build();
        LedgerLead lead = read(List.of(CROCO_TOOK_IT, late, CROCO_FAILED, ACCEPTED));

        assertThat(lead.getSteps())
                .extracting(LedgerStep::getKind)
                .containsExactly(
                        LedgerStepKind.FIRST, LedgerStepKind.END, LedgerStepKind.RESULT, LedgerStepKind.RESULT);
        assertThat(lead.getSteps())
                .flatExtracting(step ->
                        step.getResult().stream().map(each -> each.getAttempt()).toList())
                .containsExactly(1, 2);
    }

    @Test
    void aHeldLeadSaysWhenItIsDueAndWhoseItIs() {
        LedgerLead lead = read(List.of(ACCEPTED));

        assertThat(lead.getKind()).isEqualTo(LeadEventKind.SUBMITTED);
        assertThat(lead.getDueAt()).contains(LedgerRecords.at(60));
        assertThat(lead.getAccount()).contains("a");
        assertThat(lead.getPhone()).contains(LedgerRecords.PHONE);
        assertThat(read(List.of(ACCEPTED, BOTH)).getDueAt()).isEmpty();
    }

    @Test
    void cancelsAndDialsAreAnswered() {
        LedgerLead cancel = read(List.of(cancel(LEAD, DecisionOutcome.NOT_FOUND)));
        LeadDecision dialled =
                decision(LEAD, DecisionPhase.DIAL, DecisionOutcome.ROUTED, 1).build();
        LeadDecision answered = decision(LEAD, DecisionPhase.DIAL, DecisionOutcome.ANSWERED, 2)
                .setReply("SUCCESS")
                .build();

        assertThat(cancel.getKind()).isEqualTo(LeadEventKind.CANCELLED);
        assertThat(cancel.getState()).isEqualTo(LedgerState.ANSWERED);
        assertThat(read(List.of(dialled)).getState()).isEqualTo(LedgerState.IN_DELIVERY);
        assertThat(read(List.of(answered, dialled)).getState()).isEqualTo(LedgerState.ANSWERED);
        assertThat(read(List.of(dialled)).getKind()).isEqualTo(LeadEventKind.DIAL_REQUESTED);
    }

    @Test
    void aPhonesWordOfALeadElsewhereIsNoLead() {
        long misplaced = io.leadstream.schema.LeadId.of(0, 3, 5);
        List<LedgerStep> here = LedgerRule.of(accepted(misplaced)).stream()
                .filter(LedgerRule.Noted::here)
                .map(LedgerRule.Noted::step)
                .toList();

        assertThat(here).hasSize(1);
        assertThat(LedgerTimeline.of(misplaced, here)).isEmpty();
    }

    /** Keeps steps as the store does: each under its name. */
    private static LedgerLead read(List<Object> records) {
        Map<String, LedgerStep> steps = new TreeMap<>();
        for (Object record : records) {
            LedgerStep step = record instanceof DeliveryResult result
                    ? LedgerRule.of(result)
                    : LedgerRule.of((LeadDecision) record).getFirst().step();
            steps.put(LedgerRule.name(step), step);
        }
        return LedgerTimeline.of(LEAD, steps.values()).orElseThrow();
    }

    private static Arguments row(LedgerState state, Object... records) {
        return Arguments.of(state, List.of(records));
    }

    private static DeliveryResult croco(int attempt, DeliveryClass result, boolean last, long second) {
        return result(LEAD, "croco", attempt, result, last, second);
    }

    private static DeliveryResult last(DeliveryClass result) {
        return croco(1, result, true, 61);
    }

    private static DeliveryResult dialler(DeliveryClass result) {
        return result(LEAD, "dialler", 1, result, true, 63);
    }
}
