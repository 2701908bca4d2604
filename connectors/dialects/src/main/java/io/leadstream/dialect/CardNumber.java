package io.leadstream.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.schema.Card;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import io.leadstream.schema.PhoneIdentity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Card numbers on their way in and out (pipeline.md, Card numbers): the one place at which a room hands one over.
 *
 * <p>A number is in an event only as whoever received the call sealed it; where nobody can, it is dropped, and the decision
 * and the answer say so. A vendor's field gets it only from {@link VendorAccount#cards}. Notes never hold a number.
 */
public final class CardNumber {

    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z]+");
    private static final String DROPPED = " dropped: card numbers are not kept";
    private static final String NO_NUMBER = " dropped: not a card number";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{12,19}");
    private static final List<String> VERIFICATION_CODES =
            List.of("cvv", "cvc", "cvn", "securitycode", "cardcode", "verificationcode", "verificationvalue");

    private CardNumber() {}

    /**
     * Takes what a producer sent as a card number, for a lead that has its phone already.
     *
     * @param field its name in the dialect, which a note repeats
     * @param given the number, with or without blanks and dashes; blank if there is none
     */
    public static void read(String field, String given, Lead.Builder lead, Intake intake, List<String> notes) {
        if (given.isBlank()) {
            return;
        }
        String number = given.replaceAll("[ -]", "");
        if (!NUMBER.matcher(number).matches()) {
            notes.add(field + NO_NUMBER);
            return;
        }
        Optional<Card> sealed = Optional.ofNullable(lead.getPhone())
                .flatMap(phone -> PhoneIdentity.of(phone, Optional.ofNullable(lead.getCallingCode())))
                .flatMap(phone -> intake.seal(number, phone));
        sealed.ifPresentOrElse(lead::setCard, () -> notes.add(field + DROPPED));
    }

    /** The note that a number was dropped, if one was. */
    public static List<String> dropped(List<String> notes) {
        return notes.stream()
                .filter(note -> note.endsWith(DROPPED) || note.endsWith(NO_NUMBER))
                .toList();
    }

    /**
     * The number for a vendor's field, if the delivery has one and the lane may open it.
     *
     * @param field the vendor's name for it
     * @param notes gets that one was left out
     */
    public static Optional<String> write(String field, Delivery delivery, VendorAccount account, List<String> notes) {
        if (delivery.getLead().flatMap(Lead::getCard).isEmpty()) {
            return Optional.empty();
        }
        Optional<String> number = account.cards().number(delivery);
        if (number.isEmpty()) {
            notes.add(field + " left out: it cannot be opened here");
        }
        return number;
    }

    /**
     * True if one of these fields carries a card's verification code (CVV), which nobody may keep: to be refused. Values that
     * are JSON are looked into.
     */
    public static boolean hasVerificationCode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .anyMatch(field -> isVerificationCode(field.getKey(), field.getValue()) || holdsOne(field.getValue()));
    }

    /** As {@link #hasVerificationCode(Map)}, for a value with all that it holds. */
    public static boolean hasVerificationCode(JsonNode value) {
        if (value.isTextual()) {
            return holdsOne(value.asText());
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .anyMatch(field -> isVerificationCode(field.getKey(), given(field.getValue()))
                            || hasVerificationCode(field.getValue()));
        }
        return value.valueStream().anyMatch(CardNumber::hasVerificationCode);
    }

    private static String given(JsonNode value) {
        return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.isEmpty() ? "" : "given";
    }

    private static boolean holdsOne(String text) {
        String bare = text.stripLeading();
        return (bare.startsWith("{") || bare.startsWith("["))
                && Json.parse(bare).filter(CardNumber::hasVerificationCode).isPresent();
    }

    private static boolean isVerificationCode(String name, String value) {
        if (value.isBlank()) {
            return false;
        }
        String letters = NO_LETTERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        return letters.equals("csc") || VERIFICATION_CODES.stream().anyMatch(letters::contains);
    }
}
