package io.leadstream.streams;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryCancel;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStep;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.schema.Routing;
import io.leadstream.streams.rules.Decisions;
import io.leadstream.streams.rules.Entries;
import io.leadstream.streams.rules.RouteRule;
import io.leadstream.streams.rules.RoutingView;
import io.leadstream.streams.rules.WithdrawRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Asks {@link RouteRule} where a due lead goes, with the routing in force now, and keys every record for its topic. */
final class RouteStage implements Processor<String, Turn, String, SpecificRecord> {

    /** No step bears an older time, or the topic's retention could take it before it is read. */
    private static final Duration OLDEST_STEP = Duration.ofDays(1);

    private final Deserializer<Routing> deserializer;
    private final CommittedEvents events;
    private final Predicate<String> ready;
    private @Nullable ProcessorContext<String, SpecificRecord> context;
    private @Nullable RoutingSource routing;
    private @Nullable LeadEntries entries;
    private @Nullable UnreadyVendors unready;

    /**
     * A stage of one task.
     *
     * @param ready true for a vendor whose topics are there; must not wait
     * @param events is told what is published
     */
    RouteStage(Deserializer<Routing> deserializer, Predicate<String> ready, CommittedEvents events) {
        this.deserializer = deserializer;
        this.ready = ready;
        this.events = events;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.routing = new RoutingSource(context, deserializer);
        this.entries = new LeadEntries(context.getStateStore(LeadEntries.STORE));
        this.unready = new UnreadyVendors(context, ready);
    }

    @Override
    public void process(Record<String, Turn> record) {
        switch (record.value()) {
            case Turn.Route route -> route(route.lead(), route.order());
            case Turn.Send send -> publish(send.delivery());
            case Turn.Say say -> publish(say.record());
            case Turn.Decide decide -> throw new IllegalStateException("undecided lead at route");
            case Turn.Again again -> throw new IllegalStateException("delivery at route before it is due");
        }
    }

    private void route(ResolvedLead lead, OptionalLong order) {
        Instant now = Instant.ofEpochMilli(Objects.requireNonNull(context).currentSystemTimeMs());
        Optional<RoutingView> current = Objects.requireNonNull(routing).current();
        List<Delivery> deliveries =
                current.map(view -> RouteRule.route(lead, view, now)).orElse(List.of());
        LeadEntry entry = Entries.routed(lead, deliveries);
        note(
                lead,
                order,
                current.map(view -> WithdrawRule.routed(entry, deliveries, view))
                        .orElse(entry));
        Decisions decisions =
                new Decisions(now, Objects.requireNonNull(context).taskId().partition());
        publish(decisions.routed(
                lead, deliveries, current.map(RoutingView::version).orElse(0L)));
        deliveries.forEach(this::publish);
    }

    private void note(ResolvedLead lead, OptionalLong order, LeadEntry entry) {
        LeadEntries leads = Objects.requireNonNull(entries);
        if (order.isPresent()) {
            leads.append(lead.getPhone(), order.getAsLong(), entry);
        } else {
            leads.find(lead.getPhone(), lead.getLeadId())
                    .ifPresent(kept -> leads.put(new LeadEntries.Kept(kept.key(), entry)));
        }
    }

    private void publish(SpecificRecord record) {
        ProcessorContext<String, SpecificRecord> out = Objects.requireNonNull(context);
        long now = out.currentSystemTimeMs();
        if (Objects.requireNonNull(unready).keepsBack(record, Instant.ofEpochMilli(now))) {
            return;
        }
        out.forward(new Record<>(key(record), record, time(record, now)));
        if (record instanceof LeadDecision decision) {
            events.decided(decision);
        } else if (record instanceof DeliveryResult result) {
            events.ended(result);
        }
    }

    /**
     * Steps bear the time of the lead they belong to: of what waits a task takes the oldest first, and a lead that is half
     * decided must not wait until all newer ones have been read.
     */
    private static long time(SpecificRecord record, long now) {
        return record instanceof LeadStep step
                ? Math.max(step.getAt().toEpochMilli(), now - OLDEST_STEP.toMillis())
                : now;
    }

    private static String key(SpecificRecord record) {
        if (record instanceof Delivery delivery) {
            return delivery.getPhone();
        }
        if (record instanceof LeadDecision decision) {
            return Long.toString(decision.getLeadId());
        }
        if (record instanceof DeliveryResult result) {
            return Long.toString(result.getLeadId());
        }
        if (record instanceof DeliveryCancel cancel) {
            return cancel.getPhone();
        }
        if (record instanceof LeadStep step) {
            return step.getKey();
        }
        throw new IllegalStateException("no topic for a " + record.getClass().getSimpleName());
    }
}
