package io.leadstream.streams;

import io.leadstream.schema.Topic;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Keeps the newest record of each key that can be used in a global store, as bytes. */
final class StoreLoader implements Processor<String, byte[], Void, Void> {

    private final String name;
    private final Predicate<byte @Nullable []> usable;
    private @Nullable KeyValueStore<String, byte[]> store;

    StoreLoader(String name, Predicate<byte @Nullable []> usable) {
        this.name = name;
        this.usable = usable;
    }

    /** A topic that is copied whole to every instance. */
    static void add(StreamsBuilder builder, Topic<?> topic, String store) {
        add(builder, topic, store, bytes -> true);
    }

    /**
     * The same, where a value that is of no use leaves the one before in force, after a restart too.
     *
     * @param usable true for a value that may take the place of the one before
     */
    static void add(StreamsBuilder builder, Topic<?> topic, String store, Predicate<byte @Nullable []> usable) {
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                topic.name(),
                Consumed.with(Serdes.String(), Serdes.ByteArray()).withName(topic.name()),
                () -> new StoreLoader(store, usable));
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(name);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.key() != null && usable.test(record.value())) {
            Objects.requireNonNull(store).put(record.key(), record.value());
        }
    }
}
