package io.leadstream.streams;

import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.PendingAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Answers to cancels and dials that wait for something to become of deliveries, undecided leads or entries, keyed phone, zero byte, id of the
 * cancel or dial.
 */
final class PendingAnswers {

    static final String STORE = "pending-answers";

    private final KeyValueStore<Bytes, PendingAnswer> store;

    PendingAnswers(KeyValueStore<Bytes, PendingAnswer> store) {
        this.store = store;
    }

    void put(PendingAnswer pending) {
        LeadDecision decision = pending.getDecision();
        store.put(key(decision.getPhone(), decision.getLeadId()), pending);
    }

    /** True if an event has an answer that waits here: sent again it is answered by the same. */
    boolean waits(String phone, String account, String eventId) {
        return all(phone).stream()
                .map(each -> each.value.getDecision())
                .anyMatch(decision -> decision.getAccount().equals(account)
                        && decision.getEventId().equals(eventId));
    }

    /**
     * Hears what became of a delivery, or of whatever else answers wait for.
     *
     * @param change what that adds to an answer
     * @return the answers that waited for nothing else
     */
    List<LeadDecision> heard(String phone, String deliveryId, UnaryOperator<LeadDecision> change) {
        return heard(phone, deliveryId, Optional.empty(), change);
    }

    /** The same; answers wait now for something else, if anything is given. */
    List<LeadDecision> heard(
            String phone, String deliveryId, Optional<String> instead, UnaryOperator<LeadDecision> change) {
        List<LeadDecision> answers = new ArrayList<>();
        for (KeyValue<Bytes, PendingAnswer> waiting : waitingFor(phone, deliveryId)) {
            PendingAnswer heard = PendingAnswer.newBuilder()
                    .setDecision(change.apply(waiting.value.getDecision()))
                    .setWaiting(waiting.value.getWaiting().stream()
                            .flatMap(id -> id.equals(deliveryId) ? instead.stream() : Stream.of(id))
                            .toList())
                    .build();
            if (heard.getWaiting().isEmpty()) {
                store.delete(waiting.key);
                answers.add(heard.getDecision());
            } else {
                store.put(waiting.key, heard);
            }
        }
        return answers;
    }

    private List<KeyValue<Bytes, PendingAnswer>> waitingFor(String phone, String deliveryId) {
        List<KeyValue<Bytes, PendingAnswer>> waiting = all(phone);
        waiting.removeIf(each -> !each.value.getWaiting().contains(deliveryId));
        return waiting;
    }

    private List<KeyValue<Bytes, PendingAnswer>> all(String phone) {
        List<KeyValue<Bytes, PendingAnswer>> all = new ArrayList<>();
        try (KeyValueIterator<Bytes, PendingAnswer> found = store.range(key(phone, 0), key(phone, Long.MAX_VALUE))) {
            found.forEachRemaining(all::add);
        }
        return all;
    }

    private static Bytes key(String phone, long id) {
        byte[] name = phone.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(name.length + 1 + Long.BYTES)
                .put(name)
                .put((byte) 0)
                .putLong(id)
                .array());
    }
}
