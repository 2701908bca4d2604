package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How long a tick goes on. */
class ReleaseTimeTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final ReleaseTime time = new ReleaseTime(clock::get);

    @Test
    void theTasksOfAThreadShareHalfOfATickWhileRecordsComeIn() {
        time.join();
        assertThat(lasts(time.begin(true))).isEqualTo(25);
        for (int task = 0; task < 4; task++) {
            time.join();
        }
        assertThat(lasts(time.begin(true))).isEqualTo(5);
        time.leave();
        assertThat(lasts(time.begin(true))).isEqualTo(7);
    }

    @Test
    void whileNoneComeInATickGoesOnLonger() {
        time.join();
        time.join();
        assertThat(lasts(time.begin(false))).isEqualTo(50);
    }

    @Test
    void anotherThreadsTasksTakeNothingAway() throws InterruptedException {
        Thread other = Thread.ofPlatform().start(time::join);
        other.join();
        time.join();
        assertThat(lasts(time.begin(true))).isEqualTo(25);
    }

    /** Milliseconds until a tick is over, the last one begun. */
    private long lasts(ReleaseTime.Turn turn) {
        long millis = 0;
        while (turn.goesOn()) {
            clock.addAndGet(Duration.ofMillis(1).toNanos());
            millis++;
        }
        return millis;
    }
}
