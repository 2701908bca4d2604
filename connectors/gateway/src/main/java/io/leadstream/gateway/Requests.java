package io.leadstream.gateway;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Role;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The path of a request, without the HTTP: read, publish, wait, answer.
 *
 * <pre>
 *   call ─ accept ─┬─ Answered ───────────────────────────────────────────► answer
 *                  └─ Offered ─ closing? ─ limit? ─ wait for ─ publish ─┬─► answer(decisions)
 *                                  └──────────┴──────────────┴──────────┴─► undecided(why)
 * </pre>
 */
final class Requests {

    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final Map<String, Intake> intakes;
    private final Map<String, Limit> limits = new ConcurrentHashMap<>();
    private final Publisher publisher;
    private final Decisions decisions;
    private final Duration timeout;
    private final Semaphore open = new Semaphore(NO_LIMIT);
    private volatile boolean closing;

    Requests(GatewayConfig config, Map<String, Intake> intakes, Publisher publisher, Decisions decisions) {
        this.intakes = Map.copyOf(intakes);
        config.accounts().forEach(account -> limits.put(account.id(), Limit.of(account)));
        this.publisher = publisher;
        this.decisions = decisions;
        this.timeout = Duration.ofMillis(config.decisionTimeoutMs());
    }

    /** The answer to a call, after at most the decision timeout and the time that publishing may block. */
    Answer answer(FrontDoor door, Call call) {
        Intake intake = intakes.get(door.id());
        if (intake == null) {
            throw new IllegalArgumentException("no accounts were made for " + door.id());
        }
        return switch (door.accept(call, intake)) {
            case Submission.Answered answered -> answered.answer();
            case Submission.Offered offered ->
                switch (decide(offered)) {
                    case Result.Decided decided -> door.answer(offered, decided.decisions());
                    case Result.Open open -> door.undecided(offered, open.why());
                };
        };
    }

    /** True once no further submission is taken. */
    boolean isClosing() {
        return closing;
    }

    /**
     * Takes no further submission and waits for those that were taken.
     *
     * @return false if some are still open after {@code atMost}
     */
    boolean drain(Duration atMost) throws InterruptedException {
        closing = true;
        return open.tryAcquire(NO_LIMIT, atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How much of one account is taken at once, and a second. */
    private record Limit(Semaphore atOnce, RateLimit perSecond) {

        static Limit of(GatewayAccount account) {
            return new Limit(
                    new Semaphore(account.requestsAtOnce()),
                    new RateLimit(account.requestsPerSecond(), System::nanoTime));
        }
    }

    private sealed interface Result {
        record Decided(List<LeadDecision> decisions) implements Result {}

        record Open(Undecided why) implements Result {}
    }

    private Result decide(Submission.Offered offered) {
        if (closing || !open.tryAcquire()) {
            return new Result.Open(Undecided.UNAVAILABLE);
        }
        try {
            Limit limit = limits.get(offered.account().id());
            if (limit == null) {
                throw new IllegalStateException("a dialect made up an account");
            }
            if (!offered.account().may(Role.SUBMIT)) {
                throw new IllegalStateException("a dialect let an account submit that may not");
            }
            if (!limit.perSecond().tryAcquire() || !limit.atOnce().tryAcquire()) {
                return new Result.Open(Undecided.TOO_MANY_REQUESTS);
            }
            try {
                return publishAndWait(offered.events().stream()
                        .map(event -> limited(event, offered.account()))
                        .toList());
            } finally {
                limit.atOnce().release();
            }
        } finally {
            open.release();
        }
    }

    /** Tells the pipeline what the account may use, since a list may be known only there. */
    private static LeadEvent limited(LeadEvent event, Account account) {
        if (account.lists().isEmpty() && account.campaigns().isEmpty()) {
            return event;
        }
        return LeadEvent.newBuilder(event)
                .setAllowedLists(account.lists().stream().sorted().toList())
                .setAllowedCampaigns(account.campaigns().stream().sorted().toList())
                .build();
    }

    private Result publishAndWait(List<LeadEvent> events) {
        Deadline deadline = Deadline.in(timeout);
        try (Decisions.Waiting waiting = decisions.waitFor(events)) {
            List<Published> published = publish(events, deadline);
            if (published.stream().allMatch(one -> one == Published.NOT_SAVED)) {
                return new Result.Open(Undecided.UNAVAILABLE);
            }
            if (published.contains(Published.NOT_SAVED)) {
                // Some events will be decided and some never: nobody can say that nothing was saved.
                return new Result.Open(Undecided.NO_DECISION_IN_TIME);
            }
            Optional<List<LeadDecision>> all = waiting.until(deadline);
            return all.isPresent() ? new Result.Decided(all.get()) : new Result.Open(Undecided.NO_DECISION_IN_TIME);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Open(Undecided.NO_DECISION_IN_TIME);
        }
    }

    /** Publishes in order, up to the first event that surely was not saved: those after it are not tried. */
    private List<Published> publish(List<LeadEvent> events, Deadline deadline) throws InterruptedException {
        List<CompletableFuture<Published>> sent = new ArrayList<>();
        boolean stopped = false;
        for (LeadEvent event : events) {
            if (stopped) {
                sent.add(CompletableFuture.completedFuture(Published.NOT_SAVED));
                continue;
            }
            CompletableFuture<Published> one = publisher.publish(event);
            sent.add(one);
            stopped = one.getNow(Published.UNKNOWN) == Published.NOT_SAVED;
        }
        List<Published> results = new ArrayList<>();
        for (CompletableFuture<Published> one : sent) {
            results.add(await(one, deadline));
        }
        return results;
    }

    private static Published await(CompletableFuture<Published> sent, Deadline deadline) throws InterruptedException {
        try {
            return sent.get(deadline.left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Published.UNKNOWN;
        } catch (ExecutionException e) {
            throw new IllegalStateException("publishing ends in a value, never in a failure", e);
        }
    }
}
