package io.leadstream.dispatch;

import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Question;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Report;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.CallRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a vendor what agents it has and what calls it made, and publishes what is new: one {@link #round} at a time.
 *
 * <p>It keeps to the lane's limits and asks nothing while the breaker is open. Any failure ends the round; the next one
 * begins where this one came to.
 */
final class Poller {

    /** However often a vendor fails, it is asked again after this. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** Most bytes of an answer that are read; a vendor that has more is asked for less at a time. */
    static final int MOST_BODY = 8 * 1024 * 1024;

    /** How a question is put; nothing if the lane's limits do not let it through now. */
    @FunctionalInterface
    interface Asking {
        Optional<TransportAnswer> ask(io.leadstream.dialect.Call call);
    }

    private final PollSettings settings;
    private final Dialect dialect;
    private final VendorAccount account;
    private final Asking asking;
    private final DeliveryEvents events;
    private final Clock clock;
    private int failures;

    Poller(
            PollSettings settings,
            Dialect dialect,
            VendorAccount account,
            Asking asking,
            DeliveryEvents events,
            Clock clock) {
        this.settings = settings;
        this.dialect = dialect;
        this.account = account;
        this.asking = asking;
        this.events = events;
        this.clock = clock;
    }

    /** Asks everything once; returns how long to wait before the next round. */
    Duration round(PollBook book, PollLog log, Supplier<Boolean> stopped) {
        Optional<Reply> failure = agents(book, log).or(() -> campaigns(book)).or(() -> calls(book, log, stopped));
        if (failure.isEmpty()) {
            failures = 0;
            return settings.interval();
        }
        events.pollFailed(account.vendor(), reason(failure.get()));
        failures++;
        return wait(failure.get());
    }

    private Optional<Reply> agents(PollBook book, PollLog log) {
        return switch (ask(new Question.Agents())) {
            case Report.None none -> Optional.of(none.why());
            case Report.Agents agents -> {
                var changed = book.changed(agents.agents());
                var gone = book.gone(agents.agents());
                if (!changed.isEmpty() || !gone.isEmpty()) {
                    log.publish(changed, gone);
                    changed.forEach(book::knows);
                    gone.forEach(book::forgets);
                    events.polled(account.vendor(), changed.size() + gone.size(), 0, 0);
                }
                yield Optional.empty();
            }
            case Report.Calls calls -> Optional.of(otherQuestion());
            case Report.Campaigns campaigns -> Optional.of(otherQuestion());
        };
    }

    private Optional<Reply> campaigns(PollBook book) {
        return switch (ask(new Question.Campaigns())) {
            case Report.None none -> Optional.of(none.why());
            case Report.Campaigns campaigns -> {
                book.named(campaigns);
                yield Optional.empty();
            }
            case Report.Agents agents -> Optional.of(otherQuestion());
            case Report.Calls calls -> Optional.of(otherQuestion());
        };
    }

    private Optional<Reply> calls(PollBook book, PollLog log, Supplier<Boolean> stopped) {
        book.begin();
        Optional<Question.Calls> window = book.window(clock.instant());
        while (window.isPresent() && !stopped.get()) {
            switch (ask(window.get())) {
                case Report.None none -> {
                    book.unanswered();
                    return Optional.of(none.why());
                }
                case Report.Calls calls -> take(window.get(), calls, book, log);
                case Report.Agents agents -> {
                    return Optional.of(otherQuestion());
                }
                case Report.Campaigns campaigns -> {
                    return Optional.of(otherQuestion());
                }
            }
            window = book.window(clock.instant());
        }
        return Optional.empty();
    }

    private void take(Question.Calls window, Report.Calls calls, PollBook book, PollLog log) {
        List<CallRecord> fresh = book.fresh(window, calls.calls());
        log.publish(fresh, book.after(window));
        book.published(window, fresh);
        if (!fresh.isEmpty() || calls.unreadable() > 0) {
            events.polled(account.vendor(), 0, fresh.size(), calls.unreadable());
        }
    }

    private Report ask(Question question) {
        Optional<TransportAnswer> answer = dialect.ask(question, account).flatMap(asking::ask);
        if (answer.isEmpty()) {
            return none("the lane's limits");
        }
        return switch (answer.get()) {
            case TransportAnswer.Answered said -> read(said, question);
            case TransportAnswer.NotSent not -> none(not.reason());
            case TransportAnswer.SentNoAnswer sent -> none(sent.reason());
        };
    }

    private Report read(TransportAnswer.Answered said, Question question) {
        try {
            return dialect.report(said.answer(), question, account, clock.instant());
        } catch (RuntimeException bug) {
            return none("dialect failed: " + bug.getClass().getSimpleName());
        }
    }

    /** The vendor's own wish, else longer with each failure; the longest at once where asking again does harm. */
    private Duration wait(Reply why) {
        Duration doubled = settings.interval().multipliedBy(1L << Math.min(failures, 16));
        Duration wait = switch (why) {
            case Reply.Throttled throttled ->
                throttled.after().filter(after -> after.compareTo(doubled) > 0).orElse(doubled);
            case Reply.Failed failed when failed.stop() -> LONGEST_WAIT;
            case Reply.Accepted accepted -> doubled;
            case Reply.Rejected rejected -> doubled;
            case Reply.Failed failed -> doubled;
            case Reply.Unknown unknown -> doubled;
        };
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static String reason(Reply why) {
        return switch (why) {
            case Reply.Throttled throttled -> "throttled";
            case Reply.Failed failed -> failed.reason();
            case Reply.Unknown unknown -> unknown.reason();
            case Reply.Rejected rejected -> rejected.reason();
            case Reply.Accepted accepted -> "an answer that holds nothing";
        };
    }

    private static Report none(String reason) {
        return new Report.None(new Reply.Failed(reason, false));
    }

    private static Reply otherQuestion() {
        return new Reply.Failed("an answer to another question", false);
    }
}
