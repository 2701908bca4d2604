package io.leadstream.streams;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.DncEntry;
import io.leadstream.schema.HeldItem;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.ReleaseConditions;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.schema.Routing;
import io.leadstream.streams.rules.CallingHours;
import io.leadstream.streams.rules.Conditions;
import io.leadstream.streams.rules.Decisions;
import io.leadstream.streams.rules.DueRule;
import io.leadstream.streams.rules.Entries;
import io.leadstream.streams.rules.ReleaseRule;
import io.leadstream.streams.rules.Results;
import io.leadstream.streams.rules.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.common.serialization.Deserializer;
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
 *   again ─────────────────────┤        ┌─ lead ────► route, end it, or hold it again
 *                              └─ held ─┴─ delivery ► send, end it, or hold it again
 * </pre>
 *
 * <p>A tick releases what is due in small batches for a limited time, so that a burst of due leads does not keep new ones
 * waiting: briefly while records come in, longer while none do.
 */
final class HoldStage implements Processor<String, Turn, String, Turn> {

    /** Released before the clock is looked at again: 2 ms or so. */
    static final int BATCH = 50;

    private final CallingHours hours;
    private final Deserializer<Routing> routings;
    private final Deserializer<DncEntry> entriesOfDnc;
    private final CommittedEvents events;
    private final ReleaseTime time;
    private boolean busy;
    private @Nullable ProcessorContext<String, Turn> context;
    private @Nullable HeldItems held;
    private @Nullable LeadEntries entries;
    private @Nullable FirstDecisions answered;
    private @Nullable OpenDeliveries open;
    private @Nullable RoutingSource routing;
    private @Nullable DncLists lists;

    HoldStage(
            CallingHours hours,
            Deserializer<Routing> routings,
            Deserializer<DncEntry> entriesOfDnc,
            CommittedEvents events,
            ReleaseTime time) {
        this.time = time;
        this.hours = hours;
        this.routings = routings;
        this.entriesOfDnc = entriesOfDnc;
        this.events = events;
    }

    @Override
    public void init(ProcessorContext<String, Turn> context) {
        this.context = context;
        held = new HeldItems(context.getStateStore(HeldItems.STORE));
        entries = new LeadEntries(context.getStateStore(LeadEntries.STORE));
        answered = new FirstDecisions(context.getStateStore(FirstDecisions.STORE));
        open = OpenDeliveries.of(context);
        routing = new RoutingSource(context, routings);
        lists = new DncLists(context, entriesOfDnc);
        time.join();
        context.schedule(ReleaseTime.TICK, PunctuationType.WALL_CLOCK_TIME, this::release);
        context.schedule(ReleaseTime.TICK, PunctuationType.WALL_CLOCK_TIME, this::forget);
    }

    @Override
    public void close() {
        time.leave();
    }

    @Override
    public void process(Record<String, Turn> record) {
        Instant now = now();
        busy = true;
        switch (record.value()) {
            case Turn.Decide decide -> decide(decide.verdict(), decide.order(), now);
            case Turn.Again again -> again(again.delivery(), again.at(), now);
            case Turn.Route route -> forward(route);
            case Turn.Send send -> forward(send);
            case Turn.Say say -> forward(say);
        }
    }

    private void decide(Verdict verdict, long order, Instant now) {
        DueRule due = switch (verdict) {
            case Verdict.Reject reject -> DueRule.none(reject.lead());
            case Verdict.Pass pass -> DueRule.of(pass.lead(), hours, now);
        };
        LeadDecision decision = decisions(now).first(verdict, due);
        Objects.requireNonNull(answered).put(decision);
        forward(new Turn.Say(decision));
        switch (verdict) {
            case Verdict.Reject reject -> {}
            case Verdict.Pass pass -> {
                if (due.at().isAfter(now) && due.at().isAfter(pass.lead().getSubmittedAt())) {
                    Objects.requireNonNull(held).put(pass.lead(), due.at());
                    Objects.requireNonNull(entries)
                            .append(pass.lead().getPhone(), order, Entries.held(pass.lead(), due.at()));
                } else {
                    forward(new Turn.Route(pass.lead(), OptionalLong.of(order)));
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
        ReleaseTime.Turn turn = time.begin(busy);
        busy = false;
        int released;
        do {
            released = releaseSome(now());
        } while (released == BATCH && turn.goesOn());
    }

    private void forget(long timestamp) {
        Objects.requireNonNull(answered).forget();
    }

    private int releaseSome(Instant now) {
        List<HeldItems.Due> due = Objects.requireNonNull(held).takeDue(now, BATCH);
        for (HeldItems.Due each : due) {
            events.released(now.toEpochMilli() - each.atMs());
            HeldItem item = each.item();
            item.getLead().ifPresent(lead -> release(lead, now));
            item.getResult().ifPresent(result -> forward(new Turn.Say(result)));
            item.getDelivery().ifPresent(delivery -> {
                Objects.requireNonNull(open).released(delivery);
                release(delivery, now);
            });
        }
        return due.size();
    }

    private void release(ResolvedLead lead, Instant now) {
        ReleaseConditions conditions =
                Conditions.atRelease(lead, Objects.requireNonNull(routing).current());
        switch (ReleaseRule.lead(lead, conditions, now, Objects.requireNonNull(lists), hours)) {
            case ReleaseRule.Go go -> forward(new Turn.Route(lead, OptionalLong.empty()));
            case ReleaseRule.Expired expired -> end(lead, decisions(now).ended(lead, DecisionOutcome.EXPIRED));
            case ReleaseRule.Listed listed -> end(lead, decisions(now).listed(lead, listed.hit()));
            case ReleaseRule.Closed closed -> {
                Objects.requireNonNull(held).put(lead, closed.until());
                replaceEntry(lead, Entries.held(lead, closed.until()));
            }
        }
    }

    /** The entries of leads that end in hold stay (rulings.md, All dialects). */
    private void end(ResolvedLead lead, LeadDecision decision) {
        replaceEntry(lead, Entries.routed(lead, List.of()));
        forward(new Turn.Say(decision));
    }

    private void replaceEntry(ResolvedLead lead, LeadEntry entry) {
        LeadEntries leads = Objects.requireNonNull(entries);
        leads.find(lead.getPhone(), lead.getLeadId())
                .ifPresent(kept -> leads.put(new LeadEntries.Kept(kept.key(), entry)));
    }

    private void release(Delivery delivery, Instant now) {
        switch (ReleaseRule.delivery(delivery, now, Objects.requireNonNull(lists), hours)) {
            case ReleaseRule.Go go -> forward(new Turn.Send(delivery));
            case ReleaseRule.Expired expired ->
                end(Results.ended(delivery, DeliveryClass.EXPIRED, "expired while it waited", now), delivery);
            case ReleaseRule.Listed listed ->
                end(Results.ended(delivery, DeliveryClass.CANCELLED, "listed while it waited", now), delivery);
            case ReleaseRule.Closed closed -> again(delivery, closed.until(), now);
        }
    }

    private void end(DeliveryResult result, Delivery delivery) {
        forward(new Turn.Say(result));
        OpenDeliveries deliveries = Objects.requireNonNull(open);
        (delivery.getKind() == DeliveryKind.DIAL
                        ? deliveries.dialEnded(delivery, result.getResult())
                        : deliveries.ended(delivery))
                .forEach(answer -> forward(new Turn.Say(answer)));
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
