package io.leadstream.sandbox;

import io.leadstream.schema.Lead;
import java.time.Instant;

/**
 * A lead that a vendor has.
 *
 * @param id the vendor's own id of it
 * @param phone its phone's identity
 * @param cancelled true once it was withdrawn
 */
record KeptLead(long id, String eventId, Instant receivedAt, String phone, Lead lead, boolean cancelled) {

    KeptLead cancel() {
        return new KeptLead(id, eventId, receivedAt, phone, lead, true);
    }
}
