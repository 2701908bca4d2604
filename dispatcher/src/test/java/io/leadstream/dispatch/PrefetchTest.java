package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefetchTest {

    private final Prefetch prefetch = new Prefetch(10);

    @Test
    void beginsWithOneCallPerPlace() {
        assertThat(prefetch.calls()).isEqualTo(10);
    }

    @Test
    void aSlowVendorNeedsNoMore() {
        prefetch.cycle(1);
        assertThat(prefetch.calls()).isEqualTo(10);
    }

    @Test
    void aQuickVendorGetsTwiceWhatEndsBetweenTwoCommits() {
        prefetch.cycle(12);
        assertThat(prefetch.calls()).isEqualTo(24);
    }

    @Test
    void whatACrashMakesUnknownStaysBounded() {
        prefetch.cycle(1_000);
        assertThat(prefetch.calls()).isEqualTo(Prefetch.MOST * 10);
    }

    @Test
    void aQuietCycleIsForgivenAndQuietOnesAreNot() {
        prefetch.cycle(20);
        prefetch.cycle(0);
        assertThat(prefetch.calls()).isEqualTo(36);
        for (int i = 0; i < 100; i++) {
            prefetch.cycle(0);
        }
        assertThat(prefetch.calls()).isEqualTo(10);
    }
}
