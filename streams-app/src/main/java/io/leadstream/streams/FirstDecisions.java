package io.leadstream.streams;

import io.leadstream.schema.LeadDecision;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to an event, by phone, account and event id, for 24 h of record time, so that an event sent again
 * gets the same answer (correctness.md 13).
 *
 * <p>The key begins with the half day of the event's first submission. An answer is looked for in the four that 24 h
 * and a clock behind can touch, each by a plain get; what is too old lies together at the beginning, and is forgotten from there.
 */
final class FirstDecisions {

    static final String STORE = "answers-by-event";
    static final Duration KEPT = Duration.ofHours(24);

    /** So much earlier than the first the time of an event sent again may be. */
    static final Duration SKEW = Duration.ofMinutes(10);

    /** Forgotten at a time, at most. */
    static final int MOST_FORGOTTEN = 200;

    private static final long HALF_DAY = Duration.ofHours(12).toMillis();

    private final KeyValueStore<Bytes, LeadDecision> store;

    /** Nothing lies before it, but for what was put late. */
    private Bytes cursor = Bytes.wrap(new byte[0]);

    /** Of submissions, whose time is their broker's; other records bear the times of whoever wrote them. */
    private Instant newest = Instant.EPOCH;

    FirstDecisions(KeyValueStore<Bytes, LeadDecision> store) {
        this.store = store;
    }

    /**
     * What was answered to an event that was submitted less than 24 h before a time, or a little after it: brokers' clocks
     * differ, and an event sent again may bear the earlier time.
     */
    Optional<LeadDecision> find(String phone, String account, String eventId, Instant at) {
        byte[] event = event(phone, account, eventId);
        Instant oldest = at.minus(KEPT).plusMillis(1);
        for (long half = halfDay(at.plus(SKEW)); half >= halfDay(oldest); half--) {
            @Nullable LeadDecision found = store.get(key(half, event));
            if (found != null && !found.getSubmittedAt().isBefore(oldest)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    void put(LeadDecision decision) {
        byte[] event = event(decision.getPhone(), decision.getAccount(), decision.getEventId());
        store.put(key(halfDay(decision.getSubmittedAt()), event), decision);
        newest = decision.getSubmittedAt().isAfter(newest) ? decision.getSubmittedAt() : newest;
    }

    /** Forgets some of what nobody can ask for any more, by the newest that was put; called often, it keeps pace. */
    void forget() {
        Bytes end = key(halfDay(newest.minus(KEPT)), new byte[0]);
        if (cursor.compareTo(end) >= 0) {
            return;
        }
        List<Bytes> old = new ArrayList<>();
        try (KeyValueIterator<Bytes, LeadDecision> found = store.range(cursor, end)) {
            while (found.hasNext() && old.size() < MOST_FORGOTTEN) {
                old.add(found.next().key);
            }
        }
        old.forEach(key -> store.put(key, null));
        cursor = old.size() < MOST_FORGOTTEN ? end : old.getLast();
    }

    private static long halfDay(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), HALF_DAY);
    }

    private static byte[] event(String phone, String account, String eventId) {
        return (phone + '\n' + account + '\n' + eventId).getBytes(StandardCharsets.UTF_8);
    }

    private static Bytes key(long halfDay, byte[] event) {
        return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES + event.length)
                .putInt((int) Math.max(0, halfDay))
                .put(event)
                .array());
    }
}
