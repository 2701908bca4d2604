package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

    private static final Instant NOW = Deliveries.START;

    private final CommitPace pace = new CommitPace(Duration.ofMillis(20), 64);

    @Test
    void theFirstCommitIsDueAtOnce() {
        assertThat(due(NOW, 0)).isTrue();
    }

    @Test
    void quickCommitsFollowEachOtherAtTheLeastInterval() {
        pace.committed(NOW, after(3), 320);
        assertThat(due(after(19), 0)).isFalse();
        assertThat(due(after(20), 0)).isTrue();
        assertThat(pace.left(after(5), 0, 0)).isEqualTo(Duration.ofMillis(15));
    }

    @Test
    void slowCommitsAreFewer() {
        pace.committed(NOW, after(12), 320);
        assertThat(due(after(59), 9)).isFalse();
        assertThat(due(after(60), 9)).isTrue();
    }

    @Test
    void verySlowOnesKeepNobodyWaitingForLonger() {
        pace.committed(NOW, after(90), 320);
        assertThat(due(after(99), 9)).isFalse();
        assertThat(due(after(100), 9)).isTrue();
    }

    @Test
    void whereMoreIsReadyHalfOfWhatMayGoIsEnoughForTheNext() {
        pace.committed(NOW, after(12), 320);
        assertThat(pace.left(after(19), 100, 500)).isPositive();
        assertThat(pace.left(after(20), 145, 500))
                .as("not a quarter of the places short of half")
                .isPositive();
        assertThat(pace.left(after(20), 144, 500)).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(pace.left(after(20), 0, 15)).as("a few that trickle in").isPositive();
    }

    @Test
    void oneCallAtATimeDoesNotWaitForTheNextCommit() {
        CommitPace single = new CommitPace(Duration.ofMillis(20), 1);
        single.committed(NOW, after(18), 2);
        assertThat(single.left(after(20), 0, 1)).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(single.left(after(20), 1, 1)).isPositive();
    }

    @Test
    void anAbortedOneIsTriedAgainAfterAWhile() {
        pace.committed(NOW, after(12), 320);
        pace.aborted(after(40));
        assertThat(due(after(239), 0)).isFalse();
        assertThat(due(after(240), 0)).isTrue();
    }

    @Test
    void aClockThatIsSetBackHoldsNothingUp() {
        pace.committed(NOW, after(12), 320);
        assertThat(due(NOW.minus(Duration.ofHours(1)), 9)).isTrue();
        pace.aborted(NOW);
        assertThat(due(NOW.minus(Duration.ofHours(1)), 9)).isTrue();
        assertThat(due(NOW, 9)).isFalse();
    }

    @Test
    void aLongerIntervalIsKept() {
        CommitPace slow = new CommitPace(Duration.ofMillis(500), 64);
        slow.committed(NOW, after(200), 320);
        assertThat(slow.left(NOW, 0, 0)).isEqualTo(Duration.ofMillis(500));
    }

    private boolean due(Instant now, int underWay) {
        return !pace.left(now, underWay, 0).isPositive();
    }

    private static Instant after(int ms) {
        return NOW.plusMillis(ms);
    }
}
