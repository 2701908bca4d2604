package io.leadstream.streams;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.OpenDelivery;
import io.leadstream.streams.rules.DialRule;
import io.leadstream.streams.rules.Results;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the lanes what became of deliveries: notes the end of each, and sends those back to hold that go again, be it
 * that a lane or that a person wants it.
 */
final class OutcomeStage implements Processor<String, DeliveryOutcome, String, Turn> {

    private @Nullable ProcessorContext<String, Turn> context;
    private @Nullable OpenDeliveries open;

    @Override
    public void init(ProcessorContext<String, Turn> context) {
        this.context = context;
        this.open = OpenDeliveries.of(context);
    }

    @Override
    public void process(Record<String, DeliveryOutcome> record) {
        DeliveryOutcome outcome = record.value();
        switch (outcome.getKind()) {
            case FINAL -> say(DialRule.isDial(outcome) ? deliveries().dialled(outcome) : ended(outcome));
            case ALREADY_SENT ->
                say(deliveries().alreadySent(outcome.getPhone(), outcome.getLeadId(), outcome.getDeliveryId()));
            case AGAIN -> again(outcome);
            case UNKNOWN ->
                throw new IllegalStateException(
                        "an outcome of a kind this version does not know, of delivery " + outcome.getDeliveryId());
        }
    }

    private List<? extends SpecificRecord> ended(DeliveryOutcome outcome) {
        boolean maybeSent = switch (outcome.getResult()) {
            case ACCEPTED, UNKNOWN -> true;
            case REJECTED, FAILED, CANCELLED, EXPIRED, THROTTLED -> false;
        };
        deliveries().withdrawn(outcome, now()).forEach(delivery -> forward(new Turn.Send(delivery)));
        return deliveries().ended(outcome.getPhone(), outcome.getLeadId(), outcome.getDeliveryId(), maybeSent);
    }

    private void again(DeliveryOutcome outcome) {
        Delivery delivery = outcome.getDelivery().orElseThrow();
        Optional<String> refused = delivery.getReplay() ? deliveries().replayed(delivery) : Optional.empty();
        if (refused.isPresent()) {
            say(Results.ended(delivery, DeliveryClass.CANCELLED, refused.get(), now()));
            return;
        }
        boolean cancelled = deliveries()
                .find(outcome.getPhone(), outcome.getLeadId(), outcome.getDeliveryId())
                .flatMap(OpenDelivery::getCancelId)
                .isPresent();
        if (cancelled) {
            DeliveryOutcome end = DeliveryOutcome.newBuilder(outcome)
                    .setResult(delivery.getVerify() ? DeliveryClass.UNKNOWN : DeliveryClass.CANCELLED)
                    .build();
            deliveries().withdrawn(end, now()).forEach(withdrawal -> forward(new Turn.Send(withdrawal)));
            say(Results.ended(delivery, DeliveryClass.CANCELLED, "cancelled before it was sent again", now()));
            say(deliveries().ended(delivery));
        } else {
            forward(new Turn.Again(delivery, outcome.getAgainAt().orElseThrow()));
        }
    }

    private OpenDeliveries deliveries() {
        return Objects.requireNonNull(open);
    }

    private void say(List<? extends SpecificRecord> answers) {
        answers.forEach(this::say);
    }

    private void say(SpecificRecord said) {
        forward(new Turn.Say(said));
    }

    private void forward(Turn turn) {
        ProcessorContext<String, Turn> out = Objects.requireNonNull(context);
        out.forward(new Record<>("", turn, out.currentSystemTimeMs()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(Objects.requireNonNull(context).currentSystemTimeMs());
    }
}
