package io.leadstream.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Kept leads as JSON: fields by the contract's names, without those that are null or at their default, and card numbers. */
final class LeadJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private LeadJson() {}

    static ArrayNode of(List<KeptLead> leads) {
        ArrayNode all = NODES.arrayNode();
        for (KeptLead kept : leads) {
            ObjectNode one = all.addObject()
                    .put("vendor_lead_id", kept.id())
                    .put("event_id", kept.eventId())
                    .put("received_at", kept.receivedAt().toString())
                    .put("cancelled", kept.cancelled());
            kept.lead()
                    .getCard()
                    .ifPresent(card -> one.put(
                            "card_number",
                            UTF_8.decode(card.getCiphertext().duplicate()).toString()));
            one.set("lead", object(kept.lead()));
        }
        return all;
    }

    private static ObjectNode object(SpecificRecord record) {
        ObjectNode fields = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value != null && !isDefault(field, value)) {
                fields.set(field.name(), node(value));
            }
        }
        return fields;
    }

    private static boolean isDefault(Schema.Field field, Object value) {
        return field.hasDefaultValue() && value.equals(SpecificData.get().getDefaultValue(field));
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case SpecificRecord record -> object(record);
            case Collection<?> items -> {
                ArrayNode array = NODES.arrayNode();
                items.forEach(item -> array.add(node(item)));
                yield array;
            }
            case Map<?, ?> entries -> {
                ObjectNode object = NODES.objectNode();
                entries.forEach((key, item) -> object.set(key.toString(), node(item)));
                yield object;
            }
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case ByteBuffer bytes -> NODES.textNode(bytes.remaining() + " bytes");
            default -> NODES.textNode(value.toString());
        };
    }
}
