package io.leadstream.streams;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.OpenDelivery;
import io.leadstream.streams.rules.Entries;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Holds what is for a vendor that is not ready, its topics missing (correctness.md 19). It comes back after a while and is
 * held again until they are there; it can be cancelled meanwhile as anything held can.
 */
final class UnreadyVendors {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Predicate<String> ready;
    private final HeldItems held;
    private final LeadEntries entries;

    /**
     * What one task holds.
     *
     * @param ready true for a vendor whose topics are there; must not wait
     */
    UnreadyVendors(ProcessingContext context, Predicate<String> ready) {
        this.ready = ready;
        this.held = new HeldItems(context.getStateStore(HeldItems.STORE));
        this.entries = new LeadEntries(context.getStateStore(LeadEntries.STORE));
    }

    /** True if a record was kept back, to come again; its lead's entry says so. */
    boolean keepsBack(SpecificRecord record, Instant now) {
        if (record instanceof Delivery delivery && !ready.test(delivery.getVendor())) {
            Instant at = now.plus(wait(delivery.getRoutedAt(), now));
            held.put(delivery, at);
            entries.find(delivery.getPhone(), delivery.getLeadId())
                    .ifPresent(kept -> entries.put(
                            new LeadEntries.Kept(kept.key(), heldUntil(kept.entry(), delivery.getDeliveryId(), at))));
            return true;
        }
        if (record instanceof DeliveryResult result && !ready.test(result.getVendor())) {
            held.put(result, now.plus(wait(result.getFinishedAt(), now)));
            return true;
        }
        return false;
    }

    private static LeadEntry heldUntil(LeadEntry entry, String deliveryId, Instant at) {
        return Entries.with(
                entry,
                deliveryId,
                open -> OpenDelivery.newBuilder(open).setHeldUntil(at).build());
    }

    /** Half of what it waited already: soon at first, and no load when a vendor stays away. */
    private static Duration wait(Instant since, Instant now) {
        Duration wait = Duration.between(since, now).dividedBy(2);
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
