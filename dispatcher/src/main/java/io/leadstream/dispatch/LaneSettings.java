package io.leadstream.dispatch;

import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A vendor as its lane needs it, checked.
 *
 * @param vendor as routing describes it
 * @param base its address
 * @param hosts hosts that may be called, lower case
 */
record LaneSettings(Vendor vendor, URI base, Set<String> hosts) {

    private static final int MOST_CONCURRENCY = 1_000;
    private static final int LONGEST_TIMEOUT_MS = 120_000;
    private static final int FEWEST_HELD = 64;
    private static final int MOST_HELD = 2_000;
    private static final Duration SHORTEST_SESSION = Duration.ofSeconds(15);
    private static final Duration SHORTEST_REBALANCE = Duration.ofSeconds(60);

    /** What handing over may take beyond the calls in flight (correctness.md 3). */
    static final Duration MARGIN = Duration.ofSeconds(5);

    /**
     * Checks a vendor.
     *
     * @throws IllegalArgumentException saying which setting is wrong
     */
    static LaneSettings of(Vendor vendor) {
        VendorLimits limits = vendor.getLimits();
        within("concurrency", limits.getConcurrency(), 1, MOST_CONCURRENCY);
        within("rate_per_second", limits.getRatePerSecond(), 0, 100_000);
        within("request_timeout_ms", limits.getRequestTimeoutMs(), 1, LONGEST_TIMEOUT_MS);
        within("connect_timeout_ms", limits.getConnectTimeoutMs(), 1, LONGEST_TIMEOUT_MS);
        within("breaker_failure_percent", limits.getBreakerFailurePercent(), 1, 100);
        within("breaker_window", limits.getBreakerWindow(), 1, 10_000);
        within("breaker_open_ms", limits.getBreakerOpenMs(), 1, 3_600_000);
        within("retry_jitter_percent", limits.getRetryJitterPercent(), 0, 100);
        within("max_age_minutes", limits.getMaxAgeMinutes(), 1, Topics.LONGEST_MAX_AGE.toMinutes());
        within("disable_after_rejected", limits.getDisableAfterRejected(), 0, Integer.MAX_VALUE);
        within("disable_after_failed", limits.getDisableAfterFailed(), 0, Integer.MAX_VALUE);
        for (Long wait : limits.getRetryWaitsMs()) {
            within("retry_waits_ms", wait, 0, Duration.ofDays(7).toMillis());
        }
        URI base = uri(vendor.getUrl());
        if (base.getHost() == null || !List.of("http", "https").contains(base.getScheme())) {
            throw new IllegalArgumentException("url is no http or https address");
        }
        Set<String> hosts = vendor.getAllowedHosts().isEmpty()
                ? Set.of(base.getHost().toLowerCase(Locale.ROOT))
                : vendor.getAllowedHosts().stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
        return new LaneSettings(vendor, base, hosts);
    }

    String id() {
        return vendor.getId();
    }

    VendorLimits limits() {
        return vendor.getLimits();
    }

    /** From the start of a call to its last byte, connecting included. */
    Duration requestTimeout() {
        return Duration.ofMillis(limits().getRequestTimeoutMs());
    }

    /** How long a member of the lane's group may be silent before its partitions go to another. */
    Duration sessionTimeout() {
        return longer(SHORTEST_SESSION, requestTimeout().multipliedBy(2).plus(MARGIN));
    }

    /** No attempt starts when the last good poll is older than this (correctness.md 3). */
    Duration freshness() {
        return sessionTimeout().minus(requestTimeout());
    }

    /** How long the group waits for a member to hand over; longer than request timeout and margin. */
    Duration rebalanceTimeout() {
        return longer(SHORTEST_REBALANCE, requestTimeout().plus(MARGIN).multipliedBy(2));
    }

    /** Deliveries that the lane holds before it stops reading. */
    int capacity() {
        return Math.clamp(8L * limits().getConcurrency(), FEWEST_HELD, MOST_HELD);
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url is no http or https address");
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("limits." + name + " is " + value + ", not " + least + " to " + most);
        }
    }
}
