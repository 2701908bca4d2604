package io.leadstream.gateway;

import static io.leadstream.gateway.Fixtures.accepted;
import static io.leadstream.gateway.Fixtures.decision;
import static io.leadstream.gateway.Fixtures.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionsTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Decisions decisions = new Decisions();

    @Test
    void decisionsComeInTheOrderOfTheEventsWhateverOrderTheyWereTakenIn() throws Exception {
        LeadEvent one = event("a", "1");
        LeadEvent two = event("a", "2");
        try (var waiting = decisions.waitFor(List.of(one, two))) {
            decisions.decided(accepted(two));
            decisions.decided(accepted(one));

            assertThat(waiting.until(Deadline.in(SOON))).contains(List.of(accepted(one), accepted(two)));
        }
        assertThat(decisions.waitedFor()).isZero();
    }

    @Test
    void anEventIdBelongsToItsPhoneToo() throws Exception {
        LeadEvent one = event("a", "1");
        LeadEvent other = LeadEvent.newBuilder(one)
                .setLead(Lead.newBuilder(one.getLead().orElseThrow())
                        .setPhone("7275559999")
                        .build())
                .build();
        try (var waiting = decisions.waitFor(List.of(other))) {
            decisions.decided(accepted(one));
            assertThat(waiting.until(Deadline.in(Duration.ofMillis(1)))).isEmpty();
        }
    }

    @Test
    void theFirstDecisionIsTheAnswer() throws Exception {
        try (var waiting = decisions.waitFor(List.of(event("a", "1")))) {
            decisions.decided(decision("a", "1", DecisionPhase.FIRST, DecisionOutcome.ACCEPTED));
            decisions.decided(decision("a", "1", DecisionPhase.FIRST, DecisionOutcome.REJECTED));

            assertThat(waiting.until(Deadline.in(SOON)).orElseThrow())
                    .extracting(LeadDecision::getOutcome)
                    .containsExactly(DecisionOutcome.ACCEPTED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST, ACCEPTED, true",
        "FIRST, REJECTED, true",
        "END, ROUTED, false",
        "END, CANCELLED, false",
        "CANCEL, CANCELLED, true",
        "CANCEL, NOT_FOUND, true",
        "CANCEL, ALREADY_PROCESSED, true",
        "DIAL, ROUTED, false",
        "DIAL, ANSWERED, true",
        "DIAL, REJECTED, true",
        "UNKNOWN, UNKNOWN, false",
    })
    void onlyWhatIsSaidOfTheEventItselfAnswersIt(DecisionPhase phase, DecisionOutcome outcome, boolean answers)
            throws Exception {
        try (var waiting = decisions.waitFor(List.of(event("a", "1")))) {
            decisions.decided(decision("a", "1", phase, outcome));

            assertThat(waiting.until(Deadline.in(Duration.ZERO)).isPresent()).isEqualTo(answers);
        }
    }

    @Test
    void anEventIdOfAnotherAccountIsAnotherEvent() throws Exception {
        try (var waiting = decisions.waitFor(List.of(event("a", "1")))) {
            decisions.decided(accepted(event("b", "1")));

            assertThat(waiting.until(Deadline.in(Duration.ZERO))).isEmpty();
        }
    }

    @Test
    void twoRequestsForOneEventBothGetItsDecision() throws Exception {
        LeadEvent event = event("a", "1");
        try (var first = decisions.waitFor(List.of(event));
                var second = decisions.waitFor(List.of(event))) {
            decisions.decided(accepted(event));

            assertThat(first.until(Deadline.in(SOON))).isPresent();
            assertThat(second.until(Deadline.in(SOON))).isPresent();
        }
        assertThat(decisions.waitedFor()).isZero();
    }

    @Test
    void oneOfTwoThatGivesUpLeavesTheOtherWaiting() throws Exception {
        LeadEvent event = event("a", "1");
        try (var stays = decisions.waitFor(List.of(event))) {
            decisions.waitFor(List.of(event)).close();
            decisions.decided(accepted(event));

            assertThat(stays.until(Deadline.in(SOON))).isPresent();
        }
    }

    @Test
    void aMissingDecisionEndsTheWaitAtTheDeadlineAndLeavesNothing() throws Exception {
        LeadEvent decided = event("a", "1");
        try (var waiting = decisions.waitFor(List.of(decided, event("a", "2")))) {
            decisions.decided(accepted(decided));

            assertThat(waiting.until(Deadline.in(Duration.ofMillis(20)))).isEmpty();
            assertThat(decisions.waitedFor()).isEqualTo(2);
        }
        assertThat(decisions.waitedFor()).isZero();
    }

    @Test
    void aThousandWaitAtOnceAndEachGetsItsOwn() throws Exception {
        List<LeadEvent> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(event("a", Integer.toString(i)));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<List<LeadDecision>>>> waits = new ArrayList<>();
            for (LeadEvent event : events) {
                var waiting = decisions.waitFor(List.of(event));
                waits.add(threads.submit(() -> {
                    try (waiting) {
                        return waiting.until(Deadline.in(SOON));
                    }
                }));
            }
            events.forEach(event -> threads.execute(() -> decisions.decided(accepted(event))));
            for (int i = 0; i < events.size(); i++) {
                assertThat(waits.get(i).get()).contains(List.of(accepted(events.get(i))));
            }
        }
        assertThat(decisions.waitedFor()).isZero();
    }
}
