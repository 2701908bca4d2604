package io.leadstream.streams.rules;

import io.leadstream.schema.CallingHoursUse;
import io.leadstream.schema.HoldCause;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.ResolvedLead;
import java.time.Instant;
import java.util.Optional;

/**
 * When a lead is due, and what it waits for until then.
 *
 * @param at not before the submission
 * @param cause NONE where it waits for nothing
 * @param hours the calling hours that were looked at, where any were
 */
public record DueRule(Instant at, HoldCause cause, Optional<CallingHoursUse> hours) {

    /** Of a lead that waits for nothing, such as one that was rejected, whose settings may be out of every range. */
    public static DueRule none(ResolvedLead lead) {
        return new DueRule(lead.getSubmittedAt(), HoldCause.NONE, Optional.empty());
    }

    /**
     * The latest of what the lead waits for: its delay, its callback, and the next opening of its calling hours after
     * those (pipeline.md, Hold).
     *
     * @param lead with settings that passed validation
     * @param now hours that were open when the lead was submitted are of no use to one that is decided later
     */
    public static DueRule of(ResolvedLead lead, CallingHours hours, Instant now) {
        LeadSettings settings = lead.getLead().getSettings();
        Instant at = lead.getSubmittedAt().plusSeconds(settings.getDelaySeconds());
        HoldCause cause = settings.getDelaySeconds() > 0 ? HoldCause.DELAY : HoldCause.NONE;
        Optional<Instant> callback =
                settings.getCallback().flatMap(asked -> CallbackRule.at(asked, lead.getSubmittedAt()));
        if (callback.isPresent() && callback.get().isAfter(at)) {
            at = callback.get();
            cause = HoldCause.CALLBACK;
        }
        Instant ready = at.isBefore(now) ? now : at;
        CallingHours.Opening opening = hours.next(lead.getConditions(), ready);
        return opening.at().isAfter(ready)
                ? new DueRule(opening.at(), HoldCause.CALLING_HOURS, opening.use())
                : new DueRule(at, cause, opening.use());
    }
}
