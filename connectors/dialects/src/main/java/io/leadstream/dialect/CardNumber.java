package io.leadstream.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Card numbers on their way in (pipeline.md, Card numbers): the one place at which a room hands one over.
 *
 * <p>A number must be sealed before it is in an event. Nothing here can seal, so it is dropped, and the decision and the
 * answer say so. Whoever brings sealing changes {@link #read} alone.
 */
public final class CardNumber {

    private static final String DROPPED = " dropped: card numbers are not kept";
    private static final List<String> VERIFICATION_CODES =
            List.of("cvv", "cvc", "cvn", "securitycode", "cardcode", "verificationcode", "verificationvalue");

    private CardNumber() {}

    /** Takes what a producer sent as a card number; {@code field} is its name in the dialect, which a note repeats. */
    public static void read(String field, String number, List<String> notes) {
        if (!number.isBlank()) {
            notes.add(field + DROPPED);
        }
    }

    /** The note that a number was dropped, if one was. */
    public static List<String> dropped(List<String> notes) {
        return notes.stream().filter(note -> note.endsWith(DROPPED)).toList();
    }

    /** True if one of these fields carries a card's verification code (CVV), which nobody may keep: to be refused. */
    public static boolean hasVerificationCode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .anyMatch(field -> !field.getValue().isBlank() && isVerificationCode(field.getKey()));
    }

    private static boolean isVerificationCode(String name) {
        String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return letters.equals("csc") || VERIFICATION_CODES.stream().anyMatch(letters::contains);
    }
}
