package io.leadstream.schema;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes our records with Apicurio's serializer. */
record ContractSerializer<T extends SpecificRecord>(Serializer<Object> avro) implements Serializer<T> {

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T data) {
        return data == null ? null : avro.serialize(topic, data);
    }

    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable T data) {
        return serialize(topic, data);
    }

    @Override
    public void close() {
        avro.close();
    }
}
