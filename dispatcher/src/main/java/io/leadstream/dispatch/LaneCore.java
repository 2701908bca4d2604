package io.leadstream.dispatch;

import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Reply;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a lane knows and decides: what starts, what is published, what is committed. No client, no HTTP, no clock.
 *
 * <p>A delivery's life in here (correctness.md, A delivery's life):
 * <pre>
 *              polled             turn come              start committed      gate passed: sent
 *   (hold) ──────────► WAITING ─────────────► STARTING ──────────────► IN_FLIGHT ───────────────┐
 *                       ▲ │ ▲ ▲                 │ partition leaving       │ gate shut           │
 *                       │ │ │ └─────────────────┴─────────────────────────┘                     │
 *                       │ │ └── due ── RESTING ◄───────────────────────────── wait of ≤ 2 s ────┤
 *                       │ │              │                                                      │
 *     restart:          │ │ cancel,      │ cancel,                       longer: AGAIN at T ────┤
 *     IN_FLIGHT or      │ │ expiry       │ expiry                           (back to hold)      │
 *     STARTING, as ─────┘ ▼              ▼                                                      ▼
 *     UNKNOWN           CANCELLED · EXPIRED · UNKNOWN where it may have been sent      ACCEPTED · REJECTED
 *                                                                                      FAILED · UNKNOWN
 * </pre>
 *
 * <p>One thread calls; only {@link Gate} is shared with attempts. The caller does in a loop: hand in what happened,
 * {@link #plan} a commit, make it one transaction, and on success, and only then, run what {@link #committed} returns.
 * If the transaction aborts nothing is lost: the same facts and starts are in the next plan.
 */
final class LaneCore {

    /** Waits up to this stay in the lane (pipeline.md, Delivery). */
    static final Duration LONGEST_REST = Duration.ofSeconds(2);

    /** After so many starts even a short wait goes back through hold, which keeps a stay short and its mark small. */
    static final int MOST_STARTS = 20;

    /** With so many facts to publish nothing more is read until some are: what ends as it is read is held by nobody. */
    static final int MOST_OWED = 2_000;

    /**
     * What the core asks for.
     *
     * @param encode the vendor's dialect
     * @param cancelled true for the id of a delivery that a cancel named; asked by attempts too, so thread-safe
     * @param mayStart false while nothing may be sent (correctness.md 3); asked by attempts, so thread-safe
     * @param jitter for the waits
     * @param capacity deliveries held before reading pauses
     * @param fits true if a delivery that goes back to hold is not too large for a record
     */
    record Means(
            RetryRule rule,
            Function<Delivery, Encoded> encode,
            Predicate<String> cancelled,
            BooleanSupplier mayStart,
            RandomGenerator jitter,
            int capacity,
            Predicate<DeliveryOutcome> fits) {}

    private final Means means;
    private final Journal journal = new Journal();
    private final Turns turns = new Turns();
    private final Set<Held> holding = new LinkedHashSet<>();
    private final Ends ends;
    private final Starts starts;
    private long arrivals;

    LaneCore(Means means) {
        this.means = means;
        this.ends = new Ends(means, journal, turns, holding);
        this.starts = new Starts(means, journal, ends);
    }

    /** A partition came, with what its last owner committed. */
    void assigned(int partition, OffsetLedger ledger) {
        journal.open(partition, ledger);
    }

    /** A delivery was read. What the last owner left started is UNKNOWN; what it finished is passed over. */
    void polled(int partition, long offset, Delivery delivery, Instant now) {
        Mark mark = journal.polled(partition, offset);
        if (mark.phase() == Mark.Phase.FINISHED) {
            return;
        }
        Held held = new Held(partition, offset, arrivals++, delivery);
        held.starts = mark.starts();
        held.maybeSent |= mark.phase() == Mark.Phase.RESTING_MAYBE_SENT;
        holding.add(held);
        turns.join(held);
        boolean cancelled = means.cancelled().test(held.id());
        if (mark.phase() == Mark.Phase.STARTED) {
            if (cancelled) {
                ends.tooLate(held);
            }
            Reply reply = new Reply.Unknown("dispatcher restarted");
            ends.judge(held, new Outcome.Replied(reply, Optional.empty(), Optional.empty(), now));
        } else if (cancelled) {
            ends.cancelHere(held, now);
        }
    }

    /** A record was read that is no delivery: its bytes are published and its offset is finished. */
    void unreadable(ConsumerRecord<byte[], byte[]> record, String exception, String message) {
        if (journal.polled(record.partition(), record.offset()).phase() != Mark.Phase.FINISHED) {
            journal.add(new Fact.Unreadable(record.partition(), record, exception, message));
            journal.passOver(record.partition(), record.offset());
        }
    }

    /** Reading has come to {@code position}. */
    void readTo(int partition, long position) {
        journal.readTo(partition, position);
    }

    /** A cancel came for a delivery, perhaps one that this lane holds. */
    void cancel(String deliveryId, Instant now) {
        for (Held held : List.copyOf(holding)) {
            if (!held.id().equals(deliveryId)) {
                continue;
            }
            if (starts.takeBack(held) || held.step != Held.Step.IN_FLIGHT) {
                ends.cancelHere(held, now);
            } else {
                ends.tooLate(held);
            }
        }
    }

    /** An attempt ended. */
    void ended(Attempt attempt, Outcome outcome) {
        Held held = attempt.held();
        if (!attempt.equals(held.attempt)) {
            return; // taken back or lost meanwhile: somebody else decides
        }
        switch (outcome) {
            case Outcome.NotStarted notStarted -> {
                starts.notStarted(held);
                turns.putBack(held);
                journal.note(held);
            }
            case Outcome.Replied replied -> {
                starts.over(held);
                ends.judge(held, replied);
            }
        }
    }

    /**
     * What to commit now. Chooses what starts next and marks it as started.
     *
     * @param room attempts that may be under way at once
     */
    Commit plan(Instant now, int room) {
        ends.expire(now);
        turns.wake(now);
        while (starts.underWay() < room) {
            Optional<Held> next = turns.next();
            if (next.isEmpty()) {
                break;
            }
            starts.prepare(next.get(), now);
        }
        List<Held> starting = holding.stream()
                .filter(held -> held.step == Held.Step.STARTING)
                .sorted(Turns.BY_PRIORITY)
                .toList();
        return journal.plan(starting);
    }

    /** The transaction was committed: returns the attempts that run now. */
    List<Attempt> committed(Commit commit) {
        journal.committed(commit);
        return commit.starts().stream().map(starts::begin).toList();
    }

    /** Partitions are about to leave: nothing of them starts any more, what is in flight goes on. */
    void withdraw(Collection<Integer> partitions) {
        for (Held held : holding) {
            if (partitions.contains(held.partition) && starts.takeBack(held)) {
                turns.putBack(held);
            }
        }
    }

    /** Partitions have left: everything of them is forgotten; the next owner knows what was committed. */
    void lost(Collection<Integer> partitions) {
        for (Held held : List.copyOf(holding)) {
            if (partitions.contains(held.partition)) {
                if (held.step == Held.Step.STARTING || held.step == Held.Step.IN_FLIGHT) {
                    starts.over(held);
                }
                ends.forget(held);
            }
        }
        journal.lose(partitions);
    }

    /** True if attempts of these partitions are in flight. */
    boolean inFlight(Collection<Integer> partitions) {
        return holding.stream()
                .anyMatch(held -> held.step == Held.Step.IN_FLIGHT && partitions.contains(held.partition));
    }

    /** True if more of a partition may be read. */
    boolean reads(int partition) {
        return holding.size() < means.capacity() && journal.owed() < MOST_OWED && journal.admits(partition);
    }

    /** True if there is something to publish. */
    boolean owes() {
        return journal.owes();
    }

    /** The results that are to be published. */
    List<DeliveryResult> results() {
        return journal.results();
    }

    /** The partitions that are ours. */
    List<Integer> partitions() {
        return journal.partitions();
    }

    /** What is in flight and what waits in here; what was not read yet is not known here. */
    LaneFigures.Standing standing() {
        int sent = 0;
        Optional<Instant> oldest = Optional.empty();
        for (Held held : holding) {
            sent += held.attempt().filter(attempt -> attempt.gate().passed()).isPresent() ? 1 : 0;
            Instant routed = held.delivery.getRoutedAt();
            oldest = oldest.isEmpty() || routed.isBefore(oldest.get()) ? Optional.of(routed) : oldest;
        }
        return new LaneFigures.Standing(sent, holding.size() - sent, oldest);
    }

    /** Attempts marked as started that have not ended. */
    int underWay() {
        return starts.underWay();
    }

    /** Deliveries whose turn it is: neither resting nor behind another of their phone. */
    int ready() {
        return turns.ready();
    }

    /** Deliveries held, in flight ones included. */
    int holding() {
        return holding.size();
    }
}
