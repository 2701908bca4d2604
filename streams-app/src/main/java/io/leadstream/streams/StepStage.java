package io.leadstream.streams;

import io.leadstream.schema.LeadStep;
import io.leadstream.streams.rules.Reservations;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Hands the steps of leads with two phones to {@link Reservations}, each at the phone it is for. */
final class StepStage implements Processor<String, LeadStep, String, Turn> {

    private @Nullable MatchDesk desk;

    @Override
    public void init(ProcessorContext<String, Turn> context) {
        desk = new MatchDesk(context);
    }

    @Override
    public void process(Record<String, LeadStep> record) {
        new Reservations(Objects.requireNonNull(desk)).hear(record.value());
    }
}
