package io.leadstream.streams.rules;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.leadstream.schema.PhoneIdentity;
import java.util.Optional;

/** The phone that a key of {@code dnc} means. */
public final class DncKey {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int NATIONAL_DIGITS = 10;

    private DncKey() {}

    /**
     * The identity of the phone; empty if the key is no phone.
     *
     * <p>Digits alone are read as an identity, which begins with its calling code. Ten digits that are a number nowhere are
     * read as one of the United States or Canada that lacks it; ten that are a number somewhere stay what they are.
     */
    public static Optional<String> identity(String key) {
        boolean digits = !key.isEmpty() && key.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            return PhoneIdentity.of(key, Optional.empty());
        }
        boolean national = key.length() == NATIONAL_DIGITS && !isPossible(key);
        return PhoneIdentity.of(national ? key : "+" + key, Optional.empty());
    }

    private static boolean isPossible(String digits) {
        try {
            return NUMBERS.isPossibleNumber(NUMBERS.parse("+" + digits, "ZZ"));
        } catch (NumberParseException e) {
            return false;
        }
    }
}
