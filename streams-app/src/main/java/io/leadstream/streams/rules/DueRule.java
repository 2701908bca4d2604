package io.leadstream.streams.rules;

import io.leadstream.schema.HoldCause;
import io.leadstream.schema.ResolvedLead;
import java.time.Instant;

/**
 * When a lead is due, and what it waits for until then.
 *
 * @param at not before the submission
 * @param cause NONE where it waits for nothing
 */
public record DueRule(Instant at, HoldCause cause) {

    /** The latest of what the lead waits for; today that is its delay alone. */
    public static DueRule of(ResolvedLead lead) {
        long delay = lead.getLead().getSettings().getDelaySeconds();
        return new DueRule(lead.getSubmittedAt().plusSeconds(delay), delay > 0 ? HoldCause.DELAY : HoldCause.NONE);
    }
}
