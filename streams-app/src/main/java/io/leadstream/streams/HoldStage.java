package io.leadstream.streams;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.HeldItem;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.rules.Decisions;
import io.leadstream.streams.rules.DueRule;
import io.leadstream.streams.rules.Entries;
import io.leadstream.streams.rules.ReleaseRule;
import io.leadstream.streams.rules.Results;
import io.leadstream.streams.rules.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Gives each lead its first decision and keeps it, or a delivery to be sent again, until it is due.
 *
 * <pre>
 *   decide ─ rejected ──────────────────────────────► say so
 *      └──── accepted: say so ─┬─ due ──────────────► route
 *   again ─────────────────────┤        ┌─ lead ────► route, or end it
 *                              └─ held ─┴─ delivery ► send, or end it
 * </pre>
 */
final class HoldStage implements Processor<String, Turn, String, Turn> {

    private static final Duration TICK = Duration.ofMillis(50);

    /** Released in one tick at most, so that a burst of due leads does not keep new ones waiting. */
    private static final int MOST_PER_TICK = 500;

    private @Nullable ProcessorContext<String, Turn> context;
    private @Nullable HeldItems held;
    private @Nullable LeadEntries entries;
    private @Nullable FirstDecisions answered;
    private @Nullable OpenDeliveries open;

    @Override
    public void init(ProcessorContext<String, Turn> context) {
        this.context = context;
        held = new HeldItems(context.getStateStore(HeldItems.STORE));
        entries = new LeadEntries(context.getStateStore(LeadEntries.STORE));
        answered = new FirstDecisions(context.getStateStore(FirstDecisions.STORE));
        open = OpenDeliveries.of(context);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::release);
    }

    @Override
    public void process(Record<String, Turn> record) {
        Instant now = now();
        switch (record.value()) {
            case Turn.Decide decide -> decide(decide.verdict(), now);
            case Turn.Again again -> again(again.delivery(), again.at(), now);
            case Turn.Route route -> forward(route);
            case Turn.Send send -> forward(send);
            case Turn.Say say -> forward(say);
        }
    }

    private void decide(Verdict verdict, Instant now) {
        DueRule due = DueRule.of(verdict.lead());
        LeadDecision decision = decisions(now).first(verdict, due);
        Objects.requireNonNull(answered).put(decision);
        forward(new Turn.Say(decision));
        switch (verdict) {
            case Verdict.Reject reject -> {}
            case Verdict.Pass pass -> {
                if (due.at().isAfter(now) && due.at().isAfter(pass.lead().getSubmittedAt())) {
                    Objects.requireNonNull(held).put(pass.lead(), due.at());
                    Objects.requireNonNull(entries).append(pass.lead().getPhone(), Entries.held(pass.lead(), due.at()));
                } else {
                    forward(new Turn.Route(pass.lead(), false));
                }
            }
        }
    }

    private void again(Delivery delivery, Instant at, Instant now) {
        if (at.isAfter(now)) {
            Objects.requireNonNull(held).put(delivery, at);
            Objects.requireNonNull(open).heldUntil(delivery, at);
        } else {
            release(delivery, now);
        }
    }

    private void release(long timestamp) {
        Instant now = now();
        for (HeldItem item : Objects.requireNonNull(held).takeDue(now, MOST_PER_TICK)) {
            item.getLead().ifPresent(lead -> release(lead, now));
            item.getDelivery().ifPresent(delivery -> {
                Objects.requireNonNull(open).released(delivery);
                release(delivery, now);
            });
        }
    }

    private void release(ResolvedLead lead, Instant now) {
        switch (ReleaseRule.lead(lead, now)) {
            case GO -> forward(new Turn.Route(lead, true));
            case EXPIRED -> {
                LeadEntries leads = Objects.requireNonNull(entries);
                leads.find(lead.getPhone(), lead.getLeadId())
                        .ifPresent(
                                kept -> leads.put(new LeadEntries.Kept(kept.key(), Entries.routed(lead, List.of()))));
                forward(new Turn.Say(decisions(now).ended(lead, DecisionOutcome.EXPIRED)));
            }
        }
    }

    private void release(Delivery delivery, Instant now) {
        switch (ReleaseRule.delivery(delivery, now)) {
            case GO -> forward(new Turn.Send(delivery));
            case EXPIRED -> {
                forward(new Turn.Say(Results.ended(delivery, DeliveryClass.EXPIRED, "expired while it waited", now)));
                Objects.requireNonNull(open).ended(delivery).forEach(answer -> forward(new Turn.Say(answer)));
            }
        }
    }

    private void forward(Turn turn) {
        ProcessorContext<String, Turn> out = Objects.requireNonNull(context);
        out.forward(new Record<>("", turn, out.currentSystemTimeMs()));
    }

    private Decisions decisions(Instant now) {
        return new Decisions(now, Objects.requireNonNull(context).taskId().partition());
    }

    private Instant now() {
        return Instant.ofEpochMilli(Objects.requireNonNull(context).currentSystemTimeMs());
    }
}
