package io.leadstream.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Replaces card numbers that someone wrote into a text of an event, such as its comments, by their last four digits
 * (correctness.md 21).
 *
 * <p>A card number is a run of 13 to 19 digits, with single blanks, dots or dashes between them or none, that begins as an
 * issuer's do (3 to 6, or 2221 to 2720) and passes Luhn's check. Phones and ids are left alone: one number of ten passes
 * that check by chance, and a changed id is lost.
 */
public final class CardMask {

    private static final int FEWEST_DIGITS = 13;
    private static final int MOST_DIGITS = 19;
    private static final int LAST_DIGITS = 4;
    private static final int MASTERCARD_FROM = 2221;
    private static final int MASTERCARD_TO = 2720;
    private static final String NOTE = ": a card number was replaced by its last four digits";

    /** JSON text, in which a number must remain one. */
    private static final String JSON_FIELD = "data";

    private static final Set<String> LEFT_ALONE = Set.of(
            // who says it
            "event_id",
            "account",
            "dialect",
            // numbers to be called
            "phone",
            "alt_phone",
            "mobile",
            "number",
            "calling_code",
            // where it goes
            "list_id",
            "entry_list_id",
            "campaign",
            "vendor",
            "agent_user",
            // ids of the producer's
            "source_id",
            "vendor_lead_code",
            "producer_lead_id",
            "offer_id",
            "affiliate_id",
            "sub_affiliate_id",
            "prospect_id",
            "order_id",
            "crm_campaign_id",
            "crm_product_id",
            "enquiry_id",
            "web_enquiry_number");

    /** Positions of a record's fields that can hold a text and are not left alone: every event is looked through. */
    private static final ClassValue<int[]> LOOKED_AT = new ClassValue<>() {
        @Override
        protected int[] computeValue(Class<?> type) {
            return SpecificData.get().getSchema(type).getFields().stream()
                    .filter(field -> !LEFT_ALONE.contains(field.name()) && canHold(field.schema()))
                    .mapToInt(Schema.Field::pos)
                    .toArray();
        }
    };

    private final Set<String> replacedIn = new LinkedHashSet<>();

    private CardMask() {}

    /** The event without card numbers in its texts, and a note for each field that had one; itself if it has none. */
    public static LeadEvent apply(LeadEvent event) {
        if (!mayHold(event)) {
            return event;
        }
        CardMask mask = new CardMask();
        LeadEvent masked = (LeadEvent) mask.record(event);
        if (mask.replacedIn.isEmpty()) {
            return event;
        }
        List<String> notes = new ArrayList<>(masked.getNotes());
        mask.replacedIn.forEach(field -> notes.add(field + NOTE));
        return LeadEvent.newBuilder(masked).setNotes(notes).build();
    }

    /** False if no text has as many digits as a card number, so that nothing needs to be copied. */
    private static boolean mayHold(@Nullable Object value) {
        if (value instanceof String text) {
            return manyDigits(text);
        }
        if (value instanceof SpecificRecord record) {
            return recordMayHold(record);
        }
        if (value instanceof List<?> items) {
            return anyMayHold(items);
        }
        return value instanceof Map<?, ?> entries && (anyMayHold(entries.keySet()) || anyMayHold(entries.values()));
    }

    private static boolean anyMayHold(Collection<?> values) {
        for (Object value : values) {
            if (mayHold(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean recordMayHold(SpecificRecord record) {
        for (int position : LOOKED_AT.get(record.getClass())) {
            if (mayHold(record.get(position))) {
                return true;
            }
        }
        return false;
    }

    private static boolean canHold(Schema schema) {
        return switch (schema.getType()) {
            case STRING, RECORD, ARRAY, MAP -> true;
            case UNION -> schema.getTypes().stream().anyMatch(CardMask::canHold);
            case ENUM, FIXED, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> false;
        };
    }

    private static boolean manyDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && digits < FEWEST_DIGITS; i++) {
            digits += isDigit(text, i) ? 1 : 0;
        }
        return digits == FEWEST_DIGITS;
    }

    private SpecificRecord record(SpecificRecord record) {
        Schema schema = record.getSchema();
        SpecificRecord copy = (SpecificRecord) SpecificData.newInstance(record.getClass(), schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = record.get(field.pos());
            copy.put(field.pos(), LEFT_ALONE.contains(field.name()) ? value : value(value, field.name()));
        }
        return copy;
    }

    private @Nullable Object value(@Nullable Object value, String field) {
        if (value instanceof String text) {
            String masked = text(text, field.equals(JSON_FIELD) ? '9' : '*');
            if (!masked.equals(text)) {
                replacedIn.add(field);
            }
            return masked;
        }
        if (value instanceof SpecificRecord record) {
            return record(record);
        }
        if (value instanceof List<?> items) {
            List<@Nullable Object> masked = new ArrayList<>();
            items.forEach(item -> masked.add(value(item, field)));
            return masked;
        }
        if (value instanceof Map<?, ?> entries) {
            Map<@Nullable Object, @Nullable Object> masked = new LinkedHashMap<>();
            entries.forEach((key, item) -> masked.put(value(key, field), value(item, field)));
            return masked;
        }
        return value;
    }

    /** A text with all digits but the last four of each card number replaced. */
    static String text(String text, char by) {
        StringBuilder masked = null;
        int at = 0;
        while (at < text.length()) {
            int end = isDigit(text, at) && !isDigit(text, at - 1) ? endOfCard(text, at) : -1;
            if (end < 0) {
                at++;
                continue;
            }
            masked = masked == null ? new StringBuilder(text) : masked;
            int kept = 0;
            for (int i = end - 1; i >= at; i--) {
                if (isDigit(text, i) && kept++ >= LAST_DIGITS) {
                    masked.setCharAt(i, by);
                }
            }
            at = end;
        }
        return masked == null ? text : masked.toString();
    }

    /** The end of the longest card number that begins here, or -1. */
    private static int endOfCard(String text, int from) {
        StringBuilder digits = new StringBuilder(MOST_DIGITS);
        int end = -1;
        int at = from;
        while (isDigit(text, at) && digits.length() < MOST_DIGITS) {
            digits.append(text.charAt(at));
            at++;
            if (!isDigit(text, at) && isCard(digits)) {
                end = at;
            }
            if (isSeparator(text, at) && isDigit(text, at + 1)) {
                at++;
            }
        }
        return end;
    }

    private static boolean isCard(CharSequence digits) {
        if (digits.length() < FEWEST_DIGITS) {
            return false;
        }
        int four = Integer.parseInt(digits.subSequence(0, 4).toString());
        boolean issued = (four >= 3000 && four < 7000) || (four >= MASTERCARD_FROM && four <= MASTERCARD_TO);
        return issued && passesLuhn(digits);
    }

    /** Luhn's check: every second digit from the right is doubled, and the sum of all digits divides by ten. */
    private static boolean passesLuhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : 2 * digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }

    private static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static boolean isSeparator(String text, int at) {
        return at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '-' || text.charAt(at) == '.');
    }
}
