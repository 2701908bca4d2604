package io.leadstream.streams.rules;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DncHit;
import io.leadstream.schema.ReleaseConditions;
import io.leadstream.schema.ResolvedLead;
import java.time.Instant;
import java.util.Optional;

/** What becomes of something held when its time has come. */
public sealed interface ReleaseRule {

    /** It goes on. */
    record Go() implements ReleaseRule {}

    /** It is too old to be of use. */
    record Expired() implements ReleaseRule {}

    /** Its number was listed while it waited. */
    record Listed(DncHit hit) implements ReleaseRule {}

    /** Calling hours are closed. */
    record Closed(Instant until) implements ReleaseRule {}

    static ReleaseRule lead(
            ResolvedLead lead, ReleaseConditions conditions, Instant now, ScreenRule.Lists lists, CallingHours hours) {
        return of(lead.getPhone(), lead.getExpiresAt(), conditions, now, lists, hours);
    }

    /** A delivery made before there were conditions has none. */
    static ReleaseRule delivery(Delivery delivery, Instant now, ScreenRule.Lists lists, CallingHours hours) {
        ReleaseConditions conditions = delivery.getConditions()
                .orElseGet(() -> ReleaseConditions.newBuilder().build());
        return of(delivery.getPhone(), delivery.getExpiresAt(), conditions, now, lists, hours);
    }

    private static ReleaseRule of(
            String phone,
            Optional<Instant> expiresAt,
            ReleaseConditions conditions,
            Instant now,
            ScreenRule.Lists lists,
            CallingHours hours) {
        Optional<DncHit> hit = ScreenRule.listed(phone, conditions.getDnc(), lists);
        if (hit.isPresent()) {
            return new Listed(hit.get());
        }
        if (expiresAt.isPresent() && now.isAfter(expiresAt.get())) {
            return new Expired();
        }
        Instant opening = hours.next(conditions, now).at();
        return opening.isAfter(now) ? new Closed(opening) : new Go();
    }
}
