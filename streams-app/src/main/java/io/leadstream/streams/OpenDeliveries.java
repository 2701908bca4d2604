package io.leadstream.streams;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStep;
import io.leadstream.schema.OpenDelivery;
import io.leadstream.schema.OutcomeKind;
import io.leadstream.streams.rules.CancelRule;
import io.leadstream.streams.rules.DialRule;
import io.leadstream.streams.rules.Entries;
import io.leadstream.streams.rules.ReplayRule;
import io.leadstream.streams.rules.Reservations;
import io.leadstream.streams.rules.WithdrawRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** The deliveries without a final result, kept in the entries of their leads, and the cancels that wait for them. */
final class OpenDeliveries {

    private final ProcessorContext<?, ?> context;
    private final LeadEntries entries;
    private final PendingAnswers cancels;
    private final FirstDecisions answered;

    private OpenDeliveries(
            ProcessorContext<?, ?> context, LeadEntries entries, PendingAnswers cancels, FirstDecisions answered) {
        this.context = context;
        this.entries = entries;
        this.cancels = cancels;
        this.answered = answered;
    }

    static OpenDeliveries of(ProcessorContext<?, ?> context) {
        return new OpenDeliveries(
                context,
                new LeadEntries(context.getStateStore(LeadEntries.STORE)),
                new PendingAnswers(context.getStateStore(PendingAnswers.STORE)),
                new FirstDecisions(context.getStateStore(FirstDecisions.STORE)));
    }

    /** A delivery as its lead's entry knows it; empty once it has ended. */
    Optional<OpenDelivery> find(String phone, long leadId, String deliveryId) {
        return entries.find(phone, leadId).stream()
                .flatMap(kept -> kept.entry().getOpen().stream())
                .filter(open -> open.getDeliveryId().equals(deliveryId))
                .findFirst();
    }

    /** A person wants a delivery sent again: it is open from now on, or the reason why not. */
    Optional<String> replayed(Delivery delivery) {
        List<LeadEntries.Kept> kept = entries.newestFirst(delivery.getPhone());
        return switch (ReplayRule.move(
                delivery, kept.stream().map(LeadEntries.Kept::entry).toList())) {
            case ReplayRule.Refuse refuse -> Optional.of(refuse.why());
            case ReplayRule.Open open -> {
                entries.find(delivery.getPhone(), delivery.getLeadId())
                        .ifPresent(found -> entries.put(new LeadEntries.Kept(found.key(), open.entry())));
                yield Optional.empty();
            }
        };
    }

    /** The delivery waits in hold. */
    void heldUntil(Delivery delivery, Instant at) {
        change(
                delivery,
                open -> OpenDelivery.newBuilder(open)
                        .setHeldUntil(at)
                        .setMaybeSent(open.getMaybeSent() || delivery.getVerify())
                        .build());
    }

    /** The delivery goes back to its lane. */
    void released(Delivery delivery) {
        change(
                delivery,
                open -> OpenDelivery.newBuilder(open).setHeldUntil(null).build());
    }

    /** An attempt of the delivery is on its way, so a cancel comes too late; returns the answers to cancels. */
    List<LeadDecision> alreadySent(String phone, long leadId, String deliveryId) {
        entries.find(phone, leadId)
                .ifPresent(kept -> entries.put(new LeadEntries.Kept(
                        kept.key(),
                        LeadEntry.newBuilder(kept.entry()).setMaybeSent(true).build())));
        return answer(phone, deliveryId, Optional.empty(), Optional.empty());
    }

    /** The delivery ended before it was sent again; returns the answers to cancels that waited for nothing else. */
    List<SpecificRecord> ended(Delivery delivery) {
        return ended(delivery.getPhone(), delivery.getLeadId(), delivery.getDeliveryId(), delivery.getVerify());
    }

    /**
     * The delivery has its final result.
     *
     * @param maybeSent true if its vendor has the lead or may have it
     * @return the answers to cancels that waited for nothing else; if the lead is cancelled by that and has an alt phone,
     *     the step that removes its entry there, which the answers then wait for
     */
    List<SpecificRecord> ended(String phone, long leadId, String deliveryId, boolean maybeSent) {
        Optional<LeadEntries.Kept> kept = entries.find(phone, leadId);
        if (kept.isEmpty()) {
            return List.of();
        }
        Entries.Ended ended = Entries.ended(kept.get().entry(), deliveryId, maybeSent);
        if (!ended.cancelled()) {
            entries.put(new LeadEntries.Kept(kept.get().key(), ended.entry()));
            return List.copyOf(answer(phone, deliveryId, Optional.empty(), Optional.empty()));
        }
        entries.remove(kept.get());
        Optional<LeadStep> removal =
                Reservations.removal(phone, ended.entry(), Instant.ofEpochMilli(context.currentSystemTimeMs()));
        List<SpecificRecord> said = new ArrayList<>();
        removal.ifPresent(said::add);
        said.addAll(answer(phone, deliveryId, removal.map(step -> CancelRule.altEntry(leadId)), Optional.of(leadId)));
        return said;
    }

    /** A delivery has its final result, which is yet to be {@linkplain #ended noted}; returns the withdrawals that are due. */
    List<Delivery> withdrawn(DeliveryOutcome outcome, Instant now) {
        Optional<LeadEntries.Kept> kept = entries.find(outcome.getPhone(), outcome.getLeadId());
        if (kept.isEmpty() || kept.get().entry().getWithdrawable().isEmpty()) {
            return List.of();
        }
        WithdrawRule.Move move = WithdrawRule.ended(kept.get().entry(), outcome, now);
        entries.put(new LeadEntries.Kept(kept.get().key(), move.entry()));
        return move.withdrawals();
    }

    /** A dial ended before it was sent; returns the answer to whoever asked for it. */
    List<LeadDecision> dialEnded(Delivery dial, DeliveryClass result) {
        return dialled(DeliveryOutcome.newBuilder()
                .setDeliveryId(dial.getDeliveryId())
                .setLeadId(dial.getLeadId())
                .setVendor(dial.getVendor())
                .setPhone(dial.getPhone())
                .setKind(OutcomeKind.FINAL)
                .setResult(result)
                .build());
    }

    /** A dial has its final result; returns the answer to whoever asked for it. */
    List<LeadDecision> dialled(DeliveryOutcome outcome) {
        List<LeadDecision> answers = cancels.heard(
                outcome.getPhone(), outcome.getDeliveryId(), answer -> DialRule.answered(answer, outcome));
        answers.forEach(answered::put);
        return answers;
    }

    private List<LeadDecision> answer(
            String phone, String deliveryId, Optional<String> instead, Optional<Long> cancelledLead) {
        List<LeadDecision> answers =
                cancels.heard(phone, deliveryId, instead, answer -> CancelRule.heard(answer, cancelledLead));
        answers.forEach(answered::put);
        return answers;
    }

    private void change(Delivery delivery, UnaryOperator<OpenDelivery> change) {
        entries.find(delivery.getPhone(), delivery.getLeadId())
                .ifPresent(kept -> entries.put(new LeadEntries.Kept(
                        kept.key(), Entries.with(kept.entry(), delivery.getDeliveryId(), change))));
    }
}
