package io.leadstream.streams;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.HeldItem;
import io.leadstream.schema.ResolvedLead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What waits for its time, by due time: keyed due (ms), lead id, and the vendor for a delivery.
 *
 * <p>A cursor remembers how far everything was released, so that a look for due items does not walk the tombstones of
 * those before; an item put before it pulls it back (correctness.md 16).
 */
final class HeldItems {

    static final String STORE = "held-items";

    /** No vendor's id ends so. */
    private static final String RESULT = " result";

    private final KeyValueStore<Bytes, HeldItem> store;
    private Bytes cursor = Bytes.wrap(new byte[0]);

    HeldItems(KeyValueStore<Bytes, HeldItem> store) {
        this.store = store;
    }

    void put(ResolvedLead lead, Instant due) {
        put(key(due, lead.getLeadId(), ""), HeldItem.newBuilder().setLead(lead).build());
    }

    void put(Delivery delivery, Instant due) {
        put(
                key(due, delivery.getLeadId(), delivery.getVendor()),
                HeldItem.newBuilder().setDelivery(delivery).build());
    }

    /** Keeps a result until its vendor has a topic for it. */
    void put(DeliveryResult result, Instant due) {
        put(
                key(due, result.getLeadId(), result.getVendor() + RESULT),
                HeldItem.newBuilder().setResult(result).build());
    }

    /** Takes out a held lead, if it is held. */
    Optional<ResolvedLead> takeLead(Instant due, long leadId) {
        return take(key(due, leadId, "")).flatMap(HeldItem::getLead);
    }

    /** Takes out a held delivery, if it is held. */
    Optional<Delivery> takeDelivery(Instant due, long leadId, String vendor) {
        return take(key(due, leadId, vendor)).flatMap(HeldItem::getDelivery);
    }

    /** Takes out what is due, earliest first, and at most so many. */
    List<Due> takeDue(Instant now, int most) {
        Bytes end = key(now, Long.MAX_VALUE, "");
        if (cursor.compareTo(end) > 0) { // the clock was set back, and others put with it what is due before the cursor
            cursor = end;
            return List.of();
        }
        List<KeyValue<Bytes, HeldItem>> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, HeldItem> found = store.range(cursor, end)) {
            while (found.hasNext() && due.size() < most) {
                due.add(found.next());
            }
        }
        cursor = due.size() < most ? end : due.getLast().key;
        due.forEach(item -> store.delete(item.key));
        return due.stream().map(item -> new Due(due(item.key), item.value)).toList();
    }

    /** An item and the time at which it was due, ms. */
    record Due(long atMs, HeldItem item) {}

    private void put(Bytes key, HeldItem item) {
        store.put(key, item);
        cursor = cursor.compareTo(key) > 0 ? key : cursor;
    }

    private Optional<HeldItem> take(Bytes key) {
        @Nullable HeldItem item = store.delete(key);
        return Optional.ofNullable(item);
    }

    private static long due(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong();
    }

    private static Bytes key(Instant due, long leadId, String vendor) {
        byte[] name = vendor.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES + name.length)
                .putLong(due.toEpochMilli())
                .putLong(leadId)
                .put(name)
                .array());
    }
}
