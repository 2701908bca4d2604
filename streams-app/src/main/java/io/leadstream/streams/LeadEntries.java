package io.leadstream.streams;

import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStatus;
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
 *
 * <p>A phone that has any entry has one of order 0, a {@linkplain #GONE placeholder} if need be. So a phone that was never
 * heard of, as most are, costs one plain get, which RocksDB's Bloom filters answer, where an iterator would look into every
 * file.
 */
final class LeadEntries {

    static final String STORE = "lead-entries";

    /** The id of what stands where the first entry of a phone was, as long as the phone has others. No lead has it. */
    private static final long GONE = -1;

    /** An entry with its key. */
    record Kept(Bytes key, LeadEntry entry) {}

    private final KeyValueStore<Bytes, LeadEntry> store;

    LeadEntries(KeyValueStore<Bytes, LeadEntry> store) {
        this.store = store;
    }

    /** The entries of a phone, newest first. */
    List<Kept> newestFirst(String phone) {
        List<Kept> entries = new ArrayList<>();
        if (isUnknown(phone)) {
            return entries;
        }
        try (KeyValueIterator<Bytes, LeadEntry> found = store.reverseRange(key(phone, 0), key(phone, Long.MAX_VALUE))) {
            while (found.hasNext()) {
                KeyValue<Bytes, LeadEntry> next = found.next();
                if (next.value.getLeadId() != GONE) {
                    entries.add(new Kept(next.key, next.value));
                }
            }
        }
        return entries;
    }

    /** The entry of a lead. */
    Optional<Kept> find(String phone, long leadId) {
        Bytes oldest = key(phone, 0);
        LeadEntry first = store.get(oldest);
        if (first != null && first.getLeadId() == leadId) {
            return Optional.of(new Kept(oldest, first));
        }
        return first == null
                ? Optional.empty()
                : newestFirst(phone).stream()
                        .filter(kept -> kept.entry().getLeadId() == leadId)
                        .findFirst();
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
        String phone = phone(kept.key());
        store.delete(kept.key());
        boolean others = others(phone);
        if (!others) {
            store.delete(key(phone, 0));
        } else if (order(kept.key()) == 0) {
            store.put(kept.key(), gone(kept.entry()));
        }
    }

    /** The order of the next entry of a phone. */
    long nextOrder(String phone) {
        if (isUnknown(phone)) {
            return 0;
        }
        try (KeyValueIterator<Bytes, LeadEntry> found = store.reverseRange(key(phone, 0), key(phone, Long.MAX_VALUE))) {
            return order(found.peekNextKey()) + 1;
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

    private boolean isUnknown(String phone) {
        return store.get(key(phone, 0)) == null;
    }

    /** True if a phone has any entry but a placeholder. */
    private boolean others(String phone) {
        try (KeyValueIterator<Bytes, LeadEntry> found = store.reverseRange(key(phone, 0), key(phone, Long.MAX_VALUE))) {
            return found.hasNext() && found.next().value.getLeadId() != GONE;
        }
    }

    private static LeadEntry gone(LeadEntry entry) {
        return LeadEntry.newBuilder()
                .setLeadId(GONE)
                .setListId("")
                .setAccount("")
                .setSubmittedAt(entry.getSubmittedAt())
                .setStatus(LeadStatus.UNKNOWN)
                .build();
    }

    private static Bytes key(String phone, long order) {
        byte[] name = phone.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(name.length + 1 + Long.BYTES)
                .put(name)
                .put((byte) 0)
                .putLong(order)
                .array());
    }

    private static String phone(Bytes key) {
        return new String(key.get(), 0, key.get().length - 1 - Long.BYTES, StandardCharsets.UTF_8);
    }

    private static long order(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(key.get().length - Long.BYTES);
    }
}
