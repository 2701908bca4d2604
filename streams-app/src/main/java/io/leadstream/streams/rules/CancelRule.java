package io.leadstream.streams.rules;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadStatus;
import io.leadstream.schema.OpenDelivery;
import io.leadstream.schema.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which leads a cancel means, and what can still be done about each. */
public final class CancelRule {

    /** What a cancel does to one lead. */
    public sealed interface Move {

        /** The lead still waits: it ends, and its entry goes. */
        record Withdraw(LeadEntry entry) implements Move {}

        /** Nothing is left to stop: vendors may have the lead. */
        record TooLate(LeadEntry entry) implements Move {}

        /** Its deliveries are stopped: those that wait for a retry at once, the others by their lanes. */
        record Stop(LeadEntry entry, List<OpenDelivery> waiting, List<OpenDelivery> inLanes) implements Move {}
    }

    private CancelRule() {}

    /** True if the cancel means this lead: the account's own, fitting every part that was given. */
    public static boolean means(LeadEvent event, LeadEntry entry) {
        CancelRequest cancel = event.getCancel().orElseThrow();
        return !entry.getAlt()
                && entry.getAccount().equals(event.getAccount())
                && fits(cancel.getType(), entry.getType())
                && fits(cancel.getListId(), Optional.of(entry.getListId()))
                && fits(cancel.getCampaign(), entry.getCampaign())
                && (fits(cancel.getLeadId(), Optional.of(entry.getLeadId()))
                        || entry.getFolded().contains(cancel.getLeadId().orElseThrow()));
    }

    /** What a cancel does to a lead that it means. Of one that was folded into this entry nothing is left to stop. */
    public static Move move(LeadEvent event, LeadEntry entry) {
        boolean itself = event.getCancel()
                .flatMap(CancelRequest::getLeadId)
                .filter(id -> id != entry.getLeadId())
                .isEmpty();
        return itself ? move(entry) : new Move.TooLate(entry);
    }

    /** What a cancel does to the lead of an entry. */
    static Move move(LeadEntry entry) {
        if (entry.getStatus() == LeadStatus.HELD) {
            return new Move.Withdraw(entry);
        }
        if (entry.getOpen().isEmpty()) {
            return new Move.TooLate(entry);
        }
        return new Move.Stop(
                entry,
                entry.getOpen().stream()
                        .filter(open -> open.getHeldUntil().isPresent())
                        .toList(),
                entry.getOpen().stream()
                        .filter(open -> open.getHeldUntil().isEmpty())
                        .toList());
    }

    /**
     * The answer once every delivery met was heard of.
     *
     * @param cancelled ids of the leads of which nothing reached a vendor
     * @param met how many leads the cancel meant
     */
    public static DecisionOutcome outcome(List<Long> cancelled, int met) {
        if (!cancelled.isEmpty()) {
            return DecisionOutcome.CANCELLED;
        }
        return met == 0 ? DecisionOutcome.NOT_FOUND : DecisionOutcome.ALREADY_PROCESSED;
    }

    /**
     * Why a cancel met nothing, where more can be said than that: it names a type that no list has.
     *
     * @param routing what is in force; a type that was taken out of it may still have leads, which are met all the same
     */
    public static Optional<Reason> whyNothing(LeadEvent event, Optional<RoutingView> routing) {
        return event.getCancel()
                .flatMap(CancelRequest::getType)
                .filter(type -> !type.isBlank())
                .filter(type ->
                        routing.isPresent() && routing.get().listOfType(type).isEmpty())
                .map(type -> Reason.TYPE_UNKNOWN);
    }

    /**
     * The answer to a cancel that heard of one of the deliveries it waits for.
     *
     * @param cancelledLead the delivery's lead, if nothing of it reached any vendor
     */
    public static LeadDecision heard(LeadDecision answer, Optional<Long> cancelledLead) {
        List<Long> cancelled = new ArrayList<>(answer.getCancelledLeads());
        cancelledLead.ifPresent(cancelled::add);
        return LeadDecision.newBuilder(answer)
                .setCancelledLeads(cancelled)
                .setOutcome(outcome(cancelled, 1))
                .build();
    }

    /** What a cancel waits for that met a lead which is not decided yet. */
    public static String undecided(long leadId) {
        return leadId + ":undecided";
    }

    /** What a cancel waits for whose lead has an entry under its alt phone too. */
    public static String altEntry(long leadId) {
        return leadId + ":alt";
    }

    private static <T> boolean fits(Optional<T> asked, Optional<T> has) {
        return asked.isEmpty() || asked.equals(has);
    }
}
