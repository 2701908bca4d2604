package io.leadstream.streams.rules;

import io.leadstream.schema.Lead;
import io.leadstream.schema.Vendor;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * What a vendor may see of a lead.
 *
 * @param fields names of the fields that travel; empty: all but the card number
 * @param constants fields set for every lead, whatever it says
 */
record FieldMapping(List<String> fields, Map<String, String> constants) {

    private static final Lead EMPTY = Lead.newBuilder().build();
    private static final String CARD = "card";

    static FieldMapping of(Vendor vendor) {
        return new FieldMapping(vendor.getFields(), vendor.getConstants());
    }

    Lead apply(Lead lead) {
        if (fields.isEmpty() && constants.isEmpty() && lead.getCard().isEmpty()) {
            return lead;
        }
        Lead mapped = new Lead();
        for (Schema.Field field : Lead.SCHEMA$.getFields()) {
            mapped.put(field.pos(), (allows(field.name()) ? lead : EMPTY).get(field.pos()));
        }
        constants.forEach(
                (field, value) -> mapped.put(Lead.SCHEMA$.getField(field).pos(), value));
        return mapped;
    }

    private boolean allows(String field) {
        return fields.isEmpty() ? !field.equals(CARD) : fields.contains(field);
    }
}
