package io.leadstream.dialect;

import io.leadstream.schema.PhoneIdentity;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a vendor writes a part of a lead, and how the part reads in a {@link LeadField}'s own text.
 *
 * @param read from the vendor's text to the part's; nothing if it is not a value of the part
 * @param write from the part's text to the vendor's; nothing if the vendor has no form for it
 */
public record Codec(Function<String, Optional<String>> read, Function<String, Optional<String>> write) {

    /** The text as it is. */
    public static final Codec TEXT = new Codec(Optional::of, Optional::of);

    /** Digits; everything else is dropped, and nothing must not be left. */
    public static final Codec DIGITS = new Codec(Codec::digits, Codec::digits);

    /** A date, yyyy-MM-dd. */
    public static final Codec DATE = new Codec(Codec::date, Codec::date);

    /** Y or N, for a part that is true or false. */
    public static final Codec YES_NO = of("Y", "true", "N", "false");

    /** An ISO 3166 alpha-3 country, kept as alpha-2; alpha-2 is read too. */
    public static final Codec COUNTRY_3 = new Codec(Codec::alpha2, Codec::alpha3);

    /** A country by its English name or either code, kept as alpha-2 and written as its name. */
    public static final Codec COUNTRY_NAME = new Codec(Countries::read, Countries::name);

    /** A country by its English name or either code, kept and written as alpha-2. */
    public static final Codec COUNTRY_2 = new Codec(Countries::read, Countries::read);

    private static final Map<String, String> ALPHA_3_TO_2 = countries();

    /** Fixed words: pairs of the vendor's word and the part's text; the vendor's are read in any case. */
    public static Codec of(String... pairs) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            texts.put(pairs[i], pairs[i + 1]);
            words.putIfAbsent(pairs[i + 1], pairs[i]);
        }
        return new Codec(
                word -> Optional.ofNullable(texts.get(word.toUpperCase(Locale.ROOT))),
                text -> Optional.ofNullable(words.get(text)));
    }

    /** A whole number, brought into a range. */
    public static Codec number(int least, int most) {
        return new Codec(text -> clamped(text, least, most), text -> clamped(text, least, most));
    }

    private static Optional<String> clamped(String text, int least, int most) {
        if (!text.matches("[+-]?[0-9]{1,9}")) {
            return Optional.empty();
        }
        return Optional.of(Integer.toString(Math.clamp(Integer.parseInt(text), least, most)));
    }

    private static Optional<String> digits(String text) {
        return Optional.of(PhoneIdentity.digits(text)).filter(digits -> !digits.isEmpty());
    }

    private static Optional<String> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text).toString()).filter(text::equals);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> alpha2(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        return ALPHA_3_TO_2.containsValue(code) ? Optional.of(code) : Optional.ofNullable(ALPHA_3_TO_2.get(code));
    }

    private static Optional<String> alpha3(String country) {
        String code = country.toUpperCase(Locale.ROOT);
        return ALPHA_3_TO_2.containsValue(code)
                ? Optional.of(Locale.of("", code).getISO3Country())
                : Optional.empty();
    }

    private static Map<String, String> countries() {
        Map<String, String> alpha2 = new LinkedHashMap<>();
        for (String country : Locale.getISOCountries()) {
            alpha2.put(Locale.of("", country).getISO3Country(), country);
        }
        return Map.copyOf(alpha2);
    }
}
