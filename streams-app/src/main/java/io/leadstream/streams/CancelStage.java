package io.leadstream.streams;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DeliveryCancel;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.OpenDelivery;
import io.leadstream.schema.PendingAnswer;
import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.Routing;
import io.leadstream.streams.rules.CancelRule;
import io.leadstream.streams.rules.CancelRule.Move;
import io.leadstream.streams.rules.Decisions;
import io.leadstream.streams.rules.Entries;
import io.leadstream.streams.rules.Reservations;
import io.leadstream.streams.rules.Results;
import io.leadstream.streams.rules.WithdrawRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Stops the leads that a cancel means: those that wait at once, those that are undecided when they are decided, those in
 * lanes by asking the lanes, which alone know what was sent (correctness.md 2). The caller is answered when nothing is open any more.
 */
final class CancelStage implements Processor<String, PlacedEvent, String, Turn> {

    private final Deserializer<Routing> deserializer;
    private @Nullable ProcessorContext<String, Turn> context;
    private @Nullable RoutingSource routing;
    private @Nullable LeadEntries entries;
    private @Nullable HeldItems held;
    private @Nullable FirstDecisions answered;
    private @Nullable PendingAnswers pending;
    private @Nullable OpenDeliveries open;
    private @Nullable MatchDesk desk;
    private @Nullable CancelMarkers markers;

    /** What is known of a cancel while its leads are gone through. */
    private record Progress(List<Long> cancelled, List<String> waiting) {}

    CancelStage(Deserializer<Routing> deserializer) {
        this.deserializer = deserializer;
    }

    @Override
    public void init(ProcessorContext<String, Turn> context) {
        this.context = context;
        routing = new RoutingSource(context, deserializer);
        entries = new LeadEntries(context.getStateStore(LeadEntries.STORE));
        held = new HeldItems(context.getStateStore(HeldItems.STORE));
        answered = new FirstDecisions(context.getStateStore(FirstDecisions.STORE));
        pending = new PendingAnswers(context.getStateStore(PendingAnswers.STORE));
        open = OpenDeliveries.of(context);
        desk = new MatchDesk(context);
        markers = new CancelMarkers(context.getStateStore(CancelMarkers.STORE));
    }

    @Override
    public void process(Record<String, PlacedEvent> record) {
        PlacedEvent placed = record.value();
        LeadEvent event = placed.getEvent();
        Optional<LeadDecision> before = Objects.requireNonNull(answered)
                .find(placed.getPhone(), event.getAccount(), event.getEventId(), placed.getSubmittedAt());
        if (before.isPresent()) {
            say(decisions().again(before.get()));
            return;
        }
        if (Objects.requireNonNull(pending).waits(placed.getPhone(), event.getAccount(), event.getEventId())) {
            return;
        }
        List<LeadEntries.Kept> met = Objects.requireNonNull(entries).newestFirst(placed.getPhone()).stream()
                .filter(kept -> CancelRule.means(event, kept.entry()))
                .toList();
        Progress progress = new Progress(new ArrayList<>(), new ArrayList<>());
        met.forEach(kept -> stop(placed, withdraw(placed, kept), progress));
        new Reservations(Objects.requireNonNull(desk))
                .cancel(placed.getPhone(), entry -> CancelRule.means(event, entry))
                .forEach(leadId -> progress.waiting().add(CancelRule.undecided(leadId)));
        LeadDecision decision =
                decisions().cancel(placed, CancelRule.outcome(progress.cancelled(), met.size()), progress.cancelled());
        if (progress.waiting().isEmpty()) {
            if (decision.getOutcome() == DecisionOutcome.NOT_FOUND) {
                Objects.requireNonNull(markers).put(placed);
                decision = decisions()
                        .nothingToCancel(
                                placed,
                                CancelRule.whyNothing(
                                        event, Objects.requireNonNull(routing).current()));
            }
            Objects.requireNonNull(answered).put(decision);
            say(decision);
        } else {
            Objects.requireNonNull(pending)
                    .put(PendingAnswer.newBuilder()
                            .setDecision(decision)
                            .setWaiting(progress.waiting())
                            .build());
        }
    }

