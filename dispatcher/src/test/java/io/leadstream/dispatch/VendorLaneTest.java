package io.leadstream.dispatch;

import static io.leadstream.dispatch.Deliveries.START;
import static io.leadstream.dispatch.Deliveries.delivery;
import static io.leadstream.dispatch.Deliveries.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Batching;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.BreakerState;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.VendorLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VendorLaneTest {

    private final VirtualClock clock = new VirtualClock();
    private final ScriptedTransport transport = new ScriptedTransport();
    private final TestDialect dialect = new TestDialect(true);
    private final VendorAccount account = new VendorAccount("acme", Map.of(), Map.of());
    private final List<BreakerState> breaker = new ArrayList<>();
    private long leads;

    private VendorLane lane(VendorLimits limits) {
        return lane(limits, account);
    }

    private VendorLane lane(VendorLimits limits, VendorAccount account) {
        var events = new DeliveryEvents() {
            @Override
            public void breakerChanged(String vendor, BreakerState state) {
                breaker.add(state);
            }
        };
        VendorLane lane = new VendorLane(
                Deliveries.settings(limits),
                new Exchange(Deliveries.settings(limits), dialect, account, transport),
                clock,
                clock::nanoTime,
                nanos -> clock.pass(Duration.ofNanos(nanos)),
                events);
        lane.share(1, 1);
        return lane;
    }

    private Attempt attempt(Delivery delivery) {
        Encoded.Send send = (Encoded.Send) dialect.encode(delivery, account);
        return new Attempt(new Held(0, 0, 0, delivery), 1, delivery, send.call(), new Gate(() -> true));
    }

    private Attempt attempt() {
        leads++;
        return attempt(delivery(leads, "" + leads).build());
    }

    private Reply reply(VendorLane lane) {
        return ((Outcome.Replied) lane.attempt(List.of(attempt())).getFirst()).reply();
    }

    @Test
    void anAnswerIsReadByTheDialect() {
        VendorLane lane = lane(limits().build());
        transport.says("OK 42");
        Outcome outcome = lane.attempt(List.of(attempt())).getFirst();
        assertThat(outcome)
                .isEqualTo(new Outcome.Replied(
                        new Reply.Accepted(Optional.of("42"), List.of("fine")),
                        Optional.of(200),
                        Optional.of(START),
                        START));
        assertThat(transport.asked).containsExactly("http://127.0.0.1:1/base/a%20lead?x=1 1:acme");
    }

    @Test
    void whatTheTransportSaysIsAReplyToo() {
        VendorLane lane = lane(limits().build());
        transport
                .then(new TransportAnswer.NotSent("connection refused"))
                .then(new TransportAnswer.SentNoAnswer("timeout"))
                .says("BUG");
        assertThat(reply(lane)).isEqualTo(new Reply.Failed("connection refused", false));
        assertThat(reply(lane)).isEqualTo(new Reply.Unknown("timeout"));
        assertThat(reply(lane)).isEqualTo(new Reply.Unknown("dialect failed: IllegalStateException"));
    }

    @Test
    void eachLeadOfABatchHasItsOwnOutcomeAndWhoseGateIsShutStaysBehind() {
        VendorLane lane = batchLane();
        List<Attempt> batch = List.of(attempt(), attempt(), attempt(), attempt());
        assertThat(batch.get(2).gate().shut()).isTrue();
        transport.says("OK 1\nNO dnc\n??");
        List<Outcome> outcomes = lane.attempt(batch);
        assertThat(transport.asked).containsExactly("http://127.0.0.1:1/base/leads 1:acme\n2:acme\n4:acme");
        assertThat(outcomes).hasSize(4);
        assertThat(outcomes.get(2)).isEqualTo(new Outcome.NotStarted("stopped"));
        assertThat(List.of(outcomes.get(0), outcomes.get(1), outcomes.get(3)))
                .extracting(outcome -> ((Outcome.Replied) outcome).reply())
                .containsExactly(
                        new Reply.Accepted(Optional.of("1"), List.of("fine")),
                        Reply.Rejected.because("dnc"),
                        new Reply.Failed("not the dialect's", false));
    }

    @Test
    void aBatchWithoutAnAnswerOrWithTooFewIsUnknownToAllOfIt() {
        VendorLane lane = batchLane();
        transport.then(new TransportAnswer.SentNoAnswer("timeout")).says("OK 1");
        assertThat(lane.attempt(List.of(attempt(), attempt())))
                .extracting(outcome -> ((Outcome.Replied) outcome).reply())
                .containsOnly(new Reply.Unknown("timeout"));
        assertThat(lane.attempt(List.of(attempt(), attempt())))
                .extracting(outcome -> ((Outcome.Replied) outcome).reply())
                .containsOnly(new Reply.Unknown("dialect failed: not a reply for each"));
    }

    @Test
    void firstAttemptsOfOneListGoTogetherAsManyAsTheVendorTakesAndRetriesGoAlone() {
        Batching batching = dialect.batching(batchAccount()).orElseThrow();
        List<Attempt> attempts = new ArrayList<>();
        for (String list : List.of("a", "b", "a", "a", "b", "a")) {
            attempts.add(attempt(delivery(++leads, "" + leads).setListId(list).build()));
        }
        Attempt retry = attempts.get(2);
        attempts.set(2, new Attempt(retry.held(), 2, retry.delivery(), retry.call(), retry.gate()));
        assertThat(Batches.of(attempts, Optional.of(batching)))
                .containsExactly(
                        List.of(attempts.get(0), attempts.get(3), attempts.get(5)),
                        List.of(attempts.get(1), attempts.get(4)),
                        List.of(attempts.get(2)));
        assertThat(Batches.of(attempts, Optional.empty())).hasSize(6);
    }

    @Test
    void aQuestionKeepsToTheLanesLimits() {
        VendorLane lane = lane(limits().setBreakerWindow(1).build());
        assertThat(lane.beside(() -> new TransportAnswer.NotSent("asked")))
                .contains(new TransportAnswer.NotSent("asked"));
        transport.then(new TransportAnswer.NotSent("connection refused"));
        reply(lane);
        assertThat(lane.breaker()).isEqualTo(BreakerState.OPEN);
        assertThat(lane.beside(() -> {
                    throw new AssertionError("asked while the breaker is open");
                }))
                .isEmpty();
    }

    private static VendorAccount batchAccount() {
        return new VendorAccount("acme", Map.of(), Map.of("batch", "3"));
    }

    private VendorLane batchLane() {
        return lane(limits().build(), batchAccount());
    }

    @Test
    void failuresAndUnansweredCallsOpenTheBreakerAndBurnNoFurtherAttempt() {
        VendorLane lane = lane(limits().setBreakerWindow(4).build());
        transport.says("OK 1", "OK 2", "??").then(new TransportAnswer.SentNoAnswer("timeout"));
        for (int i = 0; i < 4; i++) {
            reply(lane);
        }
        assertThat(lane.breaker()).isEqualTo(BreakerState.OPEN);
        assertThat(lane.room()).isZero();
        assertThat(lane.attempt(List.of(attempt())).getFirst()).isEqualTo(new Outcome.NotStarted("breaker open"));
        assertThat(transport.asked).hasSize(4);
    }

    @Test
    void rejectionsNeverOpenTheBreaker() {
        VendorLane lane = lane(limits().setBreakerWindow(4).build());
        for (int i = 0; i < 50; i++) {
            transport.says("NO dnc");
            assertThat(reply(lane)).isEqualTo(Reply.Rejected.because("dnc"));
        }
        assertThat(lane.breaker()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void anOpenBreakerLetsAFewTryAfterItsTimeAndClosesIfTheySucceed() {
        VendorLane lane =
                lane(limits().setBreakerWindow(2).setBreakerOpenMs(10_000).build());
        transport.says("??", "??");
        reply(lane);
        reply(lane);
        clock.pass(Duration.ofMillis(9_999));
        assertThat(lane.room()).isZero();
        clock.pass(Duration.ofMillis(2));
        assertThat(lane.room()).isEqualTo(VendorLane.PROBES);
        transport.says("OK 1", "NO dnc", "OK 2");
        reply(lane);
        reply(lane);
        reply(lane);
        assertThat(lane.breaker()).isEqualTo(BreakerState.CLOSED);
        assertThat(breaker).containsExactly(BreakerState.OPEN, BreakerState.HALF_OPEN, BreakerState.CLOSED);
    }

    @Test
    void aRefusedLoginOpensTheBreakerAtOnce() {
        VendorLane lane = lane(limits().build());
        transport.says("LOGIN");
        reply(lane);
        assertThat(lane.breaker()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void aBusyVendorIsLeftAloneForAsLongAsItAsks() {
        VendorLane lane = lane(limits().build());
        transport.says("BUSY 1500");
        assertThat(reply(lane)).isEqualTo(new Reply.Throttled(Optional.of(Duration.ofMillis(1500))));
        assertThat(lane.room()).isZero();
        assertThat(lane.attempt(List.of(attempt())).getFirst()).isEqualTo(new Outcome.NotStarted("throttled"));
        clock.pass(Duration.ofMillis(1500));
        assertThat(lane.room()).isPositive();
    }

    @Test
    void theRateHoldsOverAllAttempts() {
        VendorLane lane = lane(limits().setRatePerSecond(10).build());
        for (int i = 0; i < 31; i++) {
            transport.says("OK " + i);
            reply(lane);
        }
        assertThat(Duration.between(START, clock.instant())).isGreaterThanOrEqualTo(Duration.ofMillis(2_900));
    }

    @Test
    void theRateIsSharedByPartitions() {
        VendorLane lane = lane(limits().setRatePerSecond(10).build());
        lane.share(1, 4);
        for (int i = 0; i < 6; i++) {
            transport.says("OK " + i);
            reply(lane);
        }
        assertThat(Duration.between(START, clock.instant())).isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
        lane.share(0, 4);
        assertThat(lane.attempt(List.of(attempt())).getFirst()).isEqualTo(new Outcome.NotStarted("rate"));
    }

    @Test
    void anExpiredDeliveryIsNotSent() {
        VendorLane lane = lane(limits().build());
        Delivery delivery = delivery(1, "1").setExpiresAt(START.minusMillis(1)).build();
        assertThat(lane.attempt(List.of(attempt(delivery))).getFirst()).isEqualTo(new Outcome.NotStarted("expired"));
    }

    @Test
    void aShutGateStopsAnAttemptAndGivesItsPermitBack() {
        VendorLane lane = lane(limits().setBreakerWindow(1).build());
        transport.says("??");
        reply(lane);
        clock.pass(Duration.ofMinutes(1));
        for (int i = 0; i < 10; i++) {
            Attempt attempt = attempt();
            attempt.gate().shut();
            assertThat(lane.attempt(List.of(attempt)).getFirst()).isEqualTo(new Outcome.NotStarted("stopped"));
        }
        transport.says("OK 1");
        assertThat(reply(lane)).isInstanceOf(Reply.Accepted.class);
    }

    @Test
    void noMoreAreInFlightThanTheVendorAllows() throws InterruptedException {
        VendorLane lane = lane(limits().setConcurrency(3).build());
        var inFlight = new AtomicInteger();
        var most = new AtomicInteger();
        var all = new CountDownLatch(3);
        for (int i = 0; i < 30; i++) {
            transport.then(() -> {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                all.countDown();
                await(all);
                inFlight.decrementAndGet();
                return new TransportAnswer.NotSent("x");
            });
        }
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            attempts.add(attempt());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            attempts.forEach(attempt -> threads.execute(() -> lane.attempt(List.of(attempt))));
        }
        assertThat(most).hasValue(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
