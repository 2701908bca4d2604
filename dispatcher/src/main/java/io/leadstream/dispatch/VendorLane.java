package io.leadstream.dispatch;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.leadstream.dialect.Batching;
import io.leadstream.dialect.Reply;
import io.leadstream.schema.BreakerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One vendor's limits around its calls: concurrency, rate, breaker, and the waits that it asks for.
 *
 * <p>{@link #attempt} is straight-line blocking code for a virtual thread and always ends in an {@link Outcome}.
 * Failures and unanswered calls trip the breaker, rejections never do. While it is open nothing starts and no attempt is
 * burnt; half open, a few may try.
 */
final class VendorLane {

    /** Attempts that try whether an open breaker may close. */
    static final int PROBES = 3;

    /** However long a vendor asks the whole lane to wait, it tries again after this. */
    static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

    /** Where a rate is set, starts are committed ahead of it for about this long. */
    private static final Duration AHEAD = Duration.ofMillis(100);

    private final LaneSettings settings;
    private final Exchange exchange;
    private final Clock clock;
    private final Pause pause;
    private final DeliveryEvents events;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final Limiter limiter;
    private final Prefetch prefetch;
    private final AtomicReference<Instant> heldUntil = new AtomicReference<>(Instant.MIN);

    VendorLane(
            LaneSettings settings,
            Exchange exchange,
            Clock clock,
            LongSupplier nanoTime,
            Pause pause,
            DeliveryEvents events) {
        this.settings = settings;
        this.exchange = exchange;
        this.clock = clock;
        this.pause = pause;
        this.events = events;
        this.breaker = CircuitBreaker.of(settings.id(), breakerConfig(settings, clock));
        this.bulkhead = Bulkhead.of(settings.id(), bulkheadConfig(settings));
        this.limiter = new Limiter(settings.id(), settings.limits().getRatePerSecond(), nanoTime);
        this.prefetch = new Prefetch(settings.limits().getConcurrency());
        breaker.getEventPublisher()
                .onStateTransition(event -> events.breakerChanged(
                        settings.id(), breakerState(event.getStateTransition().getToState())));
    }

    /** Sets this dispatcher's share of the vendor's rate: its partitions of all. */
    void share(int ours, int all) {
        limiter.share(ours, all);
    }

    /** Attempts that may be under way at once, those waiting for a place included. */
    int room() {
        if (isHeld(clock.instant())) {
            return 0;
        }
        return switch (breaker()) {
            case OPEN, UNKNOWN -> 0;
            case HALF_OPEN -> PROBES;
            case CLOSED -> {
                int places = settings.limits().getConcurrency();
                int calls = limiter.within(AHEAD, prefetch.calls()) + places;
                yield calls * batching().map(Batching::most).orElse(1);
            }
        };
    }

    /** So many calls ended between a commit and the one before. */
    void cycle(int ended) {
        prefetch.cycle(ended);
    }

    /** What the breaker does now; an open one whose time is over is half open. */
    BreakerState breaker() {
        if (breaker.getState() == CircuitBreaker.State.OPEN && breaker.tryAcquirePermission()) {
            breaker.releasePermission();
        }
        return breakerState(breaker.getState());
    }

    /** How several leads go in one call, if they do. */
    Optional<Batching> batching() {
        return exchange.batching();
    }

    /** Runs attempts as one call, with an outcome for each, in order; blocks while the vendor's limits say so. */
    List<Outcome> attempt(List<Attempt> attempts) {
        if (!bulkhead.tryAcquirePermission()) {
            return notStarted(attempts, "no place");
        }
        try {
            long wait = limiter.reserve();
            if (wait < 0) {
                return notStarted(attempts, "rate");
            }
            if (wait > 0) {
                pause.nanos(wait);
            }
            if (!breaker.tryAcquirePermission()) {
                return notStarted(attempts, "breaker open");
            }
            try {
                return withPermission(attempts);
            } catch (RuntimeException
                    | Error bug) { // half open, a permission that is not given back is missed for ever
                breaker.releasePermission();
                throw bug;
            }
        } finally {
            bulkhead.onComplete();
        }
    }

    /** Makes a call that is no attempt within the same limits; nothing if they do not let it through now. */
    Optional<TransportAnswer> beside(Supplier<TransportAnswer> call) {
        boolean open = breaker() != BreakerState.CLOSED || isHeld(clock.instant());
        if (open || !bulkhead.tryAcquirePermission()) {
            return Optional.empty();
        }
        try {
            long wait = limiter.reserve();
            if (wait < 0) {
                return Optional.empty();
            }
            if (wait > 0) {
                pause.nanos(wait);
            }
            return Optional.of(call.get());
        } finally {
            bulkhead.onComplete();
        }
    }

    private List<Outcome> withPermission(List<Attempt> attempts) {
        Instant started = clock.instant();
        Map<Attempt, Outcome> outcomes = new HashMap<>();
        attempts.forEach(attempt ->
                obstacle(attempt, started).ifPresent(reason -> outcomes.put(attempt, new Outcome.NotStarted(reason))));
        List<Attempt> passed = attempts.stream()
                .filter(attempt -> !outcomes.containsKey(attempt))
                .toList();
        if (passed.isEmpty()) {
            breaker.releasePermission();
        } else {
            passed.forEach(attempt -> events.started(attempt.delivery(), attempt.number()));
            List<Exchange.Heard> heard = exchange.send(passed);
            Instant ended = clock.instant();
            note(heard.stream().map(Exchange.Heard::reply).toList(), Duration.between(started, ended), ended);
            for (int i = 0; i < passed.size(); i++) {
                Exchange.Heard own = heard.get(i);
                outcomes.put(
                        passed.get(i), new Outcome.Replied(own.reply(), own.status(), Optional.of(started), ended));
            }
        }
        return attempts.stream().map(outcomes::get).map(Objects::requireNonNull).toList();
    }

    private Optional<String> obstacle(Attempt attempt, Instant now) {
        if (attempt.held().expired(now)) {
            return Optional.of("expired");
        }
        if (isHeld(now)) {
            return Optional.of("throttled");
        }
        return attempt.gate().pass() ? Optional.empty() : Optional.of("stopped");
    }

    private static List<Outcome> notStarted(List<Attempt> attempts, String reason) {
        return attempts.stream()
                .map(attempt -> (Outcome) new Outcome.NotStarted(reason))
                .toList();
    }

    /** A call counts once for the breaker: as failed if it helped no lead at all. */
    private void note(List<Reply> replies, Duration took, Instant now) {
        Reply best = replies.stream().filter(VendorLane::isWord).findFirst().orElseGet(replies::getFirst);
        breaker.onResult(Math.max(0, took.toNanos()), TimeUnit.NANOSECONDS, best);
        replies.forEach(reply -> {
            switch (reply) {
                case Reply.Throttled throttled -> throttled.after().ifPresent(after -> hold(after, now));
                case Reply.Failed failed when failed.stop() -> open();
                case Reply.Accepted accepted -> {}
                case Reply.Rejected rejected -> {}
                case Reply.Failed failed -> {}
                case Reply.Unknown unknown -> {}
            }
        });
    }

    /** True if the vendor did its work. */
    private static boolean isWord(Reply reply) {
        return !(reply instanceof Reply.Failed) && !(reply instanceof Reply.Unknown);
    }

    /** True while the vendor wants nothing; never for longer than {@link #LONGEST_HOLD}, though the clock be set back. */
    private boolean isHeld(Instant now) {
        Duration left = Duration.between(now, heldUntil.get());
        return left.isPositive() && left.compareTo(LONGEST_HOLD) <= 0;
    }

    private void hold(Duration after, Instant now) {
        Duration wait = after.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : after;
        heldUntil.accumulateAndGet(now.plus(wait), (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Trying again at once would do harm, whatever the share of failures is. */
    private synchronized void open() {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            breaker.transitionToOpenState();
        }
    }

    private static CircuitBreakerConfig breakerConfig(LaneSettings settings, Clock clock) {
        int window = settings.limits().getBreakerWindow();
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .recordResult(reply -> reply instanceof Reply said && !isWord(said))
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .failureRateThreshold(settings.limits().getBreakerFailurePercent())
                .slidingWindow(window, window, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .waitDurationInOpenState(Duration.ofMillis(settings.limits().getBreakerOpenMs()))
                .build();
    }

    private static BulkheadConfig bulkheadConfig(LaneSettings settings) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(settings.limits().getConcurrency())
                .maxWaitDuration(settings.requestTimeout().plus(LaneSettings.MARGIN))
                .fairCallHandlingStrategyEnabled(true)
                .build();
    }

    private static BreakerState breakerState(CircuitBreaker.State state) {
        return switch (state) {
            case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.CLOSED;
            case OPEN, FORCED_OPEN -> BreakerState.OPEN;
            case HALF_OPEN -> BreakerState.HALF_OPEN;
        };
    }
}
