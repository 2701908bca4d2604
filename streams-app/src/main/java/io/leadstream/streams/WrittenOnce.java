package io.leadstream.streams;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A serde for what goes to a store and then to a topic: each thread writes a value once and hands out the same bytes again
 * if it is the one that it wrote last. Values must not change, and neither must the bytes.
 */
final class WrittenOnce<T> implements Serde<T> {

    private final Serde<T> serde;

    @SuppressWarnings("ThreadLocalUsage") // what it holds belongs to this topology
    private final ThreadLocal<@Nullable Written<T>> last = new ThreadLocal<>();

    private record Written<T>(
            T value,
            @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {}

    WrittenOnce(Serde<T> serde) {
        this.serde = serde;
    }

    @Override
    public Serializer<T> serializer() {
        Serializer<T> writer = serde.serializer();
        return (topic, value) ->
                value == null ? null : written(writer, topic, value).bytes();
    }

    @Override
    public Deserializer<T> deserializer() {
        return serde.deserializer();
    }

    @SuppressWarnings("ReferenceEquality") // to compare what is in two values would cost as much as to write one
    private Written<T> written(Serializer<T> writer, String topic, T value) {
        Written<T> before = last.get();
        if (before != null && before.value() == value) {
            return before;
        }
        Written<T> now = new Written<>(value, writer.serialize(topic, value));
        last.set(now);
        return now;
    }
}
