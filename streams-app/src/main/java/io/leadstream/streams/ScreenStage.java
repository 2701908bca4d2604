package io.leadstream.streams;

import io.leadstream.schema.DncEntry;
import io.leadstream.streams.rules.ScreenRule;
import io.leadstream.streams.rules.Verdict;
import java.util.Objects;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** Asks {@link ScreenRule} about each lead that passed so far. */
final class ScreenStage implements FixedKeyProcessor<String, Verdict, Verdict> {

    private final Deserializer<DncEntry> deserializer;
    private @Nullable FixedKeyProcessorContext<String, Verdict> context;
    private @Nullable DncLists lists;

    ScreenStage(Deserializer<DncEntry> deserializer) {
        this.deserializer = deserializer;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Verdict> context) {
        this.context = context;
        this.lists = new DncLists(context, deserializer);
    }

    @Override
    public void process(FixedKeyRecord<String, Verdict> record) {
        DncLists listed = Objects.requireNonNull(lists);
        Verdict verdict = record.value().then(lead -> ScreenRule.screen(lead, listed));
        Objects.requireNonNull(context).forward(record.withValue(verdict));
    }
}
