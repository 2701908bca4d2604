package io.leadstream.dialect.dialler;

import static io.leadstream.dialect.FieldTable.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Codec;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.LeadField;
import io.leadstream.schema.PhoneIdentity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields of lead/add and lead/cancel, and what is wrong with one (004_f4cb2f563bb0dc64.txt). */
final class DiallerFields {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,254}@[^\\s@]{1,254}\\.[^\\s@.]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?([eE][+]?[0-9])?");
    private static final BigDecimal LONGEST_DELAY = BigDecimal.valueOf(3650L * 24 * 3600);
    private static final Codec VALID_JSON =
            new Codec(Optional::of, text -> Json.parse(text).isPresent() ? Optional.of(text) : Optional.empty());

    static final FieldTable ADD = FieldTable.of(
            row("email", LeadField.EMAIL).need(),
            row("first_name", LeadField.FIRST_NAME).need(),
            row("surname", LeadField.LAST_NAME).need(),
            row("mobile", LeadField.PHONE).need(),
            row("type", LeadField.TYPE).need(),
            row("subtype", LeadField.SUBTYPE),
            row("other_phone", LeadField.ALT_PHONE),
            row("data", LeadField.DATA).as(VALID_JSON),
            row("delays", LeadField.DELAY_SECONDS));

    static final FieldTable CANCEL = FieldTable.of(
            row("type", LeadField.TYPE).need(), row("mobile", LeadField.PHONE).need());

    private static final Map<String, String> LABELS = Map.of(
            "email", "Email",
            "first_name", "First name",
            "surname", "Surname",
            "mobile", "Mobile",
            "type", "Type",
            "subtype", "Subtype",
            "other_phone", "Other phone",
            "delays", "Delays");

    private DiallerFields() {}

    /** The texts of an object's fields, by name, and what is wrong with each that fails, in the table's order. */
    record Read(Map<String, String> values, Map<String, String> failures) {}

    static Read read(FieldTable table, ObjectNode object) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> failures = new LinkedHashMap<>();
        for (FieldTable.Row row : table.rows()) {
            String name = row.name();
            JsonNode node = object.path(name);
            if (node.isMissingNode()
                    || node.isNull()
                    || (row.required() && node.isTextual() && clean(node).isEmpty())) {
                if (row.required()) {
                    failures.put(name, blank(name));
                }
            } else {
                value(name, node)
                        .ifPresentOrElse(text -> values.put(name, text), () -> failures.put(name, invalid(name)));
            }
        }
        return new Read(values, failures);
    }

    static String blank(String name) {
        return LABELS.getOrDefault(name, name) + " cannot be blank.";
    }

    static String invalid(String name) {
        return switch (name) {
            case "data" -> "Empty or invalid content of `data` field";
            case "email" -> "Email is not a valid email address.";
            case "mobile" -> "Mobile is not a valid phone number.";
            case "delays" -> "Delays must be a number.";
            default -> LABELS.getOrDefault(name, name) + " is invalid.";
        };
    }

    /** The text that a field's value stands for, or nothing if it fails. */
    private static Optional<String> value(String name, JsonNode node) {
        return switch (name) {
            case "data" -> data(node);
            case "delays" -> delays(node);
            case "email" -> text(node).filter(email -> EMAIL.matcher(email).matches());
            case "mobile" -> text(node).filter(PhoneIdentity::isPhone);
            default -> text(node);
        };
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() || node.isIntegralNumber() ? Optional.of(clean(node)) : Optional.empty();
    }

    private static String clean(JsonNode node) {
        return node.asText().replace("\0", "").strip();
    }

    private static Optional<String> data(JsonNode node) {
        if (node.isObject()) {
            return Optional.of(node.toString());
        }
        return node.isTextual()
                ? Optional.of(node.asText())
                        .filter(text -> !text.isBlank() && Json.parse(text).isPresent())
                : Optional.empty();
    }

    private static Optional<String> delays(JsonNode node) {
        String number = node.isNumber() || node.isTextual() ? node.asText().strip() : "";
        if (!NUMBER.matcher(number).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(number).setScale(0, RoundingMode.CEILING))
                .filter(seconds -> seconds.compareTo(LONGEST_DELAY) <= 0)
                .map(BigDecimal::toPlainString);
    }
}
