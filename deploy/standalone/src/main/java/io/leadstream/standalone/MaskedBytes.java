package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of unknown origin as a person may see them: text where they are text, else in hexadecimal, and of whatever could be
 * a card number the last four digits only.
 *
 * <p>Anything with 13 digits or more counts, since in bytes that nobody could read a length may stand right before a number.
 */
final class MaskedBytes {

    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9](?:[ .-]?[0-9]){12,}");
    private static final Pattern DIGIT_BEFORE_THE_LAST_FOUR = Pattern.compile("[0-9](?=(?:[^0-9]*[0-9]){4})");
    private static final int PER_LINE = 16;

    private MaskedBytes() {}

    /** On one line. */
    static String line(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "none";
        }
        return text(bytes)
                .filter(text -> text.chars().noneMatch(Character::isISOControl))
                .map(MaskedBytes::mask)
                .orElseGet(() -> "0x" + hex(masked(bytes)));
    }

    /** On as many lines as it takes. */
    static String block(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "none";
        }
        Optional<String> text = text(bytes).map(MaskedBytes::mask);
        return text.orElseGet(() -> dump(masked(bytes)));
    }

    /** The text with no number in it that could be a card's. */
    static String mask(String text) {
        return LONG_NUMBER
                .matcher(text)
                .replaceAll(number -> Matcher.quoteReplacement(
                        DIGIT_BEFORE_THE_LAST_FOUR.matcher(number.group()).replaceAll("*")));
    }

    private static byte[] masked(byte[] bytes) {
        return mask(new String(bytes, ISO_8859_1)).getBytes(ISO_8859_1);
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            boolean readable = text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
            return readable ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    /** Place, bytes and what of them is ASCII, sixteen to a line. */
    private static String dump(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < bytes.length; at += PER_LINE) {
            StringBuilder hex = new StringBuilder();
            StringBuilder ascii = new StringBuilder();
            for (int i = at; i < Math.min(at + PER_LINE, bytes.length); i++) {
                hex.append("%02x ".formatted(bytes[i]));
                ascii.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            lines.append("%06x  %-48s %s%n".formatted(at, hex, ascii));
        }
        return lines.toString().stripTrailing();
    }
}
