package io.leadstream.sandbox;

import io.leadstream.dialect.DialReply;
import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The leads that a vendor has, and what it decides about those that come. Not thread-safe.
 *
 * <p>It is no second pipeline: a lead needs a phone, and its own duplicate checks by phone are looked up in what was kept;
 * a vendor has one campaign, so the scopes CAMPAIGN and SYSTEM are the same. All else is accepted.
 */
final class LeadBook {

    private final List<KeptLead> leads = new ArrayList<>();
    private final Map<String, List<Integer>> placesByPhone = new HashMap<>();
    private long lastId;

    /** Everything kept, in order of arrival. */
    List<KeptLead> leads() {
        return List.copyOf(leads);
    }

    int size() {
        return leads.size();
    }

    /** Forgets every lead; ids go on. */
    void clear() {
        leads.clear();
        placesByPhone.clear();
    }

    /** Decides an event and keeps or withdraws what it says. */
    LeadDecision decide(LeadEvent event, Instant now) {
        long id = ++lastId;
        return switch (event.getKind()) {
            case SUBMITTED -> submit(id, event, event.getLead().orElseGet(LeadBook::nobody), now);
            case CANCELLED ->
                event.getCancel()
                        .map(cancel -> cancel(id, event, cancel, now))
                        .orElseGet(() -> decision(id, event, DecisionPhase.CANCEL, DecisionOutcome.NOT_FOUND, now)
                                .build());
            case DIAL_REQUESTED ->
                decision(id, event, DecisionPhase.DIAL, DecisionOutcome.ANSWERED, now)
                        .setReply(DialReply.SUCCESS)
                        .build();
            case UNKNOWN ->
                decision(id, event, DecisionPhase.FIRST, DecisionOutcome.REJECTED, now)
                        .build();
        };
    }

    /** What the vendor would say if the event's lead were a duplicate; keeps nothing. */
    LeadDecision refuseAsDuplicate(LeadEvent event, Instant now) {
        long id = ++lastId;
        Lead lead = event.getLead().orElseGet(LeadBook::nobody);
        DuplicateCheck check = checks(lead).stream()
                .findFirst()
                .orElseGet(() -> DuplicateCheck.newBuilder()
                        .setScope(DuplicateScope.LIST)
                        .build());
        long earlier = places(phone(lead).orElse("")).stream()
                .map(place -> leads.get(place).id())
                .reduce(id, (older, newer) -> newer);
        return rejected(id, event, Reason.DUPLICATE, now, Optional.of(hit(check, earlier, list(lead))));
    }

    private LeadDecision submit(long id, LeadEvent event, Lead lead, Instant now) {
        Optional<String> phone = phone(lead);
        if (phone.isEmpty()) {
            Reason reason = lead.getPhone().isPresent() ? Reason.PHONE_INVALID : Reason.PHONE_REQUIRED;
            return rejected(id, event, reason, now, Optional.empty());
        }
        for (DuplicateCheck check : checks(lead)) {
            Optional<KeptLead> earlier = earlier(phone.get(), lead, check, now);
            if (earlier.isPresent()) {
                var hit = hit(check, earlier.get().id(), list(earlier.get().lead()));
                return rejected(id, event, Reason.DUPLICATE, now, Optional.of(hit));
            }
        }
        placesByPhone.computeIfAbsent(phone.get(), key -> new ArrayList<>()).add(leads.size());
        leads.add(new KeptLead(id, event.getEventId(), now, phone.get(), lead, false));
        return decision(id, event, DecisionPhase.FIRST, DecisionOutcome.ACCEPTED, now)
                .build();
    }

    private LeadDecision cancel(long id, LeadEvent event, CancelRequest cancel, Instant now) {
        String phone =
                PhoneIdentity.of(cancel.getPhone(), cancel.getCallingCode()).orElse("");
        List<Long> withdrawn = new ArrayList<>();
        for (int place : places(phone)) {
            KeptLead kept = leads.get(place);
            if (!kept.cancelled() && fits(kept, cancel)) {
                leads.set(place, kept.cancel());
                withdrawn.add(kept.id());
            }
        }
        var outcome = withdrawn.isEmpty() ? DecisionOutcome.NOT_FOUND : DecisionOutcome.CANCELLED;
        return decision(id, event, DecisionPhase.CANCEL, outcome, now)
                .setCancelledLeads(withdrawn)
                .build();
    }

    private static boolean fits(KeptLead kept, CancelRequest cancel) {
        return agrees(cancel.getType(), kept.lead().getType())
                && agrees(cancel.getListId(), kept.lead().getListId())
                && agrees(cancel.getCampaign(), kept.lead().getCampaign())
                && agrees(cancel.getLeadId(), Optional.of(kept.id()));
    }

    private static <T> boolean agrees(Optional<T> asked, Optional<T> has) {
        return asked.isEmpty() || asked.equals(has);
    }

    /** The newest kept lead that a check hits. */
    private Optional<KeptLead> earlier(String phone, Lead lead, DuplicateCheck check, Instant now) {
        if (check.getMatchOn() != DuplicateMatchOn.PHONE) {
            return Optional.empty();
        }
        return places(phone).reversed().stream()
                .map(leads::get)
                .filter(kept -> !kept.cancelled())
                .filter(kept -> check.getScope() != DuplicateScope.LIST
                        || list(kept.lead()).equals(list(lead)))
                .filter(kept -> check.getWindowDays() == 0
                        || Duration.between(kept.receivedAt(), now).compareTo(Duration.ofDays(check.getWindowDays()))
                                < 0)
                .findFirst();
    }

    private List<Integer> places(String phone) {
        return placesByPhone.getOrDefault(phone, List.of());
    }

    private static List<DuplicateCheck> checks(Lead lead) {
        LeadSettings settings = lead.getSettings();
        return settings.getDuplicateChecks();
    }

    private static Optional<String> phone(Lead lead) {
        return lead.getPhone().flatMap(given -> PhoneIdentity.of(given, lead.getCallingCode()));
    }

    private static String list(Lead lead) {
        return lead.getListId().orElse("");
    }

    private static Lead nobody() {
        return Lead.newBuilder().build();
    }

    private static DuplicateHit hit(DuplicateCheck check, long leadId, String list) {
        return DuplicateHit.newBuilder()
                .setCheck(check)
                .setMatched(MatchedField.PHONE)
                .setLeadId(leadId)
                .setListId(list)
                .build();
    }

    private static LeadDecision rejected(
            long id, LeadEvent event, Reason reason, Instant now, Optional<DuplicateHit> hit) {
        var rejection = Rejection.newBuilder().setReason(reason);
        hit.ifPresent(rejection::setDuplicate);
        return decision(id, event, DecisionPhase.FIRST, DecisionOutcome.REJECTED, now)
                .setReasons(List.of(rejection.build()))
                .build();
    }

    private static LeadDecision.Builder decision(
            long id, LeadEvent event, DecisionPhase phase, DecisionOutcome outcome, Instant now) {
        var decision = LeadDecision.newBuilder()
                .setLeadId(id)
                .setEventId(event.getEventId())
                .setAccount(event.getAccount())
                .setDialect(event.getDialect())
                .setPhase(phase)
                .setOutcome(outcome)
                .setPhone(event.getLead().flatMap(LeadBook::phone).orElse(""))
                .setSubmittedAt(now)
                .setDecidedAt(now);
        event.getLead().flatMap(Lead::getListId).ifPresent(decision::setListId);
        event.getLead().flatMap(Lead::getCampaign).ifPresent(decision::setCampaign);
        return decision;
    }
}
