package io.leadstream.streams;

import static io.leadstream.schema.DuplicateMatchOn.PHONE;
import static io.leadstream.schema.DuplicateScope.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryCancel;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.OutcomeKind;
import io.leadstream.schema.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeadTopologyTest {

    private final Pipeline pipeline = new Pipeline();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Tag("correctness-6")
    @Test
    void aGoodLeadIsAcceptedRoutedAndDeliveredToEachVendorOfItsList() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));

        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getLeadId, LeadDecision::getPhase, LeadDecision::getOutcome)
                .containsExactly(
                        tuple(0L, DecisionPhase.FIRST, DecisionOutcome.ACCEPTED),
                        tuple(0L, DecisionPhase.END, DecisionOutcome.ROUTED));
        Delivery croco = pipeline.deliveries("croco").getFirst();
        assertThat(croco.getDeliveryId()).isEqualTo("0:croco");
        assertThat(croco.getPhone()).isEqualTo(Leads.IDENTITY);
        assertThat(croco.getLead().orElseThrow().getFirstName()).contains("Bob");
        assertThat(croco.getRoutingVersion()).isEqualTo(7);
        assertThat(pipeline.deliveries("dialler")).hasSize(1);
    }

    @Test
    void theDecisionSaysTheOffsetOfTheCalledPartysZone() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        LeadDecision first = pipeline.decisions().getFirst();
        assertThat(first.getUtcOffsetMinutes()).contains(-300);
        assertThat(first.getTimeZone()).contains("America/New_York");
        assertThat(first.getRegion()).contains("US");
    }

    @Test
    void aDuplicateIsRejectedAndNamesTheEarlierLead() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        pipeline.submit(Leads.submitted(
                "e2", Leads.checked(Routings.check(PHONE, SYSTEM, 90)).setListId("201")));

        LeadDecision second = pipeline.decisions().getLast();
        assertThat(second.getOutcome()).isEqualTo(DecisionOutcome.REJECTED);
        assertThat(second.getReasons().getFirst().getReason()).isEqualTo(Reason.DUPLICATE);
        var hit = second.getReasons().getFirst().getDuplicate().orElseThrow();
        assertThat(hit.getLeadId()).isZero();
        assertThat(hit.getListId()).isEqualTo("101");
        assertThat(pipeline.deliveries("croco")).hasSize(1);
    }

    @Test
    void anEventSentAgainGetsTheFirstDecisionAgainAndNothingElse() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        LeadDecision first = pipeline.decisions().getFirst();
        pipeline.deliveries("croco");
        pipeline.pass(Duration.ofHours(23));

        pipeline.submit(Leads.submitted("e1", Leads.valid()));

        LeadDecision again = pipeline.decisions().getFirst();
        assertThat(again.getResend()).isTrue();
        assertThat(again.getLeadId()).isEqualTo(first.getLeadId());
        assertThat(again.getOutcome()).isEqualTo(first.getOutcome());
        assertThat(pipeline.deliveries("croco")).isEmpty();
    }

    @Test
    void anEventSentAgainADayLaterIsANewSubmission() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        pipeline.decisions();
        pipeline.pass(Duration.ofHours(24));

        pipeline.submit(Leads.submitted("e1", Leads.valid()));

        assertThat(pipeline.decisions().getFirst().getResend()).isFalse();
    }

    @Test
    void aDelayedLeadIsRoutedWhenItIsDueAndNotBefore() {
        pipeline.submit(Leads.submitted("e1", Leads.delayed(3)));
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getOutcome, LeadDecision::getDueAt)
                .containsExactly(tuple(DecisionOutcome.ACCEPTED, java.util.Optional.of(Pipeline.START.plusSeconds(3))));

        pipeline.pass(Duration.ofMillis(2_950));
        assertThat(pipeline.deliveries("croco")).isEmpty();
        pipeline.pass(Duration.ofMillis(50));
        assertThat(pipeline.deliveries("croco")).hasSize(1);
        assertThat(pipeline.decisions().getFirst().getOutcome()).isEqualTo(DecisionOutcome.ROUTED);
    }

    @Test
    void aHeldLeadThatIsCancelledIsNeverDeliveredAndCountsNoMore() {
        pipeline.submit(Leads.submitted("e1", Leads.delayed(3)));
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        pipeline.pass(Duration.ofSeconds(10));

        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getPhase, LeadDecision::getOutcome)
                .containsExactly(
                        tuple(DecisionPhase.FIRST, DecisionOutcome.ACCEPTED),
                        tuple(DecisionPhase.END, DecisionOutcome.CANCELLED),
                        tuple(DecisionPhase.CANCEL, DecisionOutcome.CANCELLED));
        assertThat(pipeline.deliveries("croco")).isEmpty();

        pipeline.submit(Leads.submitted("e2", Leads.checked(Routings.check(PHONE, SYSTEM, 0))));
        assertThat(pipeline.decisions().getFirst().getOutcome()).isEqualTo(DecisionOutcome.ACCEPTED);
    }

    @Test
    void aCancelMeansOnlyTheLeadsOfItsOwnAccountThatFit() {
        pipeline.submit(Leads.submitted("e1", Leads.delayed(3)));
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder().setListId("102")));
        pipeline.submit(io.leadstream.schema.LeadEvent.newBuilder(Leads.cancelled("c2", CancelRequest.newBuilder()))
                .setAccount("someone else")
                .build());
        assertThat(pipeline.decisions())
                .filteredOn(decision -> decision.getPhase() == DecisionPhase.CANCEL)
                .extracting(LeadDecision::getOutcome)
                .containsExactly(DecisionOutcome.NOT_FOUND, DecisionOutcome.NOT_FOUND);
        pipeline.pass(Duration.ofSeconds(4));
        assertThat(pipeline.deliveries("croco")).hasSize(1);
    }

    @Test
    void aCancelOfARoutedLeadIsAnsweredByItsLanesAlone() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        pipeline.decisions();
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));

        assertThat(pipeline.decisions()).isEmpty();
        assertThat(pipeline.cancels())
                .extracting(DeliveryCancel::getDeliveryId)
                .containsExactly("0:croco", "0:dialler");

        pipeline.hear(ended("croco", DeliveryClass.CANCELLED));
        assertThat(pipeline.decisions()).isEmpty();
        pipeline.hear(ended("dialler", DeliveryClass.CANCELLED));
        LeadDecision answer = pipeline.decisions().getFirst();
        assertThat(answer.getOutcome()).isEqualTo(DecisionOutcome.CANCELLED);
        assertThat(answer.getEventId()).isEqualTo("c1");
        assertThat(answer.getCancelledLeads()).containsExactly(0L);
    }

    @Test
    void aLeadThatAVendorHasIsAlreadyProcessed() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        pipeline.hear(ended("croco", DeliveryClass.ACCEPTED));
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        pipeline.hear(ended("dialler", DeliveryClass.CANCELLED));
        assertThat(pipeline.decisions().getLast().getOutcome()).isEqualTo(DecisionOutcome.ALREADY_PROCESSED);

        pipeline.submit(Leads.cancelled("c2", CancelRequest.newBuilder()));
        assertThat(pipeline.decisions().getLast().getOutcome()).isEqualTo(DecisionOutcome.ALREADY_PROCESSED);
    }

    @Test
    void twoCancelsOfOneLeadAreBothAnswered() {
        pipeline.submit(Leads.submitted("e1", Leads.valid().setListId("102")));
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        pipeline.submit(Leads.cancelled("c2", CancelRequest.newBuilder()));
        pipeline.decisions();
        pipeline.hear(ended("croco", DeliveryClass.CANCELLED));
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getEventId, LeadDecision::getOutcome)
                .containsExactly(tuple("c1", DecisionOutcome.CANCELLED), tuple("c2", DecisionOutcome.CANCELLED));
    }

    @Tag("correctness-13")
    @Test
    void aCancelSentAgainWhileItsLanesAreAskedGetsTheirAnswerAndNoOther() {
        pipeline.submit(Leads.submitted("e1", Leads.valid().setListId("102")));
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        assertThat(pipeline.cancels()).hasSize(1);
        pipeline.decisions();
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        assertThat(pipeline.decisions()).isEmpty();
        assertThat(pipeline.cancels()).isEmpty();
        pipeline.hear(ended("croco", DeliveryClass.CANCELLED));
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getEventId, LeadDecision::getOutcome)
                .containsExactly(tuple("c1", DecisionOutcome.CANCELLED));
    }

    @Test
    void aDeliveryThatIsToBeSentAgainWaitsItsTimeAndGoesBackToItsLane() {
        Delivery delivery = routedToCroco();
        pipeline.hear(again(delivery, pipeline.now().plusSeconds(60)));

        pipeline.pass(Duration.ofSeconds(59));
        assertThat(pipeline.deliveries("croco")).isEmpty();
        pipeline.pass(Duration.ofSeconds(1));
        assertThat(pipeline.deliveries("croco"))
                .containsExactly(Delivery.newBuilder(delivery).setAttempts(1).build());
    }

    @Tag("correctness-5")
    @Test
    void aCancelStopsARetryThatWaitsAndItsFinalResultIsWrittenHere() {
        Delivery delivery = routedToCroco();
        pipeline.hear(again(delivery, pipeline.now().plusSeconds(60)));
        pipeline.decisions();

        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));

        assertThat(pipeline.decisions().getFirst().getOutcome()).isEqualTo(DecisionOutcome.CANCELLED);
        assertThat(pipeline.results("croco"))
                .extracting(DeliveryResult::getResult, DeliveryResult::getFinal$, DeliveryResult::getAttempt)
                .containsExactly(tuple(DeliveryClass.CANCELLED, true, 1));
        pipeline.pass(Duration.ofHours(1));
        assertThat(pipeline.deliveries("croco")).isEmpty();
    }

    @Test
    void aRetryAfterACancelIsNotSentAgain() {
        Delivery delivery = routedToCroco();
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        pipeline.hear(again(delivery, pipeline.now().plusSeconds(60)));
        assertThat(pipeline.decisions().getLast().getOutcome()).isEqualTo(DecisionOutcome.CANCELLED);
        assertThat(pipeline.results("croco")).hasSize(1);
        pipeline.pass(Duration.ofHours(1));
        assertThat(pipeline.deliveries("croco")).isEmpty();
    }

    @Test
    void aRetryThatMayHaveBeenSentBeforeEndsAsUnknownWhateverStopsIt() {
        Delivery delivery = Delivery.newBuilder(routedToCroco()).setVerify(true).build();
        pipeline.hear(again(delivery, pipeline.now().plusSeconds(60)));
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        assertThat(pipeline.results("croco"))
                .extracting(DeliveryResult::getResult)
                .containsExactly(DeliveryClass.UNKNOWN);
        assertThat(pipeline.decisions().getLast().getOutcome()).isEqualTo(DecisionOutcome.ALREADY_PROCESSED);
    }

    @Test
    void aRetryThatExpiresWhileItWaitsEndsAsExpired() {
        Delivery delivery = Delivery.newBuilder(routedToCroco())
                .setExpiresAt(pipeline.now().plusSeconds(30))
                .build();
        pipeline.hear(again(delivery, pipeline.now().plusSeconds(60)));
        pipeline.pass(Duration.ofSeconds(61));
        assertThat(pipeline.results("croco"))
                .extracting(DeliveryResult::getResult)
                .containsExactly(DeliveryClass.EXPIRED);
        assertThat(pipeline.deliveries("croco")).isEmpty();
    }

    @Test
    void bytesThatMeanNothingBecomeADeadLetterAndTheNextLeadGoesThrough() {
        byte[] key = {1, 2, 3};
        byte[] garbage = "not avro at all".getBytes(StandardCharsets.UTF_8);
        pipeline.submit(key, garbage);
        pipeline.submit(Leads.submitted("e1", Leads.valid()));

        var letter = pipeline.deadLetters().getFirst();
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(garbage);
        assertThat(text(letter.headers().lastHeader("__streams.errors.topic"))).isEqualTo("leads");
        assertThat(text(letter.headers().lastHeader("__streams.errors.offset"))).isEqualTo("0");
        assertThat(text(letter.headers().lastHeader("leadstream.stage"))).isEqualTo("read");
        assertThat(letter.headers().lastHeader("__streams.errors.stacktrace")).isNull();
        assertThat(pipeline.decisions()).hasSize(2);
    }

    @Test
    void aRecordWithTheWrongKeyOrPlaceTakesTheDetourAndIsHandledRight() {
        try (Pipeline wide = new Pipeline(2, Routings.standard())) {
            for (String key : new String[] {"", "7275551111", Leads.IDENTITY}) {
                wide.submit(
                        key.getBytes(StandardCharsets.UTF_8),
                        wide.bytes(Leads.submitted("e" + key, Leads.checked(Routings.check(PHONE, SYSTEM, 0)))));
            }
            assertThat(wide.decisions())
                    .filteredOn(decision -> decision.getPhase() == DecisionPhase.FIRST)
                    .extracting(LeadDecision::getLeadId, LeadDecision::getOutcome, LeadDecision::getPhone)
                    .containsExactly(
                            tuple(0L, DecisionOutcome.ACCEPTED, Leads.IDENTITY),
                            tuple(1024L, DecisionOutcome.REJECTED, Leads.IDENTITY),
                            tuple(2048L, DecisionOutcome.REJECTED, Leads.IDENTITY));
        }
    }

    @Test
    void anEventWithoutItsLeadIsADeadLetter() {
        pipeline.submit(io.leadstream.schema.LeadEvent.newBuilder()
                .setEventId("e1")
                .setKind(io.leadstream.schema.LeadEventKind.SUBMITTED)
                .setAccount("acme")
                .build());
        assertThat(pipeline.deadLetters()).hasSize(1);
        assertThat(pipeline.decisions()).isEmpty();
    }

    @Test
    void aLeadWithoutAPhoneIsRejectedWithItsReason() {
        pipeline.submit(Leads.submitted("e1", Leads.valid().setPhone(null)));
        assertThat(pipeline.decisions().getFirst().getReasons().getFirst().getReason())
                .isEqualTo(Reason.PHONE_REQUIRED);
    }

    @Test
    void withoutARoutingNothingIsAccepted() {
        try (Pipeline bare = new Pipeline(1)) {
            bare.submit(Leads.submitted("e1", Leads.valid()));
            assertThat(bare.decisions().getFirst().getReasons().getFirst().getReason())
                    .isEqualTo(Reason.NOT_CONFIGURED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryClass.class,
            names = {"ACCEPTED", "UNKNOWN"})
    void whatAVendorMayHaveIsNeverCalledCancelled(DeliveryClass result) {
        routedToCroco();
        pipeline.decisions();
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        pipeline.hear(ended("croco", result));
        assertThat(pipeline.decisions().getFirst().getOutcome()).isEqualTo(DecisionOutcome.ALREADY_PROCESSED);
    }

    @Test
    void aLaneThatHasSentAlreadyAnswersTheCancelAtOnce() {
        routedToCroco();
        pipeline.decisions();
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        pipeline.hear(DeliveryOutcome.newBuilder(ended("croco", DeliveryClass.UNKNOWN))
                .setKind(OutcomeKind.ALREADY_SENT)
                .build());
        assertThat(pipeline.decisions().getFirst().getOutcome()).isEqualTo(DecisionOutcome.ALREADY_PROCESSED);
        pipeline.hear(ended("croco", DeliveryClass.ACCEPTED));
        assertThat(pipeline.decisions()).isEmpty();
    }

    @Test
    void aDialGoesToItsVendorAndItsCallerHearsTheVendorsReply() {
        pipeline.submit(Leads.dialled("d1", "croco"));
        Delivery dial = pipeline.deliveries("croco").getFirst();
        assertThat(dial.getDeliveryId()).isEqualTo("0:croco:dial");
        assertThat(dial.getExpiresAt()).contains(Pipeline.START.plusSeconds(5));
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getPhase, LeadDecision::getOutcome)
                .containsExactly(tuple(DecisionPhase.DIAL, DecisionOutcome.ROUTED));

        pipeline.hear(DeliveryOutcome.newBuilder(ended("croco", DeliveryClass.REJECTED))
                .setDeliveryId("0:croco:dial")
                .setReply("not paused")
                .build());
        LeadDecision answer = pipeline.decisions().getFirst();
        assertThat(answer.getOutcome()).isEqualTo(DecisionOutcome.ANSWERED);
        assertThat(answer.getReply()).contains("not paused");
        assertThat(answer.getEventId()).isEqualTo("d1");
    }

    @Tag("correctness-13")
    @Test
    void aDialSentAgainBeforeItsVendorSpokeIsDialledOnce() {
        pipeline.submit(Leads.dialled("d1", "croco"));
        pipeline.submit(Leads.dialled("d1", "croco"));
        assertThat(pipeline.deliveries("croco")).hasSize(1);
    }

    @Test
    void aDialThatNoVendorTakesIsRejected() {
        pipeline.submit(Leads.dialled("d1", null));
        assertThat(pipeline.decisions().getFirst().getReasons().getFirst().getReason())
                .isEqualTo(Reason.DIAL_VENDOR_UNKNOWN);
    }

    private Delivery routedToCroco() {
        pipeline.submit(Leads.submitted("e1", Leads.valid().setListId("102")));
        return pipeline.deliveries("croco").getFirst();
    }

    private static DeliveryOutcome ended(String vendor, DeliveryClass result) {
        return DeliveryOutcome.newBuilder()
                .setDeliveryId("0:" + vendor)
                .setLeadId(0)
                .setVendor(vendor)
                .setPhone(Leads.IDENTITY)
                .setKind(OutcomeKind.FINAL)
                .setResult(result)
                .build();
    }

    private static DeliveryOutcome again(Delivery delivery, Instant at) {
        return DeliveryOutcome.newBuilder(ended("croco", DeliveryClass.FAILED))
                .setKind(OutcomeKind.AGAIN)
                .setAgainAt(at)
                .setDelivery(Delivery.newBuilder(delivery).setAttempts(1).build())
                .build();
    }

    private static String text(org.apache.kafka.common.header.Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
