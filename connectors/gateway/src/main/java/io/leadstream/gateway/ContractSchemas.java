package io.leadstream.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Json;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Contracts as JSON Schema (2020-12, as OpenAPI 3.1 has it), with the contracts' own docs: a record or enum that another
 * names is a component of its own.
 */
final class ContractSchemas {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMPONENTS = "#/components/schemas/";

    private final ObjectNode components;

    /** Schemas that put what they name into {@code components}. */
    ContractSchemas(ObjectNode components) {
        this.components = components;
    }

    /** A record as an object that has no further fields. */
    ObjectNode record(Schema record) {
        ObjectNode object = Json.object().put("type", "object");
        Optional.ofNullable(record.getDoc()).ifPresent(doc -> object.put("description", doc));
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = Json.array();
        for (Schema.Field field : record.getFields()) {
            properties.set(field.name(), field(field));
            if (!field.hasDefaultValue()) {
                required.add(field.name());
            }
        }
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        return object.put("additionalProperties", false);
    }

    /** A field with its doc and its default. */
    ObjectNode field(Schema.Field field) {
        ObjectNode schema = type(field.schema());
        Optional.ofNullable(field.doc()).ifPresent(doc -> schema.put("description", doc));
        Object value = field.defaultVal();
        if (value != null && !JsonProperties.NULL_VALUE.equals(value)) {
            schema.set("default", json(value));
        }
        return schema;
    }

    /** A default as Avro keeps it, in which null is an object of its own. */
    private static JsonNode json(Object value) {
        if (value instanceof Map<?, ?> parts) {
            ObjectNode object = Json.object();
            parts.forEach((name, part) -> object.set(name.toString(), json(part)));
            return object;
        }
        if (value instanceof Collection<?> items) {
            ArrayNode array = Json.array();
            items.forEach(item -> array.add(json(item)));
            return array;
        }
        return JsonProperties.NULL_VALUE.equals(value) ? JSON.getNodeFactory().nullNode() : JSON.valueToTree(value);
    }

    private ObjectNode type(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> nullable(schema);
            case RECORD, ENUM -> named(schema);
            case ARRAY -> {
                ObjectNode array = Json.object().put("type", "array");
                array.set("items", type(schema.getElementType()));
                yield array;
            }
            case MAP -> {
                ObjectNode map = Json.object().put("type", "object");
                map.set("additionalProperties", type(schema.getValueType()));
                yield map;
            }
            case STRING -> Json.object().put("type", "string");
            case BOOLEAN -> Json.object().put("type", "boolean");
            case INT -> Json.object().put("type", "integer").put("format", "int32");
            case LONG ->
                schema.getLogicalType() == null
                        ? Json.object().put("type", "integer").put("format", "int64")
                        : Json.object().put("type", "string").put("format", "date-time");
            case BYTES -> Json.object().put("type", "string").put("contentEncoding", "base64");
            case FLOAT, DOUBLE, FIXED, NULL -> throw new IllegalStateException("contracts have no " + schema.getType());
        };
    }

    private ObjectNode nullable(Schema union) {
        Schema present = union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
        ObjectNode type = type(present);
        if (type.has("$ref")) {
            ObjectNode either = Json.object();
            either.putArray("anyOf").add(type).addObject().put("type", "null");
            return either;
        }
        String name = type.path("type").asText();
        type.putArray("type").add(name).add("null");
        return type;
    }

    private ObjectNode named(Schema schema) {
        if (!components.has(schema.getName())) {
            components.putObject(schema.getName()); // taken, should the record name itself
            components.set(schema.getName(), schema.getType() == Schema.Type.ENUM ? symbols(schema) : record(schema));
        }
        return Json.object().put("$ref", COMPONENTS + schema.getName());
    }

    private static ObjectNode symbols(Schema schema) {
        ObjectNode type = Json.object().put("type", "string");
        Optional.ofNullable(schema.getDoc()).ifPresent(doc -> type.put("description", doc));
        ArrayNode symbols = type.putArray("enum");
        schema.getEnumSymbols().forEach(symbols::add);
        return type;
    }
}
