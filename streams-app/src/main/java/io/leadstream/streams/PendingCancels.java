package io.leadstream.streams;

import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.PendingCancel;
import io.leadstream.streams.rules.CancelRule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Cancels that wait for lanes to say what became of the deliveries they met, keyed phone, zero byte, cancel id. */
final class PendingCancels {

    static final String STORE = "pending-cancels";

    private final KeyValueStore<Bytes, PendingCancel> store;

    PendingCancels(KeyValueStore<Bytes, PendingCancel> store) {
        this.store = store;
    }

    void put(PendingCancel pending) {
        LeadDecision decision = pending.getDecision();
        store.put(key(decision.getPhone(), decision.getLeadId()), pending);
    }

    /**
     * Hears what became of a delivery.
     *
     * @param cancelledLead the lead, if nothing of it reached any vendor
     * @return the answers to the cancels that waited for nothing else
     */
    List<LeadDecision> heard(String phone, String deliveryId, Optional<Long> cancelledLead) {
        List<LeadDecision> answers = new ArrayList<>();
        for (KeyValue<Bytes, PendingCancel> waiting : waitingFor(phone, deliveryId)) {
            PendingCancel heard = CancelRule.heard(waiting.value, deliveryId, cancelledLead);
            if (heard.getWaiting().isEmpty()) {
                store.delete(waiting.key);
                answers.add(heard.getDecision());
            } else {
                store.put(waiting.key, heard);
            }
        }
        return answers;
    }

    private List<KeyValue<Bytes, PendingCancel>> waitingFor(String phone, String deliveryId) {
        List<KeyValue<Bytes, PendingCancel>> waiting = new ArrayList<>();
        try (KeyValueIterator<Bytes, PendingCancel> found = store.range(key(phone, 0), key(phone, Long.MAX_VALUE))) {
            found.forEachRemaining(waiting::add);
        }
        waiting.removeIf(each -> !each.value.getWaiting().contains(deliveryId));
        return waiting;
    }

    private static Bytes key(String phone, long cancelId) {
        byte[] name = phone.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(name.length + 1 + Long.BYTES)
                .put(name)
                .put((byte) 0)
                .putLong(cancelId)
                .array());
    }
}
