package io.leadstream.streams;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A serde for a store in memory, which hands out the very arrays that were put into it: each array is read once, for as
 * long as it is there. A queue of undecided leads is looked through at every step of any of them. Values must not change.
 */
final class Remembering<T> implements Serde<T> {

    private final Serde<T> serde;

    /** By the array itself, not by what is in it. */
    @SuppressWarnings("ArrayAsKeyOfSetOrMap")
    private final Map<byte[], T> read = Collections.synchronizedMap(new WeakHashMap<>());

    Remembering(Serde<T> serde) {
        this.serde = serde;
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> serde.serializer().serialize(topic, value);
    }

    @Override
    public Deserializer<T> deserializer() {
        Deserializer<T> reader = serde.deserializer();
        return (topic, bytes) -> bytes == null
                ? reader.deserialize(topic, bytes)
                : read.computeIfAbsent(bytes, absent -> reader.deserialize(topic, absent));
    }
}
