package io.leadstream.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of the contracts as plain JSON: nullable parts without their type, enums by symbol, times as ISO 8601 text,
 * bytes as base64.
 */
public final class RecordJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordJson() {}

    /** A record as JSON, without what is null. */
    public static ObjectNode toJson(SpecificRecord record) {
        return json(record, false);
    }

    /** A record as JSON, without what is its default. */
    public static ObjectNode withoutDefaults(SpecificRecord record) {
        return json(record, true);
    }

    /**
     * The record that JSON says; what it leaves out takes its default.
     *
     * @throws IllegalArgumentException if a field is unknown, missing without a default or of another type; the message has
     *     the path of each
     */
    public static <T extends SpecificRecord> T read(JsonNode json, Class<T> type) {
        RecordReader reader = new RecordReader(RecordReader.Scalars.TYPED);
        return reader.read(json, type)
                .orElseThrow(() -> new IllegalArgumentException(
                        reader.problems().stream().map(Problem::toString).collect(Collectors.joining("; "))));
    }

    private static ObjectNode json(SpecificRecord record, boolean withoutDefaults) {
        ObjectNode json = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            boolean unsaid = withoutDefaults
                    && field.hasDefaultValue()
                    && Objects.equals(SpecificData.get().getDefaultValue(field), value);
            if (value != null && !unsaid) {
                json.set(field.name(), node(value, withoutDefaults));
            }
        }
        return json;
    }

    private static JsonNode node(Object value, boolean withoutDefaults) {
        if (value instanceof SpecificRecord record) {
            return json(record, withoutDefaults);
        }
        if (value instanceof Collection<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(element -> array.add(node(element, withoutDefaults)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, element) -> object.set(key.toString(), node(element, withoutDefaults)));
            return object;
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return NODES.textNode(Base64.getEncoder().encodeToString(copy));
        }
        return NODES.textNode(value.toString()); // text, a symbol, or an Instant
    }
}
