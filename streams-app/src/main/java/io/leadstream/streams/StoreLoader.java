package io.leadstream.streams;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the newest record of {@code routing} in the global store, as bytes. */
final class RoutingLoader implements Processor<String, byte[], Void, Void> {

    private @Nullable KeyValueStore<String, byte[]> store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(RoutingSource.STORE);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        Objects.requireNonNull(store).put(record.key(), record.value());
    }
}
