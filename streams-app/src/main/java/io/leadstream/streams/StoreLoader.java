package io.leadstream.streams;

import io.leadstream.schema.Topic;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Keeps the newest record of each key in a global store, as bytes. */
final class StoreLoader implements Processor<String, byte[], Void, Void> {

    private final String name;
    private @Nullable KeyValueStore<String, byte[]> store;

    StoreLoader(String name) {
        this.name = name;
    }

    /** A topic that is copied whole to every instance. */
    static void add(StreamsBuilder builder, Topic<?> topic, String store) {
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                topic.name(),
                Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(topic.name()),
                () -> new StoreLoader(store));
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(name);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.key() != null) {
            Objects.requireNonNull(store).put(record.key(), record.value());
        }
    }
}
