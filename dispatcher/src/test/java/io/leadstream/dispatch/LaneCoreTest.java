package io.leadstream.dispatch;

import static io.leadstream.dispatch.Deliveries.START;
import static io.leadstream.dispatch.Deliveries.delivery;
import static io.leadstream.dispatch.Deliveries.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.DialReply;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.AfterUnknown;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.OutcomeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LaneCoreTest {

    private static final Reply ACCEPTED = new Reply.Accepted(Optional.of("v1"), List.of("fine"));
    private static final Reply FAILED = new Reply.Failed("5xx", false);
    private static final Reply UNKNOWN = new Reply.Unknown("timeout");

    private final Set<String> cancels = new HashSet<>();
    private final List<String> published = new ArrayList<>();
    private Commit.Point committed = new Commit.Point(0, "");
    private Instant now = START;
    private boolean fits = true;
    private LaneCore core = core(AfterUnknown.VERIFY);

    private LaneCore core(AfterUnknown policy) {
        var rule = new RetryRule(limits(1_000L, 60_000L).build(), policy, true);
        var account = new VendorAccount("acme", Map.of(), Map.of());
        var dialect = new TestDialect(true);
        var fresh = new LaneCore(new LaneCore.Means(
                rule, d -> dialect.encode(d, account), cancels::contains, () -> true, new Random(1), 64, told -> fits));
        fresh.assigned(0, OffsetLedger.restore(committed.offset(), committed.metadata()));
        return fresh;
    }

    private List<Attempt> commit() {
        Commit commit = core.plan(now, 100);
        for (Fact fact : commit.facts()) {
            published.add(word(fact));
        }
        commit.points().values().forEach(point -> committed = point);
        return core.committed(commit);
    }

    private static String word(Fact fact) {
        return switch (fact) {
            case Fact.Result f ->
                "result " + f.result().getLeadId() + " " + f.result().getAttempt() + " "
                        + f.result().getResult() + (f.result().getFinal$() ? " final" : "");
            case Fact.Told f ->
                "told " + f.outcome().getLeadId() + " " + f.outcome().getKind();
            case Fact.Unreadable f -> "dead letter " + f.record().offset();
        };
    }

    private void polled(long offset, Delivery delivery) {
        core.polled(0, offset, delivery, now);
    }

    private void replied(Attempt attempt, Reply reply) {
        assertThat(attempt.gate().pass()).isTrue();
        core.ended(attempt, new Outcome.Replied(reply, Optional.of(200), Optional.of(now), now));
    }

    private static List<Long> leads(List<Attempt> attempts) {
        return attempts.stream().map(attempt -> attempt.delivery().getLeadId()).toList();
    }

    private void restart() {
        core = core(AfterUnknown.VERIFY);
    }

    @Tag("correctness-1")
    @Test
    void anAttemptRunsOnlyAfterItsStartIsCommitted() {
        polled(0, delivery(1, "1").build());
        Commit plan = core.plan(now, 100);
        assertThat(plan.starts()).hasSize(1);
        plan.points().values().forEach(point -> committed = point);
        OffsetLedger successor = OffsetLedger.restore(committed.offset(), committed.metadata());
        assertThat(successor.polled(0)).isEqualTo(Mark.started(1));
        assertThat(leads(core.committed(plan))).containsExactly(1L);
    }

    @Tag("correctness-5")
    @Test
    void anAcceptedDeliveryEndsWithOneFinalResultAndOneOutcome() {
        polled(0, delivery(1, "1").build());
        replied(commit().getFirst(), ACCEPTED);
        commit();
        assertThat(published).containsExactly("result 1 1 ACCEPTED final", "told 1 FINAL");
        assertThat(committed).isEqualTo(new Commit.Point(1, ""));
        assertThat(core.holding()).isZero();
    }

    @Test
    void anAbortedTransactionLosesNothing() {
        polled(0, delivery(1, "1").build());
        polled(1, delivery(2, "2").build());
        Attempt first = commit().getFirst();
        replied(first, ACCEPTED);
        Commit aborted = core.plan(now, 100);
        Commit again = core.plan(now, 100);
        assertThat(again.facts()).isEqualTo(aborted.facts()).hasSize(2);
        assertThat(again.points()).isEqualTo(aborted.points());
    }

    @Tag("correctness-4")
    @Test
    void aPhoneHasOneInFlightAndKeepsItsTurnWhileItRests() {
        polled(0, delivery(1, "1").build());
        polled(1, delivery(2, "1").build());
        polled(2, delivery(3, "3").build());
        List<Attempt> started = commit();
        assertThat(leads(started)).containsExactly(1L, 3L);
        replied(started.getFirst(), FAILED);
        assertThat(commit()).isEmpty();
        now = now.plusMillis(1_000);
        List<Attempt> second = commit();
        assertThat(leads(second)).containsExactly(1L);
        assertThat(second.getFirst().number()).isEqualTo(2);
        replied(second.getFirst(), FAILED);
        assertThat(leads(commit())).as("a long wait gives up the turn").containsExactly(2L);
        assertThat(published).containsExactly("result 1 1 FAILED", "result 1 2 FAILED", "told 1 AGAIN");
    }

    @Test
    void higherPriorityIsFirstThenArrival() {
        polled(0, delivery(1, "1").build());
        polled(1, delivery(2, "2").setPriority(5).build());
        polled(2, delivery(3, "3").setPriority(-5).build());
        polled(3, delivery(4, "4").setPriority(5).build());
        assertThat(leads(commit())).containsExactly(2L, 4L, 1L, 3L);
    }

    @Test
    void noMoreStartThanThereIsRoomFor() {
        polled(0, delivery(1, "1").build());
        polled(1, delivery(2, "2").build());
        assertThat(core.plan(now, 1).starts()).hasSize(1);
        assertThat(core.plan(now, 0).starts()).hasSize(1);
        assertThat(core.plan(now, 2).starts()).hasSize(2);
    }

    @Tag("correctness-1")
    @Test
    void afterARestartAStartedDeliveryIsUnknownAndIsVerified() {
        polled(0, delivery(1, "1").build());
        commit();
        restart();
        polled(0, delivery(1, "1").build());
        commit();
        now = now.plusMillis(1_000);
        List<Attempt> attempts = commit();
        assertThat(published).containsExactly("result 1 1 UNKNOWN");
        assertThat(attempts.getFirst().number()).isEqualTo(2);
        assertThat(attempts.getFirst().delivery().getVerify()).isTrue();
        replied(attempts.getFirst(), new Reply.Rejected("duplicate", Optional.of("v1"), true));
        commit();
        assertThat(published).endsWith("result 1 2 ACCEPTED final", "told 1 FINAL");
    }

    @Test
    void afterARestartAFinishedDeliveryIsPassedOver() {
        polled(0, delivery(1, "1").build());
        polled(1, delivery(2, "2").build());
        replied(commit().get(1), ACCEPTED);
        commit();
        restart();
        polled(0, delivery(1, "1").build());
        polled(1, delivery(2, "2").build());
        assertThat(core.holding()).isEqualTo(1);
    }

    @Test
    void whatMayHaveArrivedIsVerifiedForEverAfter() {
        polled(0, delivery(1, "1").build());
        replied(commit().getFirst(), UNKNOWN);
        commit();
        now = now.plusMillis(1_000);
        Attempt second = commit().getFirst();
        assertThat(second.delivery().getVerify()).isTrue();
        replied(second, FAILED);
        Commit commit = core.plan(now, 100);
        Fact.Told told = (Fact.Told) commit.facts().getLast();
        assertThat(told.outcome().getKind()).isEqualTo(OutcomeKind.AGAIN);
        Delivery later = told.outcome().getDelivery().orElseThrow();
        assertThat(later.getVerify()).isTrue();
        assertThat(later.getAttempts()).isEqualTo(2);
        assertThat(told.outcome().getAgainAt()).contains(now.plusSeconds(60));
    }

    @Test
    void resendDoesNotAskTheVendorToCheck() {
        core = core(AfterUnknown.RESEND);
        polled(0, delivery(1, "1").setAttempts(1).setVerify(true).build());
        Attempt attempt = commit().getFirst();
        assertThat(attempt.delivery().getVerify()).isFalse();
        assertThat(attempt.number()).isEqualTo(2);
    }

    @Test
    void aWaitingDeliveryIsCancelled() {
        polled(0, delivery(1, "1").build());
        polled(1, delivery(2, "1").build());
        commit();
        core.cancel("2:acme", now);
        commit();
        assertThat(published).containsExactly("result 2 0 CANCELLED final", "told 2 FINAL");
    }

    @Test
    void aDeliveryCancelledBeforeItIsReadIsNotSent() {
        cancels.add("1:acme");
        polled(0, delivery(1, "1").build());
        assertThat(commit()).isEmpty();
        assertThat(published).containsExactly("result 1 0 CANCELLED final", "told 1 FINAL");
    }

    @Test
    void aCommittedStartThatHasNotPassedItsGateIsCancelled() {
        polled(0, delivery(1, "1").build());
        Attempt attempt = commit().getFirst();
        core.cancel("1:acme", now);
        assertThat(attempt.gate().pass()).isFalse();
        core.ended(attempt, new Outcome.NotStarted("stopped"));
        commit();
        assertThat(published).containsExactly("result 1 0 CANCELLED final", "told 1 FINAL");
    }

    @Tag("correctness-2")
    @Test
    void nothingPassesItsGateOnceACancelIsKnown() {
        polled(0, delivery(1, "1").build());
        Attempt attempt = commit().getFirst();
        cancels.add("1:acme");
        assertThat(attempt.gate().pass()).isFalse();
    }

    @Test
    void aCancelDuringAnAttemptIsTooLateAndStopsTheNext() {
        record Row(Reply reply, String last) {}
        for (Row row : List.of(
                new Row(ACCEPTED, "ACCEPTED"),
                new Row(Reply.Rejected.because("dnc"), "REJECTED"),
                new Row(FAILED, "CANCELLED"),
                new Row(UNKNOWN, "UNKNOWN"))) {
            published.clear();
            committed = new Commit.Point(0, "");
            restart();
            polled(0, delivery(1, "1").build());
            Attempt attempt = commit().getFirst();
            assertThat(attempt.gate().pass()).isTrue();
            core.cancel("1:acme", now);
            core.cancel("1:acme", now);
            commit();
            assertThat(published).containsExactly("told 1 ALREADY_SENT");
            core.ended(attempt, new Outcome.Replied(row.reply(), Optional.empty(), Optional.of(now), now));
            commit();
            assertThat(published)
                    .containsExactly("told 1 ALREADY_SENT", "result 1 1 " + row.last() + " final", "told 1 FINAL");
        }
    }

    @Test
    void aCancelOfWhatMayHaveArrivedIsTooLate() {
        polled(0, delivery(1, "1").setVerify(true).setAttempts(1).build());
        core.cancel("1:acme", now);
        commit();
        assertThat(published).containsExactly("told 1 ALREADY_SENT", "result 1 0 UNKNOWN final", "told 1 FINAL");
    }

    @Test
    void anExpiredDeliveryIsNotSent() {
        polled(0, delivery(1, "1").setExpiresAt(START.plusSeconds(1)).build());
        now = now.plusSeconds(2);
        assertThat(commit()).isEmpty();
        assertThat(published).containsExactly("result 1 0 EXPIRED final", "told 1 FINAL");
    }

    @Test
    void anExpiredDeliveryEndsThoughNothingMayStart() {
        polled(0, delivery(1, "1").setExpiresAt(START.plusSeconds(1)).build());
        core.plan(now, 0);
        now = now.plusSeconds(2);
        assertThat(core.plan(now, 0).facts()).hasSize(2);
    }

    @Test
    void whatADialectCannotSayEndsWithoutAnAttempt() {
        polled(0, delivery(1, "000").build());
        polled(1, delivery(2, "666").build());
        polled(2, delivery(3, "3").setKind(DeliveryKind.UNKNOWN).build());
        assertThat(commit()).isEmpty();
        commit();
        assertThat(published)
                .containsExactly(
                        "result 1 0 REJECTED final", "told 1 FINAL",
                        "result 2 0 FAILED final", "told 2 FINAL",
                        "result 3 0 FAILED final", "told 3 FINAL");
    }

    @Test
    void aDialIsAnsweredByTheCodeThatEveryDialectKnows() {
        polled(0, delivery(1, "1").setKind(DeliveryKind.DIAL).build());
        replied(commit().getFirst(), ACCEPTED);
        Commit commit = core.plan(now, 100);
        assertThat(((Fact.Result) commit.facts().getFirst()).result().getReply())
                .contains(DialReply.SUCCESS);
        assertThat(((Fact.Told) commit.facts().getLast()).outcome().getReply()).contains(DialReply.SUCCESS);
    }

    @Test
    void anUnreadableRecordIsADeadLetterAndFinished() {
        core.unreadable(new ConsumerRecord<>("deliveries.acme", 0, 0, new byte[0], new byte[] {1}), "x", "y");
        commit();
        assertThat(published).containsExactly("dead letter 0");
        assertThat(committed.offset()).isEqualTo(1);
    }

    @Test
    void aPartitionThatLeavesTakesBackWhatWasNotSentAndForgetsTheRest() {
        polled(0, delivery(1, "1").build());
        polled(1, delivery(2, "2").build());
        List<Attempt> attempts = commit();
        assertThat(attempts.getFirst().gate().pass()).isTrue();
        core.withdraw(List.of(0));
        assertThat(attempts.get(1).gate().pass()).isFalse();
        assertThat(core.inFlight(List.of(0))).isTrue();
        commit0();
        OffsetLedger successor = OffsetLedger.restore(committed.offset(), committed.metadata());
        assertThat(successor.polled(0)).isEqualTo(Mark.started(1));
        assertThat(successor.polled(1)).isEqualTo(Mark.UNTOUCHED);
        core.lost(List.of(0));
        core.ended(attempts.getFirst(), new Outcome.Replied(ACCEPTED, Optional.empty(), Optional.of(now), now));
        assertThat(core.plan(now, 100).canWait()).isTrue();
        assertThat(core.holding()).isZero();
    }

    private void commit0() {
        Commit commit = core.plan(now, 0);
        commit.points().values().forEach(point -> committed = point);
        core.committed(commit);
    }

    @Test
    void anAttemptThatDidNotStartCountsForNothing() {
        polled(0, delivery(1, "1").build());
        Attempt attempt = commit().getFirst();
        core.ended(attempt, new Outcome.NotStarted("breaker open"));
        Attempt second = commit().getFirst();
        assertThat(second.number()).isEqualTo(1);
        assertThat(published).isEmpty();
    }

    @Test
    void aStayEndsAfterManyShortAttempts() {
        var rule = new RetryRule(
                limits(new Long[0])
                        .setRetryWaitsMs(java.util.Collections.nCopies(100, 10L))
                        .build(),
                AfterUnknown.VERIFY,
                true);
        var account = new VendorAccount("acme", Map.of(), Map.of());
        core = new LaneCore(new LaneCore.Means(
                rule,
                d -> new TestDialect(true).encode(d, account),
                id -> false,
                () -> true,
                new Random(1),
                64,
                told -> true));
        core.assigned(0, OffsetLedger.restore(0, ""));
        polled(0, delivery(1, "1").build());
        int attempts = 0;
        while (core.holding() > 0) {
            now = now.plus(Duration.ofMillis(10));
            for (Attempt attempt : commit()) {
                attempts++;
                replied(attempt, FAILED);
            }
        }
        assertThat(attempts).isEqualTo(LaneCore.MOST_STARTS);
        commit();
        assertThat(published).endsWith("result 1 20 FAILED", "told 1 AGAIN");
    }

    @Test
    void aDeliveryThatIsTooLargeToGoBackToHoldEndsHere() {
        fits = false;
        polled(0, delivery(1, "1").setAttempts(1).build());
        polled(1, delivery(2, "2").setAttempts(1).build());
        List<Attempt> attempts = commit();
        replied(attempts.get(0), FAILED);
        replied(attempts.get(1), UNKNOWN);
        commit();
        assertThat(published)
                .containsExactly("result 1 2 FAILED final", "told 1 FINAL", "result 2 2 UNKNOWN final", "told 2 FINAL");
        assertThat(core.holding()).isZero();
    }

    @Test
    void readingPausesWhenTheLaneIsFull() {
        for (int i = 0; i < 64; i++) {
            assertThat(core.reads(0)).isTrue();
            polled(i, delivery(i, "" + i).build());
        }
        assertThat(core.reads(0)).isFalse();
        assertThat(core.reads(1)).isFalse();
    }

    @Test
    void readingPausesWhenMuchIsToBePublishedThoughNothingIsHeld() {
        byte[] garbage = {1};
        for (int i = 0; i < LaneCore.MOST_OWED; i++) {
            assertThat(core.reads(0)).isTrue();
            core.unreadable(new ConsumerRecord<>("deliveries.acme", 0, i, garbage, garbage), "x", "y");
        }
        assertThat(core.reads(0)).isFalse();
        commit();
        assertThat(core.reads(0)).isTrue();
    }

    @Test
    void aClockThatIsSetBackMakesNoRestLonger() {
        polled(0, delivery(1, "1").build());
        replied(commit().getFirst(), FAILED);
        now = now.minus(Duration.ofHours(1));
        assertThat(leads(commit())).containsExactly(1L);
    }
}
