package io.leadstream.streams.rules;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DncHit;
import io.leadstream.schema.HoldCause;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import io.leadstream.schema.ResolvedLead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is said of a lead, a cancel or a dial.
 *
 * @param now the deciding host's time
 * @param partition the deciding task's partition, which is also where the decision goes
 */
public record Decisions(Instant now, int partition) {

    /** The first decision: accepted and due, or rejected. */
    public LeadDecision first(Verdict verdict, DueRule due) {
        LeadDecision.Builder draft = about(verdict.lead(), DecisionPhase.FIRST);
        return switch (verdict) {
            case Verdict.Pass pass ->
                draft.setOutcome(DecisionOutcome.ACCEPTED)
                        .setDueAt(due.at())
                        .setHoldCause(due.cause())
                        .setCallingHours(due.hours().orElse(null))
                        .build();
            case Verdict.Reject reject ->
                draft.setOutcome(DecisionOutcome.REJECTED)
                        .setReasons(reject.reasons())
                        .build();
        };
    }

    /** The end of a lead that was routed. */
    public LeadDecision routed(ResolvedLead lead, List<Delivery> deliveries, long routingVersion) {
        return about(lead, DecisionPhase.END)
                .setOutcome(DecisionOutcome.ROUTED)
                .setDeliveries(deliveries.stream().map(Delivery::getDeliveryId).toList())
                .setRoutingVersion(routingVersion)
                .build();
    }

    /** The end of a lead whose number was listed while it waited. */
    public LeadDecision listed(ResolvedLead lead, DncHit hit) {
        return about(lead, DecisionPhase.END)
                .setOutcome(DecisionOutcome.LISTED)
                .setListed(hit)
                .build();
    }

    /** The end of a lead that was not routed: cancelled or expired. */
    public LeadDecision ended(ResolvedLead lead, DecisionOutcome outcome) {
        return about(lead, DecisionPhase.END).setOutcome(outcome).build();
    }

    /** The answer to a cancel, as far as it is known when it is read. */
    public LeadDecision cancel(PlacedEvent placed, DecisionOutcome outcome, List<Long> cancelled) {
        return about(placed, DecisionPhase.CANCEL)
                .setOutcome(outcome)
                .setCancelledLeads(cancelled)
                .build();
    }

    /** The answer to a cancel that met nothing, and why, where that is known. */
    public LeadDecision nothingToCancel(PlacedEvent placed, Optional<Reason> why) {
        return about(placed, DecisionPhase.CANCEL)
                .setOutcome(DecisionOutcome.NOT_FOUND)
                .setReasons(why
                        .map(reason -> Rejection.newBuilder().setReason(reason).build())
                        .stream()
                        .toList())
                .build();
    }

    /** The answer to a dial that goes to no vendor. */
    public LeadDecision dialRejected(PlacedEvent placed, Reason reason) {
        return about(placed, DecisionPhase.DIAL)
                .setOutcome(DecisionOutcome.REJECTED)
                .setReasons(List.of(Rejection.newBuilder().setReason(reason).build()))
                .build();
    }

    /** A dial on its way to its vendor. */
    public LeadDecision dialRouted(PlacedEvent placed, Delivery dial) {
        return about(placed, DecisionPhase.DIAL)
                .setOutcome(DecisionOutcome.ROUTED)
                .setDeliveries(List.of(dial.getDeliveryId()))
                .setRoutingVersion(dial.getRoutingVersion())
                .build();
    }

    /** A decision again, for an event that was sent again. */
    public LeadDecision again(LeadDecision decision) {
        return LeadDecision.newBuilder(decision)
                .setResend(true)
                .setDecidedAt(now)
                .setDecidedBy(partition)
                .build();
    }

    private LeadDecision.Builder about(PlacedEvent placed, DecisionPhase phase) {
        LeadEvent event = placed.getEvent();
        return about(phase)
                .setLeadId(placed.getLeadId())
                .setEventId(event.getEventId())
                .setAccount(event.getAccount())
                .setDialect(event.getDialect())
                .setPhone(placed.getPhone())
                .setSubmittedAt(placed.getSubmittedAt())
                .setNotes(event.getNotes());
    }

    private LeadDecision.Builder about(ResolvedLead lead, DecisionPhase phase) {
        return about(phase)
                .setLeadId(lead.getLeadId())
                .setEventId(lead.getEventId())
                .setAccount(lead.getAccount())
                .setDialect(lead.getDialect())
                .setPhone(lead.getPhone())
                .setListId(lead.getListId())
                .setCampaign(lead.getCampaign().orElse(null))
                .setSubmittedAt(lead.getSubmittedAt())
                .setUtcOffsetMinutes(lead.getUtcOffsetMinutes().orElse(null))
                .setTimeZone(lead.getTimeZone().orElse(null))
                .setRegion(lead.getRegion().orElse(null))
                .setState(lead.getState().orElse(null))
                .setRoutingVersion(lead.getRoutingVersion())
                .setNotes(lead.getNotes());
    }

    /** Lists are set though empty, since Avro looks a default up by the hash of its whole schema. */
    private LeadDecision.Builder about(DecisionPhase phase) {
        return LeadDecision.newBuilder()
                .setPhase(phase)
                .setResend(false)
                .setReasons(List.of())
                .setHoldCause(HoldCause.NONE)
                .setDeliveries(List.of())
                .setRoutingVersion(0)
                .setCancelledLeads(List.of())
                .setDecidedAt(now)
                .setDecidedBy(partition);
    }
}
