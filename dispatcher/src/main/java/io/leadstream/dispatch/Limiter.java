package io.leadstream.dispatch;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A vendor's rate, of which this dispatcher has the share that its partitions are of all (pipeline.md, Delivery).
 *
 * <p>Permits come one by one or, above 50 a second, in handfuls of a fiftieth of a second.
 */
final class Limiter {

    private static final int HANDFULS_PER_SECOND = 50;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final String vendor;
    private final int ratePerSecond;
    private final LongSupplier nanoTime;
    private volatile Optional<RateLimiter> current = Optional.empty();
    private volatile double share = -1;

    /**
     * A limiter that lets nothing through before it has a share, where there is a limit at all.
     *
     * @param ratePerSecond over all dispatchers; 0: no limit
     */
    Limiter(String vendor, int ratePerSecond, LongSupplier nanoTime) {
        this.vendor = vendor;
        this.ratePerSecond = ratePerSecond;
        this.nanoTime = nanoTime;
    }

    /** Sets the share: our partitions of all of them. */
    void share(int ours, int all) {
        double now = all == 0 ? 0 : (double) ours / all;
        if (now == share) {
            return;
        }
        double rate = ratePerSecond * now;
        current = rate > 0 ? Optional.of(limiter(rate)) : Optional.empty();
        share = now;
    }

    /** Nanoseconds to wait before sending, -1 if that would be too long. Takes the permit. */
    long reserve() {
        if (ratePerSecond == 0) {
            return 0;
        }
        return current.map(RateLimiter::reservePermission).orElse(-1L);
    }

    /** Attempts that may pass within a time; as many as asked where there is no limit. */
    int within(Duration time, int asked) {
        if (ratePerSecond == 0) {
            return asked;
        }
        double permits = ratePerSecond * Math.max(0, share) * time.toMillis() / 1000;
        return (int) Math.min(asked, Math.max(1, Math.ceil(permits)));
    }

    private RateLimiter limiter(double rate) {
        int handful = (int) Math.max(1, Math.round(rate / HANDFULS_PER_SECOND));
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(handful)
                .limitRefreshPeriod(Duration.ofNanos(Math.round(handful * 1e9 / rate)))
                .timeoutDuration(LONGEST_WAIT)
                .build();
        return new AtomicRateLimiter(vendor, config, nanoTime::getAsLong);
    }
}
