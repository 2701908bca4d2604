package io.leadstream.schema;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of our records with Apicurio's deserializer and refuses every other.
 *
 * <p>Whatever is wrong with the bytes is a {@link SerializationException}, so that callers tell bad input from bugs.
 */
record ContractDeserializer<T extends SpecificRecord>(Class<T> type, Deserializer<Object> avro)
        implements Deserializer<T> {

    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 5;

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        if (data.length <= HEADER_BYTES || data[0] != MAGIC) {
            throw new SerializationException("not a record with a contract: it begins with no content id");
        }
        Object record;
        try {
            record = avro.deserialize(topic, data);
        } catch (RuntimeException e) {
            throw new SerializationException("not a readable " + type.getSimpleName(), e);
        }
        if (!type.isInstance(record)) {
            throw new SerializationException("not a " + type.getSimpleName());
        }
        return type.cast(record);
    }

    @Override
    public @Nullable T deserialize(String topic, Headers headers, byte @Nullable [] data) {
        return deserialize(topic, data);
    }

    @Override
    public void close() {
        avro.close();
    }
}
