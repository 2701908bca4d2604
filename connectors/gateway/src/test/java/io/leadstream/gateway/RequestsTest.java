package io.leadstream.gateway;

import static io.leadstream.gateway.Fixtures.accepted;
import static io.leadstream.gateway.Fixtures.account;
import static io.leadstream.gateway.Fixtures.call;
import static io.leadstream.gateway.Published.NOT_SAVED;
import static io.leadstream.gateway.Published.SAVED;
import static io.leadstream.gateway.Published.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Reports;
import io.leadstream.schema.LeadEvent;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestsTest {

    private static final int LONG_MS = 10_000;
    private static final int SHORT_MS = 50;
    private static final String GOOD = "user=6666&pass=1234&phone=7275551111";
    private static final String TWO = "user=6666&pass=1234&phone=7275551111,7275552222";

    private final FrontDoor dialect = FrontDoor.of(new PlainDialect());
    private final Decisions decisions = new Decisions();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void nobodyWaitsAnyMore() {
        threads.close();
        assertThat(decisions.waitedFor()).isZero();
    }

    @Test
    void aGoodCallIsAnsweredFromItsDecision() {
        Requests requests = requests(LONG_MS, new ScriptedPublisher(this::accept, SAVED));

        assertThat(requests.answer(dialect, call(GOOD)).text()).isEqualTo("ACCEPTED 1024");
        assertThat(requests.answer(dialect, call(TWO)).text()).isEqualTo("ACCEPTED 1024\nACCEPTED 1024");
    }

    @Test
    void anAnswerThatNeedsNoDecisionPublishesNothing() {
        var publisher = new ScriptedPublisher(this::accept, SAVED);

        Answer answer = requests(LONG_MS, publisher).answer(dialect, call("user=6666&pass=wrong&phone=7275551111"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(publisher.count()).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void whatPublishingCameToDecidesTheAnswer(String query, Published[] script, boolean decided, String answer) {
        Requests requests =
                requests(decided ? LONG_MS : SHORT_MS, new ScriptedPublisher(event -> decide(decided, event), script));

        assertThat(requests.answer(dialect, call(query)).text()).isEqualTo(answer);
    }

    static Stream<Arguments> whatPublishingCameToDecidesTheAnswer() {
        String open = "NO_DECISION_IN_TIME";
        return Stream.of(
                Arguments.of(GOOD, script(SAVED), true, "ACCEPTED 1024"),
                Arguments.of(GOOD, script(UNKNOWN), true, "ACCEPTED 1024"),
                Arguments.of(GOOD, script(SAVED), false, open),
                Arguments.of(GOOD, script(UNKNOWN), false, open),
                Arguments.of(GOOD, script(NOT_SAVED), false, "UNAVAILABLE"),
                Arguments.of(TWO, script(NOT_SAVED, SAVED), false, "UNAVAILABLE"),
                Arguments.of(TWO, script(SAVED, NOT_SAVED), false, open),
                Arguments.of(TWO, script(UNKNOWN, NOT_SAVED), false, open),
                Arguments.of(TWO, script(SAVED, UNKNOWN), true, "ACCEPTED 1024\nACCEPTED 1024"));
    }

    @Test
    void afterAnEventThatWasNotSavedNoFurtherOneIsTried() {
        var publisher = new ScriptedPublisher(RequestsTest::leaveOpen, NOT_SAVED);

        Answer answer = requests(LONG_MS, publisher).answer(dialect, call(TWO));

        assertThat(answer.text()).isEqualTo("UNAVAILABLE");
        assertThat(publisher.count()).isEqualTo(1);
    }

    @Test
    void aPublisherThatNeverSaysWhatCameOfItIsNotWaitedForBeyondTheTimeout() {
        Requests requests = requests(SHORT_MS, event -> new CompletableFuture<>());

        assertThat(requests.answer(dialect, call(GOOD)).text()).isEqualTo("NO_DECISION_IN_TIME");
    }

    @Test
    void anAccountAtItsLimitIsToldSoAndAnotherIsNot() throws Exception {
        var publisher = new ScriptedPublisher(RequestsTest::leaveOpen, SAVED);
        Requests requests = requests(LONG_MS, publisher);
        Future<Answer> waiting =
                threads.submit(() -> requests.answer(dialect, call("user=one&pass=1&phone=7275551111")));
        LeadEvent first = publisher.take();

        Answer refused = requests.answer(dialect, call("user=one&pass=1&phone=7275552222"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        assertThat(publisher.count()).isZero();

        Future<Answer> other = threads.submit(() -> requests.answer(dialect, call(GOOD)));
        decisions.decided(accepted(publisher.take()));
        assertThat(other.get().text()).isEqualTo("ACCEPTED 1024");

        decisions.decided(accepted(first));
        assertThat(waiting.get().text()).isEqualTo("ACCEPTED 1024");
        Future<Answer> again = threads.submit(() -> requests.answer(dialect, call("user=one&pass=1&phone=7275552222")));
        decisions.decided(accepted(publisher.take()));
        assertThat(again.get().text()).isEqualTo("ACCEPTED 1024");
    }

    @Test
    void drainingWaitsForWhatWasTakenAndTakesNothingNew() throws Exception {
        var publisher = new ScriptedPublisher(RequestsTest::leaveOpen, SAVED);
        Requests requests = requests(LONG_MS, publisher);
        Future<Answer> waiting = threads.submit(() -> requests.answer(dialect, call(GOOD)));
        LeadEvent event = publisher.take();

        assertThat(requests.drain(Duration.ofMillis(20))).isFalse();
        assertThat(requests.answer(dialect, call(GOOD)).text()).isEqualTo("UNAVAILABLE");

        Future<Boolean> drained = threads.submit(() -> requests.drain(Duration.ofSeconds(5)));
        decisions.decided(accepted(event));
        assertThat(drained.get()).isTrue();
        assertThat(waiting.get().text()).isEqualTo("ACCEPTED 1024");
    }

    @Test
    void aBugLeavesNobodyWaitingAndNoLimitTaken() {
        Requests requests = requests(LONG_MS, new ScriptedPublisher(this::accept, SAVED));
        String query = "user=one&pass=1&phone=7275551111";

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> requests.answer(dialect, call(query + "&late=bug")))
                    .isInstanceOf(IllegalStateException.class);
        }

        assertThat(requests.answer(dialect, call(query)).text()).isEqualTo("ACCEPTED 1024");
    }

    private Requests requests(int timeoutMs, Publisher publisher) {
        var config = Fixtures.config(
                timeoutMs,
                account("croco", PlainDialect.ID, "6666", "1234", 200),
                account("one-at-once", PlainDialect.ID, "one", "1", 1));
        var accounts =
                new Accounts(config.accounts(), PlainDialect.ID, new SecureRandom(), Reports.NONE, Optional.empty());
        return new Requests(config, Map.of(PlainDialect.ID, accounts), publisher, decisions);
    }

    private void accept(LeadEvent event) {
        decisions.decided(accepted(event));
    }

    private void decide(boolean decided, LeadEvent event) {
        if (decided) {
            accept(event);
        }
    }

    private static void leaveOpen(LeadEvent event) {
        assertThat(event.getEventId()).isNotBlank();
    }

    private static Published[] script(Published... script) {
        return script;
    }
}
