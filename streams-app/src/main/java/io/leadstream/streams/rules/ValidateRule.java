package io.leadstream.streams.rules;

import io.leadstream.schema.Campaign;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import io.leadstream.schema.ResolvedLead;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The canonical rules that every dialect shares, and the resolution that the later stages rely on: list, campaign,
 * checks and phone facts are read once here and travel with the lead (correctness.md 12).
 */
public final class ValidateRule {

    /** The longest delay a producer may ask for. */
    static final Duration LONGEST_DELAY = Duration.ofDays(366);

    private ValidateRule() {}

    /**
     * The verdict on a submission.
     *
     * @param placed an event of kind SUBMITTED that has a lead
     * @param routing the routing to resolve it by; empty where none was ever applied
     * @param isAgent whether a vendor reported an agent with an id
     */
    public static Verdict validate(
            PlacedEvent placed, Optional<RoutingView> routing, Reference reference, Predicate<String> isAgent) {
        LeadEvent event = placed.getEvent();
        Lead lead = event.getLead().orElseThrow();
        List<Rejection> reasons = new ArrayList<>(phone(lead, reference));
        ResolvedLead.Builder draft = draft(placed, lead, reference);
        if (routing.isEmpty()) {
            reasons.add(rejection(Reason.NOT_CONFIGURED, null));
        } else {
            list(lead, routing.get(), draft).or(() -> notAllowed(event, draft)).ifPresent(reasons::add);
        }
        reasons.addAll(settings(lead.getSettings()));
        lead.getSettings()
                .getCallback()
                .filter(callback ->
                        CallbackRule.at(callback, placed.getSubmittedAt()).isEmpty())
                .ifPresent(unreadable -> reasons.add(rejection(Reason.CALLBACK_INVALID, unreadable.getAt())));
        routing.ifPresent(view -> Leavings.leave(draft, lead, view, isAgent));
        return reasons.isEmpty() ? new Verdict.Pass(draft.build()) : new Verdict.Reject(draft.build(), reasons);
    }

    private static List<Rejection> phone(Lead lead, Reference reference) {
        String given = lead.getPhone().orElse("");
        String digits = PhoneIdentity.digits(given);
        if (given.isBlank()) {
            return List.of(rejection(Reason.PHONE_REQUIRED, null));
        }
        if (!PhoneIdentity.isPhone(given)) {
            return List.of(rejection(Reason.PHONE_INVALID, given));
        }
        if (!lead.getCallingCode().orElse(PhoneIdentity.DEFAULT_CALLING_CODE).equals("1")) {
            return List.of();
        }
        if (lead.getSettings().getPrefixCheck() && (digits.charAt(3) == '0' || digits.charAt(3) == '1')) {
            return List.of(rejection(Reason.PHONE_PREFIX_INVALID, given));
        }
        if (lead.getSettings().getAreaCodeCheck()
                && (digits.length() != 10 || !PhoneFacts.isAreaCode(digits.substring(0, 3)))) {
            return List.of(rejection(Reason.PHONE_AREA_CODE_INVALID, given));
        }
        if (CalledParty.nanpaRefuses(lead, reference)) {
            return List.of(rejection(Reason.PHONE_NANPA_INVALID, given));
        }
        return List.of();
    }

    private static Optional<Rejection> list(Lead lead, RoutingView routing, ResolvedLead.Builder draft) {
        draft.setRoutingVersion(routing.version());
        return switch (ListRule.resolve(lead, routing)) {
            case ListRule.Resolution.Unknown unknown -> Optional.of(rejection(unknown.reason(), unknown.given()));
            case ListRule.Resolution.Found found -> {
                resolved(found.list().getId(), found.list(), routing, draft);
                yield lead.getSettings().getCustomFormRequired()
                                && found.list().getCustomFields().isEmpty()
                        ? Optional.of(rejection(
                                Reason.CUSTOM_FORM_MISSING, found.list().getId()))
                        : Optional.empty();
            }
            case ListRule.Resolution.Undefined undefined -> {
                resolved(undefined.id(), undefined.routedAs(), routing, draft);
                note(
                        draft,
                        "list " + undefined.id() + " is not defined, routed as list "
                                + undefined.routedAs().getId());
                yield Optional.empty();
            }
        };
    }

