package io.leadstream.schema;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that our records may be made, before the first one is.
 *
 * <p>Avro 1.12.2 makes no class of a schema that it was not told to trust, and a record's builder already needs that.
 * Avro loads its logical types through {@link java.util.ServiceLoader} before it parses a schema, so this type, which
 * no schema uses, is where any program that has the contracts on its class path gets the word in first.
 */
public final class TrustedRecords implements LogicalTypes.LogicalTypeFactory {

    private static final String NAME = "leadstream-trusted-records";

    /** Called by the service loader. */
    public TrustedRecords() {
        String ours = TrustedRecords.class.getPackageName();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> ours.equals(type.getPackageName())));
    }

    @Override
    public LogicalType fromSchema(Schema schema) {
        return new LogicalType(NAME);
    }

    @Override
    public String getTypeName() {
        return NAME;
    }
}
