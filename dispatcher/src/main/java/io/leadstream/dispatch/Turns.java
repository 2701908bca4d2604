package io.leadstream.dispatch;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Whose turn it is (correctness.md 4): per phone the first that came, and it keeps its turn until it leaves the lane;
 * among phones the higher priority, then the earlier. Not thread-safe.
 */
final class Turns {

    static final Comparator<Held> BY_PRIORITY =
            Comparator.<Held>comparingInt(held -> -held.delivery.getPriority()).thenComparingLong(held -> held.arrival);
    private static final Comparator<Held> BY_REST =
            Comparator.<Held, Instant>comparing(held -> held.restsUntil).thenComparingLong(held -> held.arrival);

    private final Map<String, Deque<Held>> phones = new HashMap<>();
    private final TreeSet<Held> ready = new TreeSet<>(BY_PRIORITY);
    private final TreeSet<Held> resting = new TreeSet<>(BY_REST);

    /** Joins the line of its phone. */
    void join(Held held) {
        Deque<Held> line = phones.computeIfAbsent(held.delivery.getPhone(), phone -> new ArrayDeque<>());
        line.addLast(held);
        offer(line);
    }

    /** Gives up its place for good; the next of its phone moves up. */
    void leave(Held held) {
        ready.remove(held);
        resting.remove(held);
        Deque<Held> line = phones.getOrDefault(held.delivery.getPhone(), new ArrayDeque<>());
        line.remove(held);
        if (line.isEmpty()) {
            phones.remove(held.delivery.getPhone());
        } else {
            offer(line);
        }
    }

    /** The next to start, if any; it keeps the turn of its phone. */
    Optional<Held> next() {
        return Optional.ofNullable(ready.pollFirst());
    }

    /** How many could start now. */
    int ready() {
        return ready.size();
    }

    /** Keeps its turn and is not next before {@link Held#restsUntil}. */
    void rest(Held held) {
        ready.remove(held);
        held.step = Held.Step.RESTING;
        resting.add(held);
    }

    /** Did not start after all, or rested enough: it is next again. */
    void putBack(Held held) {
        held.step = Held.Step.WAITING;
        Deque<Held> line = phones.get(held.delivery.getPhone());
        if (line != null) {
            offer(line);
        }
    }

    /** Makes next what has rested enough, or would rest longer than anything does: the clock was set back. */
    void wake(Instant now) {
        while (!resting.isEmpty() && (isOver(resting.first(), now) || isTooLong(resting.last(), now))) {
            Held held = isOver(resting.first(), now) ? resting.first() : resting.last();
            resting.remove(held);
            putBack(held);
        }
    }

    private static boolean isOver(Held held, Instant now) {
        return !held.restsUntil.isAfter(now);
    }

    private static boolean isTooLong(Held held, Instant now) {
        return held.restsUntil.isAfter(now.plus(LaneCore.LONGEST_REST.multipliedBy(2)));
    }

    private void offer(Deque<Held> line) {
        Held first = line.getFirst();
        if (first.step == Held.Step.WAITING) {
            ready.add(first);
        }
    }
}
