package io.leadstream.streams;

import io.leadstream.schema.LeadDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * What was answered to an event, by phone, account and event id, for 24 h of record time, so that an event sent again
 * gets the same answer (correctness.md 13).
 */
final class FirstDecisions {

    static final String STORE = "first-decisions";
    static final Duration KEPT = Duration.ofHours(24);

    private final WindowStore<String, LeadDecision> store;

    FirstDecisions(WindowStore<String, LeadDecision> store) {
        this.store = store;
    }

    /** What was answered to an event within 24 h before a time. */
    Optional<LeadDecision> find(String phone, String account, String eventId, Instant at) {
        String key = key(phone, account, eventId);
        try (WindowStoreIterator<LeadDecision> found =
                store.fetch(key, at.minus(KEPT).plusMillis(1), at)) {
            return found.hasNext() ? Optional.of(found.next().value) : Optional.empty();
        }
    }

    void put(LeadDecision decision) {
        store.put(
                key(decision.getPhone(), decision.getAccount(), decision.getEventId()),
                decision,
                decision.getSubmittedAt().toEpochMilli());
    }

    private static String key(String phone, String account, String eventId) {
        return phone + '\n' + account + '\n' + eventId;
    }
}
