package io.leadstream.streams;

import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.Reason;
import io.leadstream.streams.rules.Decisions;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** Answers a dial. No vendor takes dials yet (the elision dialect brings them), so each is rejected and told why. */
final class DialStage implements FixedKeyProcessor<String, PlacedEvent, Turn> {

    private @Nullable FixedKeyProcessorContext<String, Turn> context;

    @Override
    public void init(FixedKeyProcessorContext<String, Turn> context) {
        this.context = context;
    }

    @Override
    public void process(FixedKeyRecord<String, PlacedEvent> record) {
        FixedKeyProcessorContext<String, Turn> out = Objects.requireNonNull(context);
        Decisions decisions = new Decisions(
                Instant.ofEpochMilli(out.currentSystemTimeMs()), out.taskId().partition());
        out.forward(record.withValue(new Turn.Say(decisions.dialRejected(record.value(), Reason.DIAL_VENDOR_UNKNOWN))));
    }
}
