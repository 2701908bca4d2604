package io.leadstream.streams.judge;

import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.ResolvedLead;
import java.util.Optional;

/**
 * A submission and what became of it, as whoever submitted saw it. All times are read from one clock, in any unit.
 *
 * @param lead the lead, resolved as when it was decided
 * @param submitted not later than the submission
 * @param answered not earlier than its first decision was heard
 * @param hit the earlier lead that a rejection named; empty if it was accepted
 * @param cancelAsked when the cancel was submitted that was answered "cancelled", if any
 * @param cancelled when that answer was heard, if any
 */
public record Case(
        ResolvedLead lead,
        long submitted,
        long answered,
        Optional<DuplicateHit> hit,
        Optional<Long> cancelAsked,
        Optional<Long> cancelled) {

    boolean accepted() {
        return hit.isEmpty();
    }

    long id() {
        return lead.getLeadId();
    }
}
