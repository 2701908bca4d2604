package io.leadstream.dispatch;

import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Reply;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    private static final Duration SWEEP = Duration.ofMillis(500);

    /**
     * What the core asks for.
     *
     * @param encode the vendor's dialect
     * @param cancelled true for the id of a delivery that a cancel named; asked by attempts too, so thread-safe
     * @param mayStart false while nothing may be sent (correctness.md 3); asked by attempts, so thread-safe
     * @param jitter for the waits
     * @param capacity deliveries held before reading pauses
     */
    record Means(
            RetryRule rule,
            Function<Delivery, Encoded> encode,
            Predicate<String> cancelled,
            BooleanSupplier mayStart,
            RandomGenerator jitter,
            int capacity) {}

    private final Means means;
    private final Journal journal = new Journal();
    private final Turns turns = new Turns();
    private final Set<Held> holding = new LinkedHashSet<>();
    private int underWay;
    private long arrivals;
    private Instant nextSweep = Instant.MIN;

    LaneCore(Means means) {
        this.means = means;
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
                tooLate(held);
            }
            Reply reply = new Reply.Unknown("dispatcher restarted");
            judge(held, new Outcome.Replied(reply, Optional.empty(), Optional.empty(), now));
        } else if (cancelled) {
            cancelHere(held, now);
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
            if (takeBack(held) || held.step != Held.Step.IN_FLIGHT) {
                cancelHere(held, now);
            } else {
                tooLate(held);
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
                notStarted(held);
                turns.putBack(held);
                journal.note(held);
            }
            case Outcome.Replied replied -> {
                underWay--;
                held.attempt = null;
                judge(held, replied);
            }
        }
    }

    /**
     * What to commit now. Chooses what starts next and marks it as started.
     *
     * @param room attempts that may be under way at once
     */
    Commit plan(Instant now, int room) {
        expire(now);
        turns.wake(now);
        while (underWay < room) {
            Optional<Held> next = turns.next();
            if (next.isEmpty()) {
                break;
            }
            prepare(next.get(), now);
        }
        List<Held> starts = holding.stream()
                .filter(held -> held.step == Held.Step.STARTING)
                .sorted(Turns.BY_PRIORITY)
                .toList();
        return journal.plan(starts);
    }

    /** The transaction was committed: returns the attempts that run now. */
    List<Attempt> committed(Commit commit) {
        journal.committed(commit);
        List<Attempt> attempts = new ArrayList<>(commit.starts().size());
        for (Held held : commit.starts()) {
            Prepared.Sent sent = held.prepared.sent().orElseThrow();
            held.step = Held.Step.IN_FLIGHT;
            Gate gate = new Gate(
                    () -> means.mayStart().getAsBoolean() && !means.cancelled().test(held.id()));
            Attempt attempt = new Attempt(held, held.attempts(), sent.delivery(), sent.call(), gate);
            held.attempt = attempt;
            attempts.add(attempt);
        }
        return attempts;
    }

    /** Partitions are about to leave: nothing of them starts any more, what is in flight goes on. */
    void withdraw(Collection<Integer> partitions) {
        for (Held held : holding) {
            if (partitions.contains(held.partition) && takeBack(held)) {
                turns.putBack(held);
            }
        }
    }

    /** Partitions have left: everything of them is forgotten; the next owner knows what was committed. */
    void lost(Collection<Integer> partitions) {
        for (Held held : List.copyOf(holding)) {
            if (partitions.contains(held.partition)) {
                underWay -= held.step == Held.Step.STARTING || held.step == Held.Step.IN_FLIGHT ? 1 : 0;
                held.attempt = null;
                forget(held);
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
        return holding.size() < means.capacity() && journal.admits(partition);
    }

    /** The partitions that are ours. */
    List<Integer> partitions() {
        return journal.partitions();
    }

    /** Deliveries held, in flight ones included. */
    int holding() {
        return holding.size();
    }

    private void prepare(Held held, Instant now) {
        if (held.expired(now)) {
            expire(held, now);
            return;
        }
        if (held.delivery.getKind() == DeliveryKind.UNKNOWN) {
            end(held, DeliveryClass.FAILED, "unknown kind of delivery", now);
            return;
        }
        Delivery delivery = toSend(held);
        Encoded encoded;
        try {
            encoded = means.encode().apply(delivery);
        } catch (RuntimeException bug) { // one lead that a dialect trips over must not stop its vendor's lane
            end(held, DeliveryClass.FAILED, "dialect failed: " + bug.getClass().getSimpleName(), now);
            return;
        }
        switch (encoded) {
            case Encoded.Refuse refuse ->
                end(held, DeliveryClass.REJECTED, refuse.why().reason(), now);
            case Encoded.Send send -> {
                held.prepared = Prepared.of(delivery, send.call(), send.notes());
                held.step = Held.Step.STARTING;
                held.starts++;
                underWay++;
                journal.note(held);
            }
        }
    }

    /** The delivery as the dialect is to see it: `verify` says there whether to ask, not whether it may have been sent. */
    private Delivery toSend(Held held) {
        boolean verify = means.rule().verifies(held.delivery.getKind(), held.maybeSent);
        return held.delivery.getVerify() == verify
                ? held.delivery
                : Delivery.newBuilder(held.delivery).setVerify(verify).build();
    }

    private void judge(Held held, Outcome.Replied replied) {
        RetryRule.Next next =
                means.rule().after(held.state(), replied.reply(), means.jitter().nextDouble(), replied.endedAt());
        held.maybeSent |= replied.reply() instanceof Reply.Unknown;
        switch (held.cancelled ? cancelled(held, next) : next) {
            case RetryRule.Next.Stop stop -> {
                var result = Reports.last(held, replied, stop);
                journal.add(new Fact.Result(held.partition, result));
                journal.add(new Fact.Told(held.partition, Reports.ended(result, held.delivery)));
                finish(held);
            }
            case RetryRule.Next.Again again -> {
                journal.add(new Fact.Result(held.partition, Reports.notLast(held, replied, again)));
                Duration wait = Duration.between(replied.endedAt(), again.at());
                if (wait.compareTo(LONGEST_REST) <= 0 && held.starts < MOST_STARTS) {
                    held.restsUntil = again.at();
                    turns.rest(held);
                    journal.note(held);
                } else {
                    journal.add(new Fact.Told(held.partition, Reports.again(held, again)));
                    finish(held);
                }
            }
        }
    }

    /** What follows from an attempt during which a cancel came: never another one. */
    private static RetryRule.Next cancelled(Held held, RetryRule.Next next) {
        boolean vendorSpoke = next instanceof RetryRule.Next.Stop stop
                && (stop.result() == DeliveryClass.ACCEPTED || stop.result() == DeliveryClass.REJECTED);
        return vendorSpoke
                ? next
                : new RetryRule.Next.Stop(
                        held.maybeSent ? DeliveryClass.UNKNOWN : DeliveryClass.CANCELLED,
                        "cancelled",
                        Optional.empty());
    }

    /** Ends a delivery that no attempt is in flight of, because of a cancel. */
    private void cancelHere(Held held, Instant now) {
        if (held.maybeSent) {
            tooLate(held);
            end(held, DeliveryClass.UNKNOWN, "cancelled, and may have been sent", now);
        } else {
            end(held, DeliveryClass.CANCELLED, "cancelled", now);
        }
    }

    /** Answers a cancel: an attempt may have reached the vendor. Once per delivery. */
    private void tooLate(Held held) {
        if (!held.cancelled) {
            held.cancelled = true;
            journal.add(new Fact.Told(held.partition, Reports.alreadySent(held)));
        }
    }

    private void expire(Instant now) {
        if (now.isBefore(nextSweep)) {
            return;
        }
        nextSweep = now.plus(SWEEP);
        for (Held held : List.copyOf(holding)) {
            boolean idle = held.step == Held.Step.WAITING || held.step == Held.Step.RESTING;
            if (idle && held.expired(now)) {
                expire(held, now);
            }
        }
    }

    private void expire(Held held, Instant now) {
        end(held, held.maybeSent ? DeliveryClass.UNKNOWN : DeliveryClass.EXPIRED, "expired", now);
    }

    private void end(Held held, DeliveryClass result, String reason, Instant now) {
        var last = Reports.unsent(held, result, reason, now);
        journal.add(new Fact.Result(held.partition, last));
        journal.add(new Fact.Told(held.partition, Reports.ended(last, held.delivery)));
        finish(held);
    }

    private void finish(Held held) {
        held.step = Held.Step.GONE;
        journal.note(held);
        forget(held);
    }

    private void forget(Held held) {
        held.step = Held.Step.GONE;
        holding.remove(held);
        turns.leave(held);
    }

    /** Takes a start back if nothing was sent; true if it did. */
    private boolean takeBack(Held held) {
        boolean unsent = switch (held.step) {
            case STARTING -> true;
            case IN_FLIGHT ->
                held.attempt().filter(attempt -> attempt.gate().shut()).isPresent();
            case WAITING, RESTING, GONE -> false;
        };
        if (unsent) {
            notStarted(held);
            journal.note(held);
        }
        return unsent;
    }

    private void notStarted(Held held) {
        held.step = Held.Step.WAITING;
        held.starts--;
        held.attempt = null;
        underWay--;
    }
}
