package io.leadstream.schema;

import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of our records with Apicurio's deserializer and refuses every other.
 *
 * <p>Whatever is wrong with the bytes is a {@link SerializationException}, so that callers tell bad input from bugs. A
 * registry that cannot be reached is an {@link IllegalStateException}: the bytes may be good, so nobody may give them up.
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
            if (isOutage(e)) {
                throw new IllegalStateException("the registry cannot be reached for a contract not seen before", e);
            }
            throw new SerializationException("not a readable " + type.getSimpleName(), e);
        }
        if (!type.isInstance(record)) {
            throw new SerializationException("not a " + type.getSimpleName());
        }
        return type.cast(record);
    }

    private static boolean isOutage(Throwable error) {
        return error instanceof SocketException
                || error instanceof UnknownHostException
                || error instanceof TimeoutException
                || (error.getCause() != null && isOutage(error.getCause()));
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
