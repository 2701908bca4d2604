package io.leadstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    /** Near the end of what a long holds, where a clock may stand and comparisons by size go wrong. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 250})
    void asManyAsTheLimitAtOnceAndThenOneMoreWithEachShareOfASecond(int perSecond) {
        RateLimit limit = new RateLimit(perSecond, now::get);

        assertThat(taken(limit, 3 * perSecond)).isEqualTo(perSecond);
        for (int i = 0; i < 2 * perSecond; i++) {
            now.addAndGet(SECOND / perSecond);
            assertThat(taken(limit, 3)).isEqualTo(1);
        }
    }

    @Test
    void quietTimeIsNotSavedUpBeyondASecond() {
        RateLimit limit = new RateLimit(5, now::get);
        now.addAndGet(3600 * SECOND);

        assertThat(taken(limit, 100)).isEqualTo(5);
    }

    @Test
    void noLimitIsNoLimit() {
        assertThat(taken(new RateLimit(0, now::get), 10_000)).isEqualTo(10_000);
    }

    private static int taken(RateLimit limit, int tries) {
        return (int) IntStream.range(0, tries).filter(i -> limit.tryAcquire()).count();
    }
}
