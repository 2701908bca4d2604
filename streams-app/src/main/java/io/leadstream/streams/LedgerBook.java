package io.leadstream.streams;

import io.leadstream.schema.LedgerStep;
import io.leadstream.streams.rules.LedgerRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A task's part of the ledger: the steps of leads, and the leads of phones. Steps are only put and, once they are old,
 * forgotten; nothing is read to write.
 */
final class LedgerBook {

    static final String STEPS = "steps";
    static final String PHONES = "phones";

    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, LedgerStep> steps;
    private final KeyValueStore<Bytes, byte[]> phones;

    /** By partition that ids name: nothing lies before it. It is there for each partition that steps are kept of. */
    private final Map<Integer, Bytes> cursors = new TreeMap<>();

    LedgerBook(KeyValueStore<Bytes, LedgerStep> steps, KeyValueStore<Bytes, byte[]> phones) {
        this.steps = steps;
        this.phones = phones;
        findCursors();
    }

    void put(long leadId, LedgerStep step) {
        Bytes key = LedgerKey.step(leadId, LedgerRule.name(step));
        steps.put(key, step);
        if (LedgerRule.names(step)) {
            phones.put(LedgerKey.phone(LedgerRule.phone(step), leadId), NOTHING);
        }
        cursors.merge(LedgerKey.partitionOf(key), key, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    /**
     * Forgets leads that were submitted before a time; called often, it keeps pace.
     *
     * @param most steps forgotten at a time, at most
     */
    void forget(Instant before, int most) {
        List<KeyValue<Bytes, LedgerStep>> old = new ArrayList<>();
        for (Map.Entry<Integer, Bytes> cursor : cursors.entrySet()) {
            cursor.setValue(findOld(cursor.getValue(), before, most, old));
        }
        old.forEach(this::forget);
    }

    /** Collects what is old of one partition, in order; returns where to go on. */
    private Bytes findOld(Bytes from, Instant before, int most, List<KeyValue<Bytes, LedgerStep>> old) {
        Bytes end = LedgerKey.partition(LedgerKey.partitionOf(from) + 1);
        Bytes at = from;
        try (KeyValueIterator<Bytes, LedgerStep> found = steps.range(from, end)) {
            while (found.hasNext() && old.size() < most) {
                KeyValue<Bytes, LedgerStep> next = found.next();
                at = next.key;
                if (!next.value.getSubmittedAt().isBefore(before)) {
                    break;
                }
                old.add(next);
            }
        }
        return at;
    }

    /** Looks where the steps of each partition begin, once. */
    private void findCursors() {
        Bytes from = LedgerKey.partition(0);
        while (true) {
            try (KeyValueIterator<Bytes, LedgerStep> found = steps.range(from, null)) {
                if (!found.hasNext()) {
                    return;
                }
                Bytes first = found.peekNextKey();
                cursors.put(LedgerKey.partitionOf(first), first);
                from = LedgerKey.partition(LedgerKey.partitionOf(first) + 1);
            }
        }
    }

    private void forget(KeyValue<Bytes, LedgerStep> old) {
        steps.delete(old.key);
        if (LedgerRule.names(old.value)) {
            phones.delete(LedgerKey.phone(LedgerRule.phone(old.value), LedgerKey.leadOf(old.key)));
        }
    }
}
