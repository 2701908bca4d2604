package io.leadstream.streams;

import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.Routing;
import io.leadstream.streams.rules.Reference;
import io.leadstream.streams.rules.RoutingView;
import io.leadstream.streams.rules.ValidateRule;
import io.leadstream.streams.rules.Verdict;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** Asks {@link ValidateRule} about each submission, with the routing in force. */
final class ValidateStage implements FixedKeyProcessor<String, PlacedEvent, Verdict> {

    private final Deserializer<Routing> deserializer;
    private final Reference reference;
    private final CommittedEvents events;
    private @Nullable FixedKeyProcessorContext<String, Verdict> context;
    private @Nullable RoutingSource routing;
    private @Nullable Agents agents;

    ValidateStage(Deserializer<Routing> deserializer, Reference reference, CommittedEvents events) {
        this.deserializer = deserializer;
        this.reference = reference;
        this.events = events;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Verdict> context) {
        this.context = context;
        this.routing = new RoutingSource(context, deserializer);
        this.agents = new Agents(context);
    }

    @Override
    public void process(FixedKeyRecord<String, PlacedEvent> record) {
        events.submitted();
        Optional<RoutingView> current = Objects.requireNonNull(routing).current();
        Verdict verdict = ValidateRule.validate(
                record.value(),
                current,
                reference,
                user -> Objects.requireNonNull(agents).knows(user, current));
        Objects.requireNonNull(context).forward(record.withValue(verdict));
    }
}
