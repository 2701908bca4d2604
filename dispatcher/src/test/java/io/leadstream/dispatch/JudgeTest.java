package io.leadstream.dispatch;

import static io.leadstream.dispatch.Deliveries.START;
import static io.leadstream.dispatch.Deliveries.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Call;
import io.leadstream.schema.AfterUnknown;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.OutcomeKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every promise that the judge watches is broken once, and the judge says so; a good life is no breach. */
class JudgeTest {

    private final Delivery first = Deliveries.delivery(1, "555").build();
    private final Delivery second = Deliveries.delivery(2, "555").build();
    private Judge judge = judge(AfterUnknown.VERIFY);

    private static Judge judge(AfterUnknown policy) {
        return new Judge(new RetryRule(limits(1_000L).build(), policy, true), policy);
    }

    private static Attempt attempt(Delivery delivery) {
        Call call = new Call("POST", "/", "", Map.of(), new byte[0]);
        return new Attempt(new Held(0, 0, 0, delivery), 1, delivery, call, new Gate(() -> true));
    }

    private void sent(Delivery delivery) {
        judge.sent(attempt(delivery), List.of(), Set.of(), Set.of());
    }

    private void result(Delivery delivery, int attempt, DeliveryClass result, boolean last) {
        judge.published(new Fact.Result(
                0,
                DeliveryResult.newBuilder()
                        .setDeliveryId(delivery.getDeliveryId())
                        .setLeadId(delivery.getLeadId())
                        .setVendor(delivery.getVendor())
                        .setAttempt(attempt)
                        .setResult(result)
                        .setFinal$(last)
                        .setFinishedAt(START)
                        .setSubmittedAt(START)
                        .build()));
    }

    private void told(Delivery delivery, OutcomeKind kind) {
        judge.published(new Fact.Told(
                0,
                DeliveryOutcome.newBuilder()
                        .setDeliveryId(delivery.getDeliveryId())
                        .setLeadId(delivery.getLeadId())
                        .setVendor(delivery.getVendor())
                        .setPhone(delivery.getPhone())
                        .setKind(kind)
                        .build()));
    }

    private void ended(Delivery delivery, DeliveryClass result) {
        result(delivery, 1, result, true);
        told(delivery, OutcomeKind.FINAL);
    }

    private void broken(String words) {
        assertThat(judge.broken()).hasSize(1).first().asString().contains(words);
    }

    @Test
    void aGoodLifeBreaksNothing() {
        judge.appended(first);
        judge.appended(second);
        sent(first);
        ended(first, DeliveryClass.ACCEPTED);
        sent(second);
        ended(second, DeliveryClass.REJECTED);
        judge.atEnd(2, Set.of("1:acme"));
        assertThat(judge.broken()).isEmpty();
    }

    @Test
    void nothingIsSentAfterItsCancel() {
        judge.sent(attempt(first), List.of(), Set.of("1:acme"), Set.of());
        broken("sent after its cancel");
    }

    @Test
    void nothingIsSentAfterItsEnd() {
        ended(first, DeliveryClass.FAILED);
        sent(first);
        broken("sent after its end");
    }

    @Test
    void aPhoneHasOneInFlight() {
        judge.sent(attempt(second), List.of(attempt(first)), Set.of(), Set.of());
        broken("another of its phone was in flight");
    }

    @Test
    void aPhonesDeliveriesGoInOrder() {
        judge.appended(first);
        judge.appended(second);
        sent(second);
        broken("sent before 1:acme#1 had left");
    }

    @Test
    void whatAVendorMayHaveIsSentAgainOnlyWithTheVendorsOwnCheck() {
        judge.sent(attempt(first), List.of(), Set.of(), Set.of("1:acme"));
        broken("sent twice without asking");
    }

    @Test
    void whatAVendorMayHaveIsNeverSentAgainWhereItIsToStop() {
        judge = judge(AfterUnknown.STOP);
        judge.sent(attempt(first), List.of(), Set.of(), Set.of("1:acme"));
        broken("sent twice");
    }

    @Test
    void aDeliveryHasOneFinalResult() {
        result(first, 1, DeliveryClass.FAILED, true);
        result(first, 2, DeliveryClass.ACCEPTED, true);
        broken("a result after its final one");
    }

    @Test
    void anEndIsToldOnce() {
        told(first, OutcomeKind.FINAL);
        told(first, OutcomeKind.FINAL);
        broken("told twice to be final");
    }

    @Test
    void anAttemptHasOneResult() {
        result(first, 1, DeliveryClass.FAILED, false);
        result(first, 1, DeliveryClass.THROTTLED, false);
        broken("two results for one attempt");
    }

    @Test
    void attemptsStayWithinTheSchedule() {
        result(first, 1, DeliveryClass.FAILED, false);
        result(first, 2, DeliveryClass.FAILED, false);
        result(first, 3, DeliveryClass.FAILED, true);
        broken("had 3 attempts");
    }

    @Test
    void nothingGoesOnAfterACancelCameTooLate() {
        told(first, OutcomeKind.ALREADY_SENT);
        result(first, 1, DeliveryClass.FAILED, false);
        broken("goes on after a cancel");
    }

    @Test
    void nothingIsLost() {
        judge.appended(first);
        judge.atEnd(1, Set.of());
        assertThat(judge.broken()).containsExactly("0 final results for 1 deliveries", "0 ends told for 1 deliveries");
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, false, accepted and not there",
        "REJECTED, true, rejected and there",
        "CANCELLED, true, CANCELLED and there",
        "EXPIRED, true, EXPIRED and there",
        "FAILED, true, FAILED and there",
        "THROTTLED, false, ends throttled"
    })
    void aFinalResultIsTrue(DeliveryClass result, boolean there, String words) {
        ended(first, result);
        judge.atEnd(1, there ? Set.of("1:acme") : Set.of());
        broken(words);
    }
}
