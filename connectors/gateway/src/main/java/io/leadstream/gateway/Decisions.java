package io.leadstream.gateway;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Who waits for which decision.
 *
 * <p>An event id belongs to its account and to the phone that it comes with (correctness.md 13). Several requests may wait for
 * one event: a producer may send it again while the first still waits, and both get the decision.
 */
final class Decisions {

    private record EventKey(String phone, String account, String eventId) {

        static EventKey of(LeadEvent event) {
            return new EventKey(LeadKey.identity(event).orElse(""), event.getAccount(), event.getEventId());
        }

        static EventKey of(LeadDecision decision) {
            return new EventKey(decision.getPhone(), decision.getAccount(), decision.getEventId());
        }
    }

    private record Waiter(EventKey event, CompletableFuture<LeadDecision> decision) {}

    private final Map<EventKey, List<Waiter>> waiters = new ConcurrentHashMap<>();

    /** Begins to wait, which must be before the events are published. To be closed in every case. */
    Waiting waitFor(List<LeadEvent> events) {
        return new Waiting(events);
    }

    /** Hands a decision to whoever waits for it. */
    void decided(LeadDecision decision) {
        if (answersAnEvent(decision)) {
            waiters.getOrDefault(EventKey.of(decision), List.of())
                    .forEach(waiter -> waiter.decision().complete(decision));
        }
    }

    /** Ends every wait that is left, as its deadline would. */
    void giveUp() {
        waiters.values().forEach(all -> all.forEach(waiter -> waiter.decision().cancel(false)));
    }

    /** How many events are waited for. */
    int waitedFor() {
        return waiters.size();
    }

    /** True for a decision about an event itself, false for what becomes of an accepted lead or dial later or meanwhile. */
    private static boolean answersAnEvent(LeadDecision decision) {
        return switch (decision.getPhase()) {
            case FIRST, CANCEL -> true;
            case DIAL ->
                decision.getOutcome() == DecisionOutcome.ANSWERED || decision.getOutcome() == DecisionOutcome.REJECTED;
            case END, UNKNOWN -> false;
        };
    }

    /** One request's wait for the decisions of its events. */
    final class Waiting implements AutoCloseable {

        private final List<Waiter> mine = new ArrayList<>();

        private Waiting(List<LeadEvent> events) {
            for (LeadEvent event : events) {
                var key = EventKey.of(event);
                var waiter = new Waiter(key, new CompletableFuture<>());
                mine.add(waiter);
                waiters.merge(key, List.of(waiter), (before, added) -> {
                    var both = new ArrayList<>(before);
                    both.addAll(added);
                    return List.copyOf(both);
                });
            }
        }

        /**
         * The decisions in the order of the events, or nothing if one is still missing at the deadline or when all give up.
         *
         * @throws InterruptedException if the waiting thread is told to stop
         */
        Optional<List<LeadDecision>> until(Deadline deadline) throws InterruptedException {
            List<LeadDecision> decisions = new ArrayList<>();
            for (Waiter waiter : mine) {
                try {
                    decisions.add(waiter.decision().get(deadline.left(), TimeUnit.NANOSECONDS));
                } catch (TimeoutException | CancellationException e) {
                    return Optional.empty();
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a decision is a value, never a failure", e);
                }
            }
            return Optional.of(List.copyOf(decisions));
        }

        /** Stops waiting. */
        @Override
        public void close() {
            for (Waiter waiter : mine) {
                waiters.computeIfPresent(waiter.event(), (key, all) -> {
                    List<Waiter> others =
                            all.stream().filter(other -> !other.equals(waiter)).toList();
                    return others.isEmpty() ? null : others;
                });
            }
        }
    }
}
