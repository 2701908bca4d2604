package io.leadstream.schema;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;

/**
 * Who a phone number is, whatever way it was written: the key of {@code leads} and of everything that is kept per phone.
 *
 * <p>The identity is E.164 without {@code +} where libphonenumber can parse the number for its calling code, else the
 * calling code followed by the digits as given (pipeline.md, Validate). A number written with a leading {@code +} says
 * its calling code itself.
 */
public final class PhoneIdentity {

    /** Calling code of a number that names none: USA and Canada. */
    public static final String DEFAULT_CALLING_CODE = "1";

    private static final int FEWEST_DIGITS = 6;
    private static final int MOST_DIGITS = 16;
    private static final int NATIONAL_DIGITS = 10;
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private PhoneIdentity() {}

    /** The digits of a number as given, without anything else. */
    public static String digits(String phone) {
        StringBuilder digits = new StringBuilder(phone.length());
        for (int i = 0; i < phone.length(); i++) {
            char c = phone.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return digits.toString();
    }

    /** True if the number has 6 to 16 digits, the shape every dialect asks for (rulings.md, All dialects). */
    public static boolean isPhone(String phone) {
        int length = digits(phone).length();
        return length >= FEWEST_DIGITS && length <= MOST_DIGITS;
    }

    /**
     * The identity of a number, or nothing if it has not 6 to 16 digits.
     *
     * @param phone the number as given, with any punctuation
     * @param callingCode digits such as 1 or 44; empty for {@link #DEFAULT_CALLING_CODE}
     */
    public static Optional<String> of(String phone, Optional<String> callingCode) {
        if (!isPhone(phone)) {
            return Optional.empty();
        }
        String digits = digits(phone);
        String code =
                callingCode.map(PhoneIdentity::digits).filter(c -> !c.isEmpty()).orElse(DEFAULT_CALLING_CODE);
        boolean international = phone.stripLeading().startsWith("+");
        return northAmerican(digits, code, international)
                .or(() -> parse(digits, code, international))
                .or(() -> Optional.of(code + digits));
    }

    /** The calling code that a number written with a leading {@code +} says itself, digits; nothing if it says none. */
    public static Optional<String> ownCallingCode(String phone) {
        if (!phone.stripLeading().startsWith("+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Integer.toString(NUMBERS.parse("+" + digits(phone), "ZZ").getCountryCode()));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** What {@link #parse} says, sooner, of ten digits of which the first can begin an area code, with calling code 1. */
    private static Optional<String> northAmerican(String digits, String code, boolean international) {
        boolean coded = digits.length() == NATIONAL_DIGITS + 1 && digits.charAt(0) == '1' && digits.charAt(1) >= '2';
        if (international) {
            return coded ? Optional.of(digits) : Optional.empty();
        }
        if (!code.equals(DEFAULT_CALLING_CODE)) {
            return Optional.empty();
        }
        boolean national = digits.length() == NATIONAL_DIGITS && digits.charAt(0) >= '2';
        return coded ? Optional.of(digits) : national ? Optional.of(code + digits) : Optional.empty();
    }

    /** What libphonenumber makes of a number. */
    static Optional<String> parse(String digits, String code, boolean international) {
        try {
            String region = code.length() > 3 ? "ZZ" : NUMBERS.getRegionCodeForCountryCode(Integer.parseInt(code));
            boolean regional = !international && NUMBERS.getSupportedRegions().contains(region);
            var number = NUMBERS.parse(
                    regional ? digits : "+" + (international ? "" : code) + digits, regional ? region : "ZZ");
            return Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164).substring(1));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
