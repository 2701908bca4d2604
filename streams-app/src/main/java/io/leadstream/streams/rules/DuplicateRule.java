package io.leadstream.streams.rules;

import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStatus;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import io.leadstream.schema.ResolvedLead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a lead repeats an earlier one. Its own checks run first, in the order written, then the standing ones of its
 * list and campaign; the first hit decides and names the newest lead that matches (pipeline.md, Match; rulings.md).
 *
 * <p>Every kind of check looks at the entries under the lead's phone but TITLE_ALT_PHONE, which looks under its alt
 * phone. Where a lead has both, the two are asked apart: {@link #atAlt} there, {@link #match} here with what it found.
 */
public final class DuplicateRule {

    private DuplicateRule() {}

    /** A check that is made, with where it came from. */
    private record Asked(DuplicateCheck check, boolean standing) {

        boolean atAlt() {
            return check.getMatchOn() == DuplicateMatchOn.TITLE_ALT_PHONE;
        }

        boolean isOf(DuplicateHit hit) {
            return hit.getStanding() == standing && hit.getCheck().equals(check);
        }
    }

    /**
     * The verdict on a lead that has one phone.
     *
     * @param earlier the entries under it, newest first
     */
    public static Verdict match(ResolvedLead lead, List<LeadEntry> earlier) {
        return match(lead, earlier, Entries.altIsPhone(lead) ? atAlt(lead, earlier) : List.of());
    }

    /**
     * The verdict on a lead that has two phones.
     *
     * @param earlier the entries under its phone, newest first
     * @param atAlt what {@link #atAlt} found
     */
    public static Verdict match(ResolvedLead lead, List<LeadEntry> earlier, List<DuplicateHit> atAlt) {
        for (Asked asked : asked(lead)) {
            Optional<DuplicateHit> hit =
                    asked.atAlt() ? atAlt.stream().filter(asked::isOf).findFirst() : newest(asked, lead, earlier);
            if (hit.isPresent()) {
                return new Verdict.Reject(lead, List.of(rejection(hit.get())));
            }
        }
        return new Verdict.Pass(lead);
    }

    /**
     * The rejection of a lead that has two phones, if its phone alone decides: a check hits there before any that looks
     * under the alt phone.
     */
    public static Optional<Verdict> alone(ResolvedLead lead, List<LeadEntry> earlier) {
        for (Asked asked : asked(lead)) {
            if (asked.atAlt()) {
                return Optional.empty();
            }
            Optional<DuplicateHit> hit = newest(asked, lead, earlier);
            if (hit.isPresent()) {
                return Optional.of(new Verdict.Reject(lead, List.of(rejection(hit.get()))));
            }
        }
        return Optional.empty();
    }

    /**
     * What the checks that look under the alt phone find there: for each the newest that it hits, if any.
     *
     * @param earlier the entries under the alt phone, newest first
     */
    public static List<DuplicateHit> atAlt(ResolvedLead lead, List<LeadEntry> earlier) {
        return asked(lead).stream()
                .filter(Asked::atAlt)
                .flatMap(asked -> newest(asked, lead, earlier).stream())
                .toList();
    }

    private static List<Asked> asked(ResolvedLead lead) {
        List<Asked> asked = new ArrayList<>();
        lead.getLead().getSettings().getDuplicateChecks().forEach(check -> asked.add(new Asked(check, false)));
        lead.getStandingChecks().forEach(check -> asked.add(new Asked(check, true)));
        return asked;
    }

    private static Optional<DuplicateHit> newest(Asked asked, ResolvedLead lead, List<LeadEntry> earlier) {
        for (LeadEntry entry : earlier) {
            Optional<MatchedField> matched = matched(asked.check(), lead, entry);
            if (matched.isPresent()) {
                return Optional.of(DuplicateHit.newBuilder()
                        .setCheck(asked.check())
                        .setMatched(matched.get())
                        .setLeadId(entry.getLeadId())
                        .setListId(entry.getListId())
                        .setHeld(stillHeld(lead, entry))
                        .setStanding(asked.standing())
                        .build());
            }
        }
        return Optional.empty();
    }

    /** An entry under an alt phone is not told when its lead is released, so that its due time says it. */
    private static boolean stillHeld(ResolvedLead lead, LeadEntry entry) {
        return entry.getStatus() == LeadStatus.HELD
                && (!entry.getAlt()
                        || entry.getDueAt()
                                .filter(due -> due.isAfter(lead.getSubmittedAt()))
                                .isPresent());
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
            case PHONE_OR_ALT -> Optional.of(entry.getAlt() ? MatchedField.ALT_PHONE : MatchedField.PHONE);
            case TITLE_ALT_PHONE ->
                (entry.getAlt() || entry.getAltSame()) && sameTitle(lead.getTitle(), entry.getTitle())
                        ? Optional.of(MatchedField.TITLE_ALT_PHONE)
                        : Optional.empty();
            case UNKNOWN -> Optional.empty();
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

    private static boolean sameTitle(Optional<String> title, Optional<String> other) {
        return !title.orElse("").isBlank()
                && title.orElse("").strip().equals(other.orElse("").strip());
    }

    private static Rejection rejection(DuplicateHit hit) {
        return Rejection.newBuilder()
                .setReason(Reason.DUPLICATE)
                .setDuplicate(hit)
                .build();
    }
}
