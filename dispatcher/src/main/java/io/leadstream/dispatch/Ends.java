package io.leadstream.dispatch;

import io.leadstream.dialect.Reply;
import io.leadstream.schema.DeliveryClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How deliveries leave a lane, or rest in it: what an attempt's outcome, a cancel or the time means for each, published and
 * forgotten. Belongs to {@link LaneCore}.
 */
final class Ends {

    private static final Duration SWEEP = Duration.ofMillis(500);

    private final LaneCore.Means means;
    private final Journal journal;
    private final Turns turns;
    private final Set<Held> holding;
    private Instant nextSweep = Instant.MIN;

    /** Ends of what {@code holding} has, which forgets what has ended. */
    Ends(LaneCore.Means means, Journal journal, Turns turns, Set<Held> holding) {
        this.means = means;
        this.journal = journal;
        this.turns = turns;
        this.holding = holding;
    }

    /** An attempt ended with a reply: the delivery ends, rests for a short wait, or goes back to hold for a long one. */
    void judge(Held held, Outcome.Replied replied) {
        RetryRule.Next next =
                means.rule().after(held.state(), replied.reply(), means.jitter().nextDouble(), replied.endedAt());
        held.maybeSent |= replied.reply() instanceof Reply.Unknown;
        switch (storable(held, held.cancelled ? cancelled(held, next) : next, replied.endedAt())) {
            case RetryRule.Next.Stop stop -> {
                var result = Reports.last(held, replied, stop);
                journal.add(new Fact.Result(held.partition, result));
                journal.add(new Fact.Told(held.partition, Reports.ended(result, held.delivery)));
                finish(held);
            }
            case RetryRule.Next.Again again -> {
                journal.add(new Fact.Result(held.partition, Reports.notLast(held, replied, again)));
                if (rests(held, again, replied.endedAt())) {
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

    /** True if a delivery waits for its next attempt in the lane, and not in hold. */
    private static boolean rests(Held held, RetryRule.Next.Again again, Instant endedAt) {
        Duration wait = Duration.between(endedAt, again.at());
        return wait.compareTo(LaneCore.LONGEST_REST) <= 0 && held.starts < LaneCore.MOST_STARTS;
    }

    /** What is too large for a record cannot go back to hold, so it ends here. */
    private RetryRule.Next storable(Held held, RetryRule.Next next, Instant endedAt) {
        return switch (next) {
            case RetryRule.Next.Stop stop -> stop;
            case RetryRule.Next.Again again
            when rests(held, again, endedAt) || means.fits().test(Reports.again(held, again)) -> again;
            case RetryRule.Next.Again again ->
                new RetryRule.Next.Stop(
                        held.maybeSent ? DeliveryClass.UNKNOWN : DeliveryClass.FAILED,
                        "too large to be held",
                        Optional.empty());
        };
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
    void cancelHere(Held held, Instant now) {
        if (held.maybeSent) {
            tooLate(held);
            end(held, DeliveryClass.UNKNOWN, "cancelled, and may have been sent", now);
        } else {
            end(held, DeliveryClass.CANCELLED, "cancelled", now);
        }
    }

    /** Answers a cancel: an attempt may have reached the vendor. Once per delivery. */
    void tooLate(Held held) {
        if (!held.cancelled) {
            held.cancelled = true;
            journal.add(new Fact.Told(held.partition, Reports.alreadySent(held)));
        }
    }

    /** Ends what is too old and no attempt is in flight of; looks twice a second at most. */
    void expire(Instant now) {
        if (now.isBefore(nextSweep) && nextSweep.isBefore(now.plus(SWEEP).plus(SWEEP))) { // else the clock was set back
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

    /** Ends a delivery that is too old. */
    void expire(Held held, Instant now) {
        end(held, held.maybeSent ? DeliveryClass.UNKNOWN : DeliveryClass.EXPIRED, "expired", now);
    }

    /** Ends a delivery without an attempt. */
    void end(Held held, DeliveryClass result, String reason, Instant now) {
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

    /** The lane has it no more. */
    void forget(Held held) {
        held.step = Held.Step.GONE;
        holding.remove(held);
        turns.leave(held);
    }
}
