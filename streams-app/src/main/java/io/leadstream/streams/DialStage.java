package io.leadstream.streams;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.PendingAnswer;
import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Routing;
import io.leadstream.streams.rules.Decisions;
import io.leadstream.streams.rules.DialRule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends a dial to its vendor at once and keeps the caller's answer until the vendor has spoken. */
final class DialStage implements Processor<String, PlacedEvent, String, Turn> {

    private final Deserializer<Routing> deserializer;
    private @Nullable ProcessorContext<String, Turn> context;
    private @Nullable RoutingSource routing;
    private @Nullable FirstDecisions answered;
    private @Nullable PendingAnswers pending;

    DialStage(Deserializer<Routing> deserializer) {
        this.deserializer = deserializer;
    }

    @Override
    public void init(ProcessorContext<String, Turn> context) {
        this.context = context;
        routing = new RoutingSource(context, deserializer);
        answered = new FirstDecisions(context.getStateStore(FirstDecisions.STORE));
        pending = new PendingAnswers(context.getStateStore(PendingAnswers.STORE));
    }

    @Override
    public void process(Record<String, PlacedEvent> record) {
        PlacedEvent placed = record.value();
        LeadEvent event = placed.getEvent();
        Instant now = Instant.ofEpochMilli(Objects.requireNonNull(context).currentSystemTimeMs());
        Decisions decisions =
                new Decisions(now, Objects.requireNonNull(context).taskId().partition());
        FirstDecisions answers = Objects.requireNonNull(answered);
        Optional<LeadDecision> before =
                answers.find(placed.getPhone(), event.getAccount(), event.getEventId(), placed.getSubmittedAt());
        if (before.isPresent()) {
            forward(new Turn.Say(decisions.again(before.get())));
            return;
        }
        if (Objects.requireNonNull(pending).waits(placed.getPhone(), event.getAccount(), event.getEventId())) {
            return;
        }
        Optional<Delivery> dial = placed.getPhone().isEmpty()
                ? Optional.empty()
                : Objects.requireNonNull(routing).current().flatMap(view -> DialRule.route(placed, view, now));
        if (dial.isEmpty()) {
            Reason reason = placed.getPhone().isEmpty() ? Reason.PHONE_INVALID : Reason.DIAL_VENDOR_UNKNOWN;
            LeadDecision rejected = decisions.dialRejected(placed, reason);
            answers.put(rejected);
            forward(new Turn.Say(rejected));
            return;
        }
        LeadDecision routed = decisions.dialRouted(placed, dial.get());
        Objects.requireNonNull(pending)
                .put(PendingAnswer.newBuilder()
                        .setDecision(routed)
                        .setWaiting(List.of(dial.get().getDeliveryId()))
                        .build());
        forward(new Turn.Say(routed));
        forward(new Turn.Send(dial.get()));
    }

    private void forward(Turn turn) {
        ProcessorContext<String, Turn> out = Objects.requireNonNull(context);
        out.forward(new Record<>("", turn, out.currentSystemTimeMs()));
    }
}