    /** A list that the account may not use, known only now where the producer named it by type, by name or not at all. */
    private static Optional<Rejection> notAllowed(LeadEvent event, ResolvedLead.Builder draft) {
        List<String> lists = event.getAllowedLists();
        List<String> campaigns = event.getAllowedCampaigns();
        boolean allowed = (lists.isEmpty() || lists.containsAll(List.of(draft.getListId(), draft.getRouteListId())))
                && (campaigns.isEmpty() || campaigns.contains(draft.getCampaign()));
        return allowed ? Optional.empty() : Optional.of(rejection(Reason.LIST_NOT_ALLOWED, draft.getListId()));
    }

    private static void resolved(String id, LeadList routedAs, RoutingView routing, ResolvedLead.Builder draft) {
        Optional<Campaign> campaign = routing.campaign(routedAs.getCampaign());
        List<DuplicateCheck> standing = new ArrayList<>(routedAs.getStandingChecks());
        campaign.ifPresent(owner -> standing.addAll(owner.getStandingChecks()));
        draft.setListId(id)
                .setRouteListId(routedAs.getId())
                .setCampaign(routedAs.getCampaign())
                .setCampaignLists(routing.listsOf(routedAs.getCampaign()))
                .setStandingChecks(standing)
                .setConditions(Conditions.of(
                        draft.getLead(), campaign, draft.getConditions().getPlaces()));
        campaign.flatMap(Campaign::getMaxAgeMinutes)
                .ifPresent(minutes -> draft.setExpiresAt(draft.getSubmittedAt().plus(Duration.ofMinutes(minutes))));
    }

    private static List<Rejection> settings(LeadSettings settings) {
        List<Rejection> reasons = new ArrayList<>();
        if (settings.getDelaySeconds() < 0 || settings.getDelaySeconds() > LONGEST_DELAY.toSeconds()) {
            reasons.add(rejection(Reason.DELAY_INVALID, Long.toString(settings.getDelaySeconds())));
        }
        for (DuplicateCheck check : settings.getDuplicateChecks()) {
            if (!isKnown(check)) {
                reasons.add(rejection(Reason.DUPLICATE_CHECK_INVALID, check.getMatchOn() + " " + check.getScope()));
            }
        }
        return reasons;
    }

    private static boolean isKnown(DuplicateCheck check) {
        return check.getWindowDays() >= 0
                && check.getMatchOn() != DuplicateMatchOn.UNKNOWN
                && check.getScope() != DuplicateScope.UNKNOWN;
    }

    private static ResolvedLead.Builder draft(PlacedEvent placed, Lead lead, Reference reference) {
        LeadEvent event = placed.getEvent();
        CalledParty party = CalledParty.of(lead, placed.getPhone(), placed.getSubmittedAt(), reference);
        List<String> notes = new ArrayList<>(event.getNotes());
        notes.addAll(party.notes());
        return ResolvedLead.newBuilder()
                .setLeadId(placed.getLeadId())
                .setEventId(event.getEventId())
                .setAccount(event.getAccount())
                .setDialect(event.getDialect())
                .setSubmittedAt(placed.getSubmittedAt())
                .setPhone(placed.getPhone())
                .setAltPhone(lead.getAltPhone()
                        .flatMap(alt -> PhoneIdentity.of(alt, lead.getCallingCode()))
                        .filter(alt -> !alt.equals(placed.getPhone()))
                        .orElse(null))
                .setListId(lead.getListId().orElse(""))
                .setRouteListId("")
                .setRoutingVersion(0)
                .setRegion(party.region().orElse(null))
                .setState(party.state().orElse(null))
                .setTimeZone(party.zone().map(ZoneId::getId).orElse(null))
                .setUtcOffsetMinutes(
                        party.utcOffsetMinutes(placed.getSubmittedAt()).orElse(null))
                .setConditions(Conditions.at(party.places()))
                .setNotes(notes)
                .setLead(withOwnCallingCode(party.withState(lead)));
    }

    /** A number that says its calling code itself has that one, whatever its producer's others have. */
    private static Lead withOwnCallingCode(Lead lead) {
        return lead.getPhone()
                .flatMap(PhoneIdentity::ownCallingCode)
                .map(code -> Lead.newBuilder(lead).setCallingCode(code).build())
                .orElse(lead);
    }

    private static void note(ResolvedLead.Builder draft, String note) {
        List<String> notes = new ArrayList<>(draft.getNotes());
        notes.add(note);
        draft.setNotes(notes);
    }

    private static Rejection rejection(Reason reason, @org.jspecify.annotations.Nullable String detail) {
        return Rejection.newBuilder().setReason(reason).setDetail(detail).build();
    }
}
