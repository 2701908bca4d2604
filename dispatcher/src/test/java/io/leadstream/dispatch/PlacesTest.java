package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final Places places = new Places(2, threads::add);
    private final List<String> done = new ArrayList<>();

    @Test
    void asManyThreadsAsPlacesDoAllThereIsInOrder() {
        List.of("1", "2", "3", "4").forEach(work -> places.run(() -> done.add(work)));
        assertThat(threads).hasSize(2);
        threads.remove().run();
        assertThat(done).containsExactly("1", "2", "3", "4");
        threads.remove().run();
        assertThat(done).hasSize(4);
    }

    @Test
    void aPlaceThatIsFreeAgainIsGivenAway() {
        for (String work : List.of("1", "2", "3")) {
            places.run(() -> done.add(work));
            threads.remove().run();
        }
        assertThat(done).containsExactly("1", "2", "3");
    }

    @Test
    void whatComesMeanwhileIsDoneByWhoIsThere() {
        places.run(() -> places.run(() -> places.run(() -> done.add("inner"))));
        threads.remove().run();
        assertThat(done).containsExactly("inner");
        assertThat(threads).as("the second place").hasSize(1);
    }

    @Test
    void nothingIsForgottenWhereManyComeAtOnce() throws InterruptedException {
        int all = 20_000;
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(all);
        try (var virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            Places busy = new Places(3, virtual);
            IntStream.range(0, all)
                    .parallel()
                    .forEach(number -> busy.run(() -> {
                        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                        LockSupport.parkNanos(1);
                        atOnce.decrementAndGet();
                        left.countDown();
                    }));
            assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most.get()).isBetween(1, 3);
    }
}
