package io.leadstream.schema;

import io.apicurio.registry.serde.avro.AvroDatumProvider;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Avro readers and writers for our records, made once per schema.
 *
 * <p>Apicurio's default provider computes a fingerprint of the schema for every record; keyed by the schema's identity
 * instead, writing is 2.6 times and reading 5 times as fast (measured before the project began).
 */
public final class RecordDatumProvider<T> implements AvroDatumProvider<T> {

    private final Map<Schema, DatumWriter<T>> writers = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<Schema, DatumReader<T>> readers = Collections.synchronizedMap(new IdentityHashMap<>());

    @Override
    public void configure(AvroSerdeConfig config) {}

    @Override
    public DatumWriter<T> createDatumWriter(T data, Schema schema) {
        return writers.computeIfAbsent(schema, written -> new SpecificDatumWriter<>(written));
    }

    /**
     * A reader from a writer's schema to the class of the same name.
     *
     * @throws IllegalArgumentException if no such class is ours
     */
    @Override
    public DatumReader<T> createDatumReader(Schema written) {
        return readers.computeIfAbsent(written, RecordDatumProvider::reader);
    }

    @Override
    public Schema toSchema(T data) {
        return ((GenericContainer) data).getSchema();
    }

    private static <T> DatumReader<T> reader(Schema written) {
        Class<?> type = SpecificData.get().getClass(written);
        if (type == null) {
            throw new IllegalArgumentException("not a Leadstream contract: " + written.getFullName());
        }
        return new SpecificDatumReader<>(written, SpecificData.get().getSchema(type), SpecificData.get());
    }
}
