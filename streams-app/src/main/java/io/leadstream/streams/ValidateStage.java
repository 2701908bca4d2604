package io.leadstream.streams;

import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.Routing;
import io.leadstream.streams.rules.ValidateRule;
import io.leadstream.streams.rules.Verdict;
import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** Asks {@link ValidateRule} about each submission, with the routing in force. */
final class ValidateStage implements FixedKeyProcessor<String, PlacedEvent, Verdict> {

    private final Deserializer<Routing> deserializer;
    private @Nullable FixedKeyProcessorContext<String, Verdict> context;
    private @Nullable RoutingSource routing;

    ValidateStage(Deserializer<Routing> deserializer) {
        this.deserializer = deserializer;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Verdict> context) {
        this.context = context;
        this.routing = new RoutingSource(context, deserializer);
    }

    @Override
    public void process(FixedKeyRecord<String, PlacedEvent> record) {
        Verdict verdict = ValidateRule.validate(
                record.value(), Objects.requireNonNull(routing).current());
        Objects.requireNonNull(context).forward(record.withValue(verdict));
    }
}