    /** Tells the vendors that have the lead; returns its entry without what was told. */
    private LeadEntries.Kept withdraw(PlacedEvent placed, LeadEntries.Kept kept) {
        WithdrawRule.Move move = WithdrawRule.cancelled(kept.entry(), placed.getPhone(), now());
        if (move.withdrawals().isEmpty()) {
            return kept;
        }
        LeadEntries.Kept told = new LeadEntries.Kept(kept.key(), move.entry());
        Objects.requireNonNull(entries).put(told);
        move.withdrawals().forEach(delivery -> forward(new Turn.Send(delivery)));
        return told;
    }

    private void stop(PlacedEvent placed, LeadEntries.Kept kept, Progress progress) {
        switch (CancelRule.move(placed.getEvent(), kept.entry())) {
            case Move.Withdraw withdraw -> {
                Instant due = withdraw.entry().getDueAt().orElseThrow();
                Objects.requireNonNull(held)
                        .takeLead(due, withdraw.entry().getLeadId())
                        .ifPresent(lead -> say(decisions().ended(lead, DecisionOutcome.CANCELLED)));
                Objects.requireNonNull(entries).remove(kept);
                progress.cancelled().add(withdraw.entry().getLeadId());
                Reservations.removal(placed.getPhone(), withdraw.entry(), placed.getSubmittedAt())
                        .ifPresent(this::say);
                waitForAltEntry(withdraw.entry(), progress);
            }
            case Move.TooLate tooLate ->
                Objects.requireNonNull(entries)
                        .put(new LeadEntries.Kept(kept.key(), Entries.cancelAsked(tooLate.entry())));
            case Move.Stop stop -> stop(placed, kept, stop, progress);
        }
    }

    private void stop(PlacedEvent placed, LeadEntries.Kept kept, Move.Stop stop, Progress progress) {
        long leadId = stop.entry().getLeadId();
        Objects.requireNonNull(entries)
                .put(new LeadEntries.Kept(kept.key(), Entries.stopping(stop.entry(), placed.getLeadId())));
        for (OpenDelivery waiting : stop.waiting()) {
            Objects.requireNonNull(held)
                    .takeDelivery(waiting.getHeldUntil().orElseThrow(), leadId, waiting.getVendor())
                    .ifPresent(delivery ->
                            say(Results.ended(delivery, DeliveryClass.CANCELLED, "cancelled while it waited", now())));
            Objects.requireNonNull(open)
                    .ended(placed.getPhone(), leadId, waiting.getDeliveryId(), waiting.getMaybeSent())
                    .forEach(this::say);
        }
        for (OpenDelivery inLane : stop.inLanes()) {
            progress.waiting().add(inLane.getDeliveryId());
            say(DeliveryCancel.newBuilder()
                    .setDeliveryId(inLane.getDeliveryId())
                    .setLeadId(leadId)
                    .setVendor(inLane.getVendor())
                    .setPhone(placed.getPhone())
                    .setCancelId(placed.getLeadId())
                    .setRequestedAt(placed.getSubmittedAt())
                    .build());
        }
        if (stop.inLanes().isEmpty()
                && Objects.requireNonNull(entries)
                        .find(placed.getPhone(), leadId)
                        .isEmpty()) {
            progress.cancelled().add(leadId);
            waitForAltEntry(stop.entry(), progress);
        }
    }

    /** Both entries of a cancelled lead are gone before anyone hears that it is cancelled (correctness.md 8). */
    private static void waitForAltEntry(LeadEntry entry, Progress progress) {
        if (entry.getOtherPhone().isPresent()) {
            progress.waiting().add(CancelRule.altEntry(entry.getLeadId()));
        }
    }

    private void say(org.apache.avro.specific.SpecificRecord said) {
        forward(new Turn.Say(said));
    }

    private void forward(Turn turn) {
        ProcessorContext<String, Turn> out = Objects.requireNonNull(context);
        out.forward(new Record<>("", turn, out.currentSystemTimeMs()));
    }

    private Decisions decisions() {
        return new Decisions(now(), Objects.requireNonNull(context).taskId().partition());
    }

    private Instant now() {
        return Instant.ofEpochMilli(Objects.requireNonNull(context).currentSystemTimeMs());
    }
}
