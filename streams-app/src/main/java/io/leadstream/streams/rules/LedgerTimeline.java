package io.leadstream.streams.rules;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LedgerDecision;
import io.leadstream.schema.LedgerLead;
import io.leadstream.schema.LedgerResult;
import io.leadstream.schema.LedgerState;
import io.leadstream.schema.LedgerStep;
import io.leadstream.schema.LedgerStepKind;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the steps of a lead say together: what happened in order, and where the lead is.
 *
 * <p>Steps come from two topics and carry the clocks of several hosts. What must have come first stands first, whatever the
 * clocks say: the first decision before everything, the end of the lead before what its deliveries came to.
 */
public final class LedgerTimeline {

    private LedgerTimeline() {}

    /**
     * What is known of a lead, cancel or dial; nothing if no step tells of it.
     *
     * @param steps in any order, each once
     */
    public static Optional<LedgerLead> of(long leadId, Collection<LedgerStep> steps) {
        List<LedgerStep> known = ordered(steps);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        LedgerState state = state(known);
        Optional<LedgerDecision> first = known.stream()
                .filter(step -> switch (step.getKind()) {
                    case FIRST, CANCEL, DIAL -> true;
                    case RESENT, END, MET, RESULT, ELSEWHERE, UNKNOWN -> false;
                })
                .flatMap(step -> step.getDecision().stream())
                .findFirst();
        return Optional.of(LedgerLead.newBuilder()
                .setLeadId(leadId)
                .setKind(kind(known))
                .setState(state)
                .setPhone(first.flatMap(LedgerDecision::getPhone).orElse(null))
                .setAccount(first.flatMap(LedgerDecision::getAccount).orElse(null))
                .setDialect(first.flatMap(LedgerDecision::getDialect).orElse(null))
                .setEventId(first.flatMap(LedgerDecision::getEventId).orElse(null))
                .setListId(first.flatMap(LedgerDecision::getListId).orElse(null))
                .setCampaign(first.flatMap(LedgerDecision::getCampaign).orElse(null))
                .setSubmittedAt(known.getFirst().getSubmittedAt())
                .setDueAt(
                        state == LedgerState.HELD
                                ? first.flatMap(LedgerDecision::getDueAt).orElse(null)
                                : null)
                .setSteps(known)
                .build());
    }

    private static List<LedgerStep> ordered(Collection<LedgerStep> steps) {
        Instant firstResult = steps.stream()
                .filter(step -> step.getKind() == LedgerStepKind.RESULT)
                .map(LedgerStep::getAt)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        Comparator<LedgerStep> order = Comparator.comparing((LedgerStep step) -> switch (step.getKind()) {
                    case FIRST -> Instant.MIN;
                    case END -> step.getAt().isAfter(firstResult) ? firstResult : step.getAt();
                    case RESENT, CANCEL, DIAL, MET, RESULT, ELSEWHERE, UNKNOWN -> step.getAt();
                })
                .thenComparing(LedgerStep::getKind)
                .thenComparing(LedgerRule::name);
        return steps.stream()
                .filter(step -> step.getKind() != LedgerStepKind.ELSEWHERE)
                .sorted(order)
                .toList();
    }

    private static LeadEventKind kind(List<LedgerStep> steps) {
        if (has(steps, LedgerStepKind.CANCEL)) {
            return LeadEventKind.CANCELLED;
        }
        boolean dial = has(steps, LedgerStepKind.DIAL)
                || results(steps).anyMatch(result -> result.getTold() == DeliveryKind.DIAL);
        return dial ? LeadEventKind.DIAL_REQUESTED : LeadEventKind.SUBMITTED;
    }

    private static LedgerState state(List<LedgerStep> steps) {
        return switch (kind(steps)) {
            case CANCELLED -> LedgerState.ANSWERED;
            case DIAL_REQUESTED -> dial(steps);
            case SUBMITTED -> lead(steps);
            case UNKNOWN -> LedgerState.UNKNOWN;
        };
    }

    private static LedgerState dial(List<LedgerStep> steps) {
        Set<DecisionOutcome> said = new HashSet<>();
        steps.forEach(step -> step.getDecision().ifPresent(decision -> said.add(decision.getOutcome())));
        return said.contains(DecisionOutcome.ANSWERED)
                ? LedgerState.ANSWERED
                : said.contains(DecisionOutcome.REJECTED) ? LedgerState.REJECTED : LedgerState.IN_DELIVERY;
    }

    private static LedgerState lead(List<LedgerStep> steps) {
        Optional<LedgerDecision> end = decision(steps, LedgerStepKind.END);
        if (end.isPresent() || results(steps).findAny().isPresent()) {
            return end.map(LedgerDecision::getOutcome)
                    .map(outcome -> switch (outcome) {
                        case CANCELLED -> LedgerState.CANCELLED;
                        case EXPIRED -> LedgerState.EXPIRED;
                        case LISTED -> LedgerState.LISTED;
                        case ROUTED, ACCEPTED, REJECTED, NOT_FOUND, ALREADY_PROCESSED, ANSWERED, UNKNOWN ->
                            delivered(steps, end);
                    })
                    .orElseGet(() -> delivered(steps, end));
        }
        return decision(steps, LedgerStepKind.FIRST)
                .map(first -> switch (first.getOutcome()) {
                    case REJECTED -> LedgerState.REJECTED;
                    case ACCEPTED -> LedgerState.HELD;
                    case ROUTED, CANCELLED, EXPIRED, LISTED, NOT_FOUND, ALREADY_PROCESSED, ANSWERED, UNKNOWN ->
                        LedgerState.UNKNOWN;
                })
                .orElse(LedgerState.UNKNOWN);
    }

    /** What became of the deliveries that the routing made, and of replays of them. */
    private static LedgerState delivered(List<LedgerStep> steps, Optional<LedgerDecision> end) {
        Map<String, Boolean> ended = new HashMap<>();
        end.ifPresent(routed -> routed.getDeliveries().forEach(delivery -> ended.put(delivery, false)));
        Set<DeliveryClass> finals = new HashSet<>();
        results(steps).filter(result -> result.getTold() == DeliveryKind.SEND).forEach(result -> {
            ended.merge(result.getDeliveryId(), result.getFinal$(), Boolean::logicalOr);
            if (result.getFinal$()) {
                finals.add(result.getResult());
            }
        });
        if (ended.containsValue(false) || (end.isEmpty() && ended.isEmpty())) {
            return LedgerState.IN_DELIVERY;
        }
        if (finals.contains(DeliveryClass.ACCEPTED)) {
            return LedgerState.DELIVERED;
        }
        if (finals.contains(DeliveryClass.UNKNOWN)) {
            return LedgerState.MAYBE_DELIVERED;
        }
        return finals.equals(Set.of(DeliveryClass.CANCELLED)) ? LedgerState.CANCELLED : LedgerState.NOT_DELIVERED;
    }

    private static boolean has(List<LedgerStep> steps, LedgerStepKind kind) {
        return steps.stream().anyMatch(step -> step.getKind() == kind);
    }

    private static Optional<LedgerDecision> decision(List<LedgerStep> steps, LedgerStepKind kind) {
        return steps.stream()
                .filter(step -> step.getKind() == kind)
                .flatMap(step -> step.getDecision().stream())
                .findFirst();
    }

    private static Stream<LedgerResult> results(List<LedgerStep> steps) {
        return steps.stream().flatMap(step -> step.getResult().stream());
    }
}
