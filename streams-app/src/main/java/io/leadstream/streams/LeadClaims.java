package io.leadstream.streams;

import io.leadstream.schema.LeadClaim;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Undecided leads by phone, in the order they came there: one store entry each, keyed phone, zero byte, ticket. */
final class LeadClaims {

    static final String STORE = "lead-claims";

    private final KeyValueStore<Bytes, LeadClaim> store;

    LeadClaims(KeyValueStore<Bytes, LeadClaim> store) {
        this.store = store;
    }

    List<LeadClaim> of(String phone) {
        List<LeadClaim> claims = new ArrayList<>();
        try (KeyValueIterator<Bytes, LeadClaim> found = store.range(key(phone, 0), key(phone, Long.MAX_VALUE))) {
            found.forEachRemaining(next -> claims.add(next.value));
        }
        return claims;
    }

    void put(LeadClaim claim) {
        store.put(key(claim.getKey(), claim.getTicket()), claim);
    }

    void remove(LeadClaim claim) {
        store.delete(key(claim.getKey(), claim.getTicket()));
    }

    private static Bytes key(String phone, long ticket) {
        byte[] name = phone.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(name.length + 1 + Long.BYTES)
                .put(name)
                .put((byte) 0)
                .putLong(ticket)
                .array());
    }
}
