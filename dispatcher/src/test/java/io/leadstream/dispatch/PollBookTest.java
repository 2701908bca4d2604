package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Question;
import io.leadstream.dialect.Report;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PollBookTest {

    private static final Instant START = Deliveries.START;
    private static final Duration OVERLAP = Duration.ofMinutes(30);

    private static CallRecord call(String id, Instant at) {
        return CallRecord.newBuilder()
                .setVendor("acme")
                .setCallId(id)
                .setCalledAt(at)
                .setCampaign("1111")
                .build();
    }

    private static Agent agent(String id, String name) {
        return Agent.newBuilder()
                .setVendor("acme")
                .setAgentId(id)
                .setFirstName(name)
                .setSeenAt(START)
                .build();
    }

    private static List<String> ids(List<CallRecord> calls) {
        return calls.stream().map(CallRecord::getCallId).toList();
    }

    @Test
    void aRoundBeginsBeforeTheLastOneEndedAndGoesOnInWindowsUntilNow() {
        PollBook book = new PollBook(START, OVERLAP);
        Instant now = START.plus(Duration.ofDays(1));
        book.begin();
        Question.Calls first = book.window(now).orElseThrow();
        assertThat(first).isEqualTo(new Question.Calls(START.minus(OVERLAP), now.minus(OVERLAP)));
        book.published(first, List.of());
        Question.Calls second = book.window(now).orElseThrow();
        assertThat(second).isEqualTo(new Question.Calls(now.minus(OVERLAP), now));
        book.published(second, List.of());
        assertThat(book.window(now)).isEmpty();
        assertThat(book.position()).isEqualTo(now);
    }

    @Test
    void aWindowThatCannotBeAnsweredIsHalvedAndGrowsAgain() {
        PollBook book = new PollBook(START, Duration.ZERO);
        Instant now = START.plus(Duration.ofDays(3));
        for (int i = 0; i < 30; i++) {
            book.unanswered();
        }
        Question.Calls shortest = book.window(now).orElseThrow();
        assertThat(Duration.between(shortest.from(), shortest.to())).isEqualTo(PollBook.SHORTEST_WINDOW);
        book.published(shortest, List.of());
        Question.Calls next = book.window(now).orElseThrow();
        assertThat(Duration.between(next.from(), next.to())).isEqualTo(PollBook.SHORTEST_WINDOW.multipliedBy(2));
    }

    @Test
    void callsAreFreshOnceInTheirWindowOldestFirstAndWithTheNamesThatTheVendorKnows() {
        PollBook book = new PollBook(START, OVERLAP);
        book.named(new Report.Campaigns(Map.of("1111", "Spring"), Map.of()));
        book.begin();
        var window = new Question.Calls(START.minus(OVERLAP), START.plusSeconds(60));
        book.knows(call("known", START));
        List<CallRecord> fresh = book.fresh(
                window,
                List.of(
                        call("late", START.plusSeconds(61)),
                        call("second", START.plusSeconds(60)),
                        call("known", START),
                        call("first", START.minus(OVERLAP)),
                        call("first", START),
                        call("old", START.minus(OVERLAP).minusSeconds(1))));
        assertThat(ids(fresh)).containsExactly("first", "second");
        assertThat(fresh).allMatch(call -> call.getCampaignName().equals(Optional.of("Spring")));
    }

    @Test
    void agentsArePublishedWhenTheyAreNewOrRenamedAndForgottenWhenTheyAreGone() {
        PollBook book = new PollBook(START, OVERLAP);
        assertThat(book.changed(List.of(agent("1", "Ann"), agent("2", "Bob")))).hasSize(2);
        book.knows(agent("1", "Ann"));
        book.knows(agent("2", "Bob"));
        List<Agent> later = List.of(agent("2", "Rob"));
        assertThat(book.changed(later)).extracting(Agent::getAgentId).containsExactly("2");
        assertThat(book.gone(later)).containsExactly("1");
        book.forgets("1");
        assertThat(book.gone(later)).isEmpty();
    }

    /** A vendor that reports calls late and answers badly, and a poller that dies between any two steps. */
    @Test
    void eachCallIsPublishedOnceWhateverHappens() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Instant now = START;
            List<CallRecord> published = new ArrayList<>();
            Map<CallRecord, Instant> reportedFrom = new java.util.LinkedHashMap<>();
            for (int i = 0; i < 60; i++) {
                Instant at = START.plusSeconds(random.nextInt(20_000));
                reportedFrom.put(call("" + i, at), at.plusSeconds(random.nextInt(1_700)));
            }
            Instant committed = START;
            PollBook book = new PollBook(committed, OVERLAP);
            while (now.isBefore(START.plusSeconds(24_000))) {
                now = now.plusSeconds(1 + random.nextInt(600));
                book.begin();
                for (Optional<Question.Calls> window = book.window(now);
                        window.isPresent();
                        window = book.window(now)) {
                    int fate = random.nextInt(10);
                    if (fate == 0) {
                        book.unanswered();
                        break;
                    }
                    if (fate == 1) {
                        book = restarted(committed, published);
                        break;
                    }
                    Instant time = now;
                    List<CallRecord> said = reportedFrom.entrySet().stream()
                            .filter(call -> !call.getValue().isAfter(time))
                            .map(Map.Entry::getKey)
                            .toList();
                    List<CallRecord> fresh = book.fresh(window.get(), said);
                    published.addAll(fresh);
                    committed = book.after(window.get());
                    if (fate == 2) {
                        book = restarted(committed, published);
                        break;
                    }
                    book.published(window.get(), fresh);
                }
            }
            assertThat(ids(published)).as("seed %d", seed).doesNotHaveDuplicates();
            assertThat(Set.copyOf(ids(published)))
                    .as("seed %d", seed)
                    .isEqualTo(new HashSet<>(ids(List.copyOf(reportedFrom.keySet()))));
        }
    }

    private static PollBook restarted(Instant committed, List<CallRecord> published) {
        PollBook book = new PollBook(committed, OVERLAP);
        published.forEach(book::knows);
        return book;
    }
}
