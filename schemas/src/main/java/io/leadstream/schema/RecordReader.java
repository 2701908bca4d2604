package io.leadstream.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A tree as a record of a contract: says everything that is wrong with it, not just the first. */
public final class RecordReader {

    /** What scalars look like. */
    public enum Scalars {
        /** JSON's own types. */
        TYPED,
        /** Text, whatever it stands for, as a YAML file gives it; duplicate checks are words, enums have no UNKNOWN. */
        TEXT
    }

    private static final String UNKNOWN = "UNKNOWN";

    private final Scalars scalars;
    private final List<Problem> problems = new ArrayList<>();

    /** A reader of one document. */
    public RecordReader(Scalars scalars) {
        this.scalars = scalars;
    }

    /** What was wrong with what was read so far. */
    public List<Problem> problems() {
        return problems;
    }

    /** The record that a tree says; nothing if {@link #problems} has some. */
    public <T extends SpecificRecord> Optional<T> read(JsonNode node, Class<T> type) {
        Object read = value(SpecificData.get().getSchema(type), node, "");
        return problems.isEmpty() ? Optional.ofNullable(type.cast(read)) : Optional.empty();
    }

    private @Nullable Object value(Schema schema, JsonNode node, String path) {
        return switch (schema.getType()) {
            case UNION -> node.isNull() ? null : value(present(schema), node, path);
            case RECORD -> isWord(schema) ? check(node, path) : record(schema, node, path);
            case ARRAY -> list(schema, node, path);
            case MAP -> map(schema, node, path);
            case ENUM -> symbol(schema, node, path);
            case STRING -> text(node, path);
            case BOOLEAN -> flag(node, path);
            case INT -> {
                Long number = whole(node, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
                yield number == null ? null : (Object) number.intValue();
            }
            case LONG ->
                schema.getLogicalType() == null ? whole(node, path, Long.MIN_VALUE, Long.MAX_VALUE) : time(node, path);
            case BYTES -> bytes(node, path);
            case DOUBLE -> decimal(node, path);
            case FLOAT, FIXED, NULL -> throw new IllegalStateException("contracts have no " + schema.getType());
        };
    }

    private @Nullable Object record(Schema schema, JsonNode node, String path) {
        if (!node.isObject()) {
            return wrong(path, "must be an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (schema.getField(name) == null) {
                wrong(Problem.path(path, name), "unknown field");
            }
        });
        SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = field(field, node.get(field.name()), Problem.path(path, field.name()));
            if (value != null) {
                record.put(field.pos(), value);
            }
        }
        return record;
    }

    private @Nullable Object field(Schema.Field field, @Nullable JsonNode node, String path) {
        boolean empty = scalars == Scalars.TEXT && node != null && node.isNull();
        if (node != null && !empty) {
            return value(field.schema(), node, path);
        }
        return field.hasDefaultValue()
                ? SpecificData.get().deepCopy(field.schema(), SpecificData.get().getDefaultValue(field))
                : wrong(path, "is missing");
    }

    private @Nullable Object list(Schema schema, JsonNode node, String path) {
        if (!node.isArray()) {
            return wrong(path, "must be a list");
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Object element = value(schema.getElementType(), node.get(i), path + "[" + i + "]");
            if (element != null) {
                list.add(element);
            }
        }
        return list;
    }

    private @Nullable Object map(Schema schema, JsonNode node, String path) {
        if (!node.isObject()) {
            return wrong(path, "must be an object");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            Object value = value(schema.getValueType(), entry.getValue(), Problem.path(path, entry.getKey()));
            if (value != null) {
                map.put(entry.getKey(), value);
            }
        });
        return map;
    }

    private @Nullable Object symbol(Schema schema, JsonNode node, String path) {
        List<String> symbols = schema.getEnumSymbols().stream()
                .filter(symbol -> scalars == Scalars.TYPED || !symbol.equals(UNKNOWN))
                .toList();
        return node.isTextual() && symbols.contains(node.textValue())
                ? SpecificData.get().createEnum(node.textValue(), schema)
                : wrong(path, symbols.stream().collect(Collectors.joining(", ", "must be one of ", "")));
    }

    private boolean isWord(Schema schema) {
        return scalars == Scalars.TEXT && schema.getFullName().equals(DuplicateCheck.SCHEMA$.getFullName());
    }

    private @Nullable Object check(JsonNode node, String path) {
        Optional<DuplicateCheck> check = CheckWords.read(node.asText());
        return check.isPresent()
                ? check.get()
                : wrong(path, "unknown duplicate check " + (node.isTextual() ? node.textValue() : ""));
    }

    private @Nullable Object text(JsonNode node, String path) {
        if (!node.isTextual()) {
            return wrong(path, "must be text");
        }
        return node.textValue().indexOf('\0') < 0
                ? node.textValue()
                : wrong(path, "must not contain the character NUL");
    }

    private @Nullable Object flag(JsonNode node, String path) {
        boolean typed = scalars == Scalars.TYPED;
        String text = typed && node.isTextual() ? "" : node.asText();
        return text.equals("true") || text.equals("false")
                ? (Object) Boolean.valueOf(text)
                : wrong(path, "must be true or false");
    }

    private @Nullable Long whole(JsonNode node, String path, long least, long most) {
        boolean number = scalars == Scalars.TYPED
                ? node.isIntegralNumber()
                : node.isTextual() && node.textValue().matches("-?[0-9]{1,30}");
        if (!number) {
            wrong(path, "must be a whole number");
            return null;
        }
        BigInteger value = new BigInteger(node.asText());
        if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
            wrong(path, "must be " + least + " to " + most);
            return null;
        }
        return value.longValueExact();
    }

    private @Nullable Object decimal(JsonNode node, String path) {
        boolean number = scalars == Scalars.TYPED
                ? node.isNumber()
                : node.isTextual() && node.textValue().matches("-?[0-9]{1,30}([.][0-9]{1,30})?");
        return number ? (Object) Double.valueOf(node.asText()) : wrong(path, "must be a number");
    }

    private @Nullable Object time(JsonNode node, String path) {
        try {
            return Instant.ofEpochMilli(Instant.parse(node.asText()).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return wrong(path, "must be a time such as 2026-11-20T10:00:00Z");
        }
    }

    private @Nullable Object bytes(JsonNode node, String path) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(node.asText()));
        } catch (IllegalArgumentException e) {
            return wrong(path, "must be base64");
        }
    }

    private static Schema present(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private @Nullable Object wrong(String path, String message) {
        problems.add(new Problem(path, message));
        return null;
    }
}
