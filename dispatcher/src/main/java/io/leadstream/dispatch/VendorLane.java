package io.leadstream.dispatch;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.BreakerState;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

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

    /** Starts are committed ahead of free places for about this long, so that no place waits for a commit. */
    private static final Duration AHEAD = Duration.ofMillis(50);

    private final LaneSettings settings;
    private final Dialect dialect;
    private final VendorAccount account;
    private final Transport transport;
    private final Clock clock;
    private final Pause pause;
    private final DeliveryEvents events;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final Limiter limiter;
    private final AtomicReference<Instant> heldUntil = new AtomicReference<>(Instant.MIN);

    VendorLane(
            LaneSettings settings,
            Dialect dialect,
            VendorAccount account,
            Transport transport,
            Clock clock,
            LongSupplier nanoTime,
            Pause pause,
            DeliveryEvents events) {
        this.settings = settings;
        this.dialect = dialect;
        this.account = account;
        this.transport = transport;
        this.clock = clock;
        this.pause = pause;
        this.events = events;
        this.breaker = CircuitBreaker.of(settings.id(), breakerConfig(settings, clock));
        this.bulkhead = Bulkhead.of(settings.id(), bulkheadConfig(settings));
        this.limiter = new Limiter(settings.id(), settings.limits().getRatePerSecond(), nanoTime);
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
        if (clock.instant().isBefore(heldUntil.get())) {
            return 0;
        }
        return switch (breaker()) {
            case OPEN, UNKNOWN -> 0;
            case HALF_OPEN -> PROBES;
            case CLOSED -> {
                int places = settings.limits().getConcurrency();
                yield limiter.within(AHEAD, places) + places;
            }
        };
    }

    /** What the breaker does now; an open one whose time is over is half open. */
    BreakerState breaker() {
        if (breaker.getState() == CircuitBreaker.State.OPEN && breaker.tryAcquirePermission()) {
            breaker.releasePermission();
        }
        return breakerState(breaker.getState());
    }

    /** Runs an attempt; blocks while the vendor's limits say so. */
    Outcome attempt(Attempt attempt) {
        if (!bulkhead.tryAcquirePermission()) {
            return new Outcome.NotStarted("no place");
        }
        try {
            long wait = limiter.reserve();
            if (wait < 0) {
                return new Outcome.NotStarted("rate");
            }
            if (wait > 0) {
                pause.nanos(wait);
            }
            if (!breaker.tryAcquirePermission()) {
                return new Outcome.NotStarted("breaker open");
            }
            return withPermission(attempt);
        } finally {
            bulkhead.onComplete();
        }
    }

    private Outcome withPermission(Attempt attempt) {
        Instant started = clock.instant();
        Optional<String> obstacle = obstacle(attempt, started);
        if (obstacle.isPresent()) {
            breaker.releasePermission();
            return new Outcome.NotStarted(obstacle.get());
        }
        events.started(attempt.delivery(), attempt.number());
        Heard heard = send(attempt);
        Instant ended = clock.instant();
        note(heard.reply(), Duration.between(started, ended), ended);
        return new Outcome.Replied(heard.reply(), heard.status(), Optional.of(started), ended);
    }

    private Optional<String> obstacle(Attempt attempt, Instant now) {
        if (attempt.held().expired(now)) {
            return Optional.of("expired");
        }
        if (now.isBefore(heldUntil.get())) {
            return Optional.of("throttled");
        }
        return attempt.gate().pass() ? Optional.empty() : Optional.of("stopped");
    }

    /** What was heard of an attempt: its meaning, and the status it came with. */
    private record Heard(Reply reply, Optional<Integer> status) {}

    private Heard send(Attempt attempt) {
        URI uri;
        try {
            uri = uri(attempt);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return new Heard(new Reply.Failed("no address for the call", false), Optional.empty());
        }
        return switch (transport.call(uri, attempt.call(), settings.requestTimeout())) {
            case TransportAnswer.Answered answered ->
                new Heard(
                        read(answered.answer(), attempt),
                        Optional.of(answered.answer().status()));
            case TransportAnswer.NotSent not -> new Heard(new Reply.Failed(not.reason(), false), Optional.empty());
            case TransportAnswer.SentNoAnswer sent -> new Heard(new Reply.Unknown(sent.reason()), Optional.empty());
        };
    }

    /** What an answer means. A dialect that trips over one has not understood whether the vendor has the lead. */
    private Reply read(Answer answer, Attempt attempt) {
        try {
            return dialect.read(answer, attempt.delivery(), account);
        } catch (RuntimeException bug) {
            return new Reply.Unknown("dialect failed: " + bug.getClass().getSimpleName());
        }
    }

    private URI uri(Attempt attempt) throws URISyntaxException {
        URI base = settings.base();
        String path =
                Optional.ofNullable(base.getPath()).orElse("") + attempt.call().path();
        URI whole = new URI(base.getScheme(), null, base.getHost(), base.getPort(), path, null, null);
        String query = attempt.call().query();
        return URI.create(whole.toASCIIString() + (query.isEmpty() ? "" : "?" + query));
    }

    private void note(Reply reply, Duration took, Instant now) {
        breaker.onResult(Math.max(0, took.toNanos()), TimeUnit.NANOSECONDS, reply);
        switch (reply) {
            case Reply.Throttled throttled -> throttled.after().ifPresent(after -> hold(after, now));
            case Reply.Failed failed when failed.stop() -> open();
            case Reply.Accepted accepted -> {}
            case Reply.Rejected rejected -> {}
            case Reply.Failed failed -> {}
            case Reply.Unknown unknown -> {}
        }
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
                .recordResult(reply -> reply instanceof Reply.Failed || reply instanceof Reply.Unknown)
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
