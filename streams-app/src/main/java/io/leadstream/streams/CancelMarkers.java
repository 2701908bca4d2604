package io.leadstream.streams;

import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.rules.CancelRule;
import io.leadstream.streams.rules.Entries;
import java.time.Duration;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Cancels that found nothing, by phone, for 60 s of record time: a submission that was read on another partition and
 * comes by the detour may be older than they are (correctness.md 14).
 */
final class CancelMarkers {

    static final String STORE = "cancel-markers";
    static final Duration KEPT = Duration.ofSeconds(60);

    private final WindowStore<String, PlacedEvent> store;

    CancelMarkers(WindowStore<String, PlacedEvent> store) {
        this.store = store;
    }

    void put(PlacedEvent cancel) {
        store.put(cancel.getPhone(), cancel, cancel.getSubmittedAt().toEpochMilli());
    }

    /** True if a cancel that is newer than the lead means it. */
    boolean mean(ResolvedLead lead) {
        try (WindowStoreIterator<PlacedEvent> newer = store.fetch(
                lead.getPhone(),
                lead.getSubmittedAt().toEpochMilli() + 1,
                lead.getSubmittedAt().plus(FirstDecisions.KEPT).toEpochMilli())) {
            while (newer.hasNext()) {
                KeyValue<Long, PlacedEvent> cancel = newer.next();
                if (CancelRule.means(cancel.value.getEvent(), Entries.pending(lead))) {
                    return true;
                }
            }
            return false;
        }
    }
}
