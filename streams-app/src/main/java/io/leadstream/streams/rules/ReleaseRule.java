package io.leadstream.streams.rules;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.ResolvedLead;
import java.time.Instant;
import java.util.Optional;

/** What becomes of something held when its time has come. */
public enum ReleaseRule {
    /** It goes on. */
    GO,
    /** It is too old to be of use. */
    EXPIRED;

    public static ReleaseRule lead(ResolvedLead lead, Instant now) {
        return unless(lead.getExpiresAt(), now);
    }

    public static ReleaseRule delivery(Delivery delivery, Instant now) {
        return unless(delivery.getExpiresAt(), now);
    }

    private static ReleaseRule unless(Optional<Instant> expiresAt, Instant now) {
        return expiresAt.isPresent() && now.isAfter(expiresAt.get()) ? EXPIRED : GO;
    }
}
