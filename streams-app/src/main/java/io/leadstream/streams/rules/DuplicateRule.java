package io.leadstream.streams.rules;

import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStatus;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import io.leadstream.schema.ResolvedLead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether a lead repeats an earlier one. Its own checks run first, in the order written, then the standing ones of its
 * list and campaign; the first hit decides and names the newest lead that matches (pipeline.md, Match; rulings.md).
 */
public final class DuplicateRule {

    private DuplicateRule() {}

    /**
     * The verdict on a lead.
     *
     * @param earlier the entries under its phone, newest first
     */
    public static Verdict match(ResolvedLead lead, List<LeadEntry> earlier) {
        return firstHit(lead, lead.getLead().getSettings().getDuplicateChecks(), false, earlier)
                .or(() -> firstHit(lead, lead.getStandingChecks(), true, earlier))
                .<Verdict>map(hit -> new Verdict.Reject(lead, List.of(rejection(hit))))
                .orElseGet(() -> new Verdict.Pass(lead));
    }

    private static Optional<DuplicateHit> firstHit(
            ResolvedLead lead, List<DuplicateCheck> checks, boolean standing, List<LeadEntry> earlier) {
        for (DuplicateCheck check : checks) {
            for (LeadEntry entry : earlier) {
                Optional<MatchedField> matched = matched(check, lead, entry);
                if (matched.isPresent()) {
                    return Optional.of(DuplicateHit.newBuilder()
                            .setCheck(check)
                            .setMatched(matched.get())
                            .setLeadId(entry.getLeadId())
                            .setListId(entry.getListId())
                            .setHeld(entry.getStatus() == LeadStatus.HELD)
                            .setStanding(standing)
                            .build());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<MatchedField> matched(DuplicateCheck check, ResolvedLead lead, LeadEntry entry) {
        boolean counts = inScope(check, lead, entry) && inWindow(check, lead, entry);
        return counts ? matchedField(check, lead.getLead(), entry) : Optional.empty();
    }

    private static Optional<MatchedField> matchedField(DuplicateCheck check, Lead lead, LeadEntry entry) {
        return switch (check.getMatchOn()) {
            case PHONE -> entry.getAlt() ? Optional.empty() : Optional.of(MatchedField.PHONE);
            case NAME_PHONE -> {
                boolean same = !entry.getAlt()
                        && sameName(lead.getFirstName(), entry.getFirstName())
                        && sameName(lead.getLastName(), entry.getLastName());
                yield same ? Optional.of(MatchedField.NAME_PHONE) : Optional.empty();
            }
            case PHONE_OR_ALT, TITLE_ALT_PHONE, UNKNOWN -> Optional.empty();
        };
    }

    private static boolean inScope(DuplicateCheck check, ResolvedLead lead, LeadEntry entry) {
        return switch (check.getScope()) {
            case LIST -> entry.getListId().equals(lead.getListId());
            case CAMPAIGN ->
                entry.getListId().equals(lead.getListId())
                        || lead.getCampaignLists().contains(entry.getListId());
            case SYSTEM -> true;
            case UNKNOWN -> false;
        };
    }

    /** Strictly less than N times 24 hours ago; an entry from a later broker time has age 0 (correctness.md 11). */
    private static boolean inWindow(DuplicateCheck check, ResolvedLead lead, LeadEntry entry) {
        Duration age = Duration.between(entry.getSubmittedAt(), lead.getSubmittedAt());
        return check.getWindowDays() == 0 || age.compareTo(Duration.ofDays(check.getWindowDays())) < 0;
    }

    private static boolean sameName(Optional<String> name, Optional<String> other) {
        return name.orElse("").strip().equalsIgnoreCase(other.orElse("").strip());
    }

    private static Rejection rejection(DuplicateHit hit) {
        return Rejection.newBuilder()
                .setReason(Reason.DUPLICATE)
                .setDuplicate(hit)
                .build();
    }
}
