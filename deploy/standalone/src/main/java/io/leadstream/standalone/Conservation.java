package io.leadstream.standalone;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The promise that nothing is lost and nothing happens twice (pipeline.md, Bad input), watched over any run: it is told
 * every record of the public topics and judges at the end.
 *
 * <pre>
 *   submissions       = first decisions + in progress + resends
 *   routed deliveries = final results   + in progress
 * </pre>
 */
final class Conservation {

    private final Set<Long> decided = new HashSet<>();
    private final Set<Long> accepted = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();
    private final Map<String, Long> routed = new HashMap<>();
    private final Map<String, DeliveryResult> finals = new HashMap<>();
    private final Map<String, Integer> rejectedBy = new TreeMap<>();
    private final Map<String, Map<DeliveryClass, Integer>> finalsBy = new TreeMap<>();
    private final Map<DecisionOutcome, Integer> cancelAnswers = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private long submissions;
    private long resends;
    private long deadLetters;
    private long attempts;
    private long withdrawnLeads;

    /** A record of {@code leads} that could be read. */
    synchronized void submitted(LeadEvent event) {
        if (event.getKind() == LeadEventKind.SUBMITTED) {
            submissions++;
        }
    }

    /** A record of {@code dead-letters}. */
    synchronized void deadLetter() {
        deadLetters++;
    }

    /** A record of {@code lead-decisions}. */
    synchronized void decided(LeadDecision decision) {
        long lead = decision.getLeadId();
        switch (decision.getPhase()) {
            case FIRST -> first(decision, lead);
            case END -> {
                if (!ended.add(lead)) {
                    violations.add("lead " + lead + " ended twice");
                }
                if (decision.getOutcome() == DecisionOutcome.CANCELLED) {
                    withdrawnLeads++;
                }
                decision.getDeliveries().forEach(delivery -> routed.put(delivery, lead));
            }
            case CANCEL -> cancelAnswers.merge(decision.getOutcome(), 1, Integer::sum);
            case DIAL, UNKNOWN -> {}
        }
    }

    private void first(LeadDecision decision, long lead) {
        if (decision.getResend()) {
            resends++;
            return;
        }
        if (!decided.add(lead)) {
            violations.add("lead " + lead + " was decided twice");
        }
        if (decision.getOutcome() == DecisionOutcome.ACCEPTED) {
            accepted.add(lead);
        } else {
            String reason = decision.getReasons().isEmpty()
                    ? "?"
                    : decision.getReasons().getFirst().getReason().name();
            rejectedBy.merge(reason, 1, Integer::sum);
        }
    }

    /** A record of {@code deliveries.<vendor>}, which a retry repeats. */
    synchronized void delivered(Delivery delivery) {
        if (delivery.getAttempts() == 0 && !routed.containsKey(delivery.getDeliveryId())) {
            routed.put(delivery.getDeliveryId(), delivery.getLeadId());
        }
    }

    /** A record of {@code delivery-results.<vendor>}. */
    synchronized void result(DeliveryResult result) {
        attempts++;
        if (!result.getFinal$()) {
            return;
        }
        DeliveryResult before = finals.put(result.getDeliveryId(), result);
        if (before != null) {
            violations.add("delivery " + result.getDeliveryId() + " has two final results");
        }
        finalsBy.computeIfAbsent(result.getVendor(), vendor -> new TreeMap<>())
                .merge(result.getResult(), 1, Integer::sum);
    }

    /** Submissions that have no first decision yet. */
    synchronized long undecided() {
        return submissions - decided.size() - resends;
    }

    /** Accepted leads that have not ended and routed deliveries that have no final result. */
    synchronized long inProgress() {
        return accepted.stream().filter(lead -> !ended.contains(lead)).count()
                + routed.keySet().stream().filter(id -> !finals.containsKey(id)).count();
    }

    /** What went wrong, empty if nothing did; to be asked when nothing is in progress any more. */
    synchronized List<String> violations() {
        List<String> found = new ArrayList<>(violations);
        if (undecided() != 0) {
            found.add(submissions + " submissions, but " + decided.size() + " first decisions and " + resends
                    + " resends");
        }
        accepted.stream()
                .filter(lead -> !ended.contains(lead))
                .forEach(lead -> found.add("lead " + lead + " was accepted and never ended"));
        routed.keySet().stream()
                .filter(id -> !finals.containsKey(id))
                .forEach(id -> found.add("delivery " + id + " has no final result"));
        finals.keySet().stream()
                .filter(id -> !routed.containsKey(id))
                .forEach(id -> found.add("delivery " + id + " has a final result and was never routed"));
        return found;
    }

    /** The run in numbers. */
    synchronized Sums sums() {
        Map<String, Map<DeliveryClass, Integer>> byVendor = new TreeMap<>();
        finalsBy.forEach((vendor, counts) -> byVendor.put(vendor, Map.copyOf(counts)));
        return new Sums(
                submissions,
                decided.size(),
                resends,
                accepted.size(),
                new TreeMap<>(rejectedBy),
                withdrawnLeads,
                new TreeMap<>(cancelAnswers),
                routed.size(),
                finals.size(),
                byVendor,
                attempts,
                deadLetters);
    }

    /** Counts of a run, named as the topics name things. */
    record Sums(
            long submissions,
            long firstDecisions,
            long resends,
            long accepted,
            Map<String, Integer> rejected,
            long cancelledLeads,
            Map<DecisionOutcome, Integer> cancelAnswers,
            long routedDeliveries,
            long finalResults,
            Map<String, Map<DeliveryClass, Integer>> finalsByVendor,
            long results,
            long deadLetters) {}

    /** True if a decision is the answer that a submission waits for. */
    static boolean isFirst(LeadDecision decision) {
        return decision.getPhase() == DecisionPhase.FIRST && !decision.getResend();
    }
}
