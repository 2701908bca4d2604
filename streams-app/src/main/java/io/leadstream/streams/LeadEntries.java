package io.leadstream.streams;

import io.leadstream.schema.LeadEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Accepted leads by phone, in the order decided: one store entry each, keyed phone, zero byte, order (correctness.md
 * 10).
 */
final class LeadEntries {

    static final String STORE = "lead-entries";

    /** An entry with its key. */
    record Kept(Bytes key, LeadEntry entry) {}

    private final KeyValueStore<Bytes, LeadEntry> store;

    LeadEntries(KeyValueStore<Bytes, LeadEntry> store) {
        this.store = store;
    }

    /** The entries of a phone, newest first. */
    List<Kept> newestFirst(String phone) {
        List<Kept> entries = new ArrayList<>();
        try (KeyValueIterator<Bytes, LeadEntry> found = store.reverseRange(key(phone, 0), key(phone, Long.MAX_VALUE))) {
            while (found.hasNext()) {
                KeyValue<Bytes, LeadEntry> next = found.next();
                entries.add(new Kept(next.key, next.value));
            }
        }
        return entries;
    }

    /** The entry of a lead. */
    Optional<Kept> find(String phone, long leadId) {
        try (KeyValueIterator<Bytes, LeadEntry> found = store.reverseRange(key(phone, 0), key(phone, Long.MAX_VALUE))) {
            while (found.hasNext()) {
                KeyValue<Bytes, LeadEntry> next = found.next();
                if (next.value.getLeadId() == leadId) {
                    return Optional.of(new Kept(next.key, next.value));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Adds an entry as the newest of its phone.
     *
     * @param order what {@link #nextOrder} says, or was left by a look at all of them in the same step
     */
    void append(String phone, long order, LeadEntry entry) {
        store.put(key(phone, order), entry);
    }

    /** Replaces an entry. */
    void put(Kept kept) {
        store.put(kept.key(), kept.entry());
    }

    /** Removes an entry: the lead was cancelled, so it counts no more. */
    void remove(Kept kept) {
        store.delete(kept.key());
    }

    /** The order of the next entry of a phone. */
    long nextOrder(String phone) {
        try (KeyValueIterator<Bytes, LeadEntry> found = store.reverseRange(key(phone, 0), key(phone, Long.MAX_VALUE))) {
            return found.hasNext() ? order(found.peekNextKey()) + 1 : 0;
        }
    }

    /**
     * The same.
     *
     * @param kept all entries of the phone, newest first
     */
    static long nextOrder(List<Kept> kept) {
        return kept.isEmpty() ? 0 : order(kept.getFirst().key()) + 1;
    }

    private static Bytes key(String phone, long order) {
        byte[] name = phone.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(name.length + 1 + Long.BYTES)
                .put(name)
                .put((byte) 0)
                .putLong(order)
                .array());
    }

    private static long order(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES);
    }
}
