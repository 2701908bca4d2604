package io.leadstream.dialect;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Countries as people write them, by ISO 3166 alpha-2. */
final class Countries {

    private static final Set<String> ALPHA_2 = new HashSet<>(Arrays.asList(Locale.getISOCountries()));
    private static final Map<String, String> WRITTEN = written();

    private Countries() {}

    /** The alpha-2 code of a country given by its English name, alpha-2 or alpha-3. */
    static Optional<String> read(String text) {
        return Optional.ofNullable(WRITTEN.get(letters(text)));
    }

    /** The English name. */
    static Optional<String> name(String alpha2) {
        return ALPHA_2.contains(alpha2)
                ? Optional.of(Locale.of("", alpha2).getDisplayCountry(Locale.ENGLISH))
                : Optional.empty();
    }

    private static Map<String, String> written() {
        Map<String, String> written = new HashMap<>();
        for (String country : ALPHA_2) {
            Locale locale = Locale.of("", country);
            written.put(letters(locale.getDisplayCountry(Locale.ENGLISH)), country);
            written.put(letters(locale.getISO3Country()), country);
        }
        // Codes win over names, and these stand beside both.
        ALPHA_2.forEach(country -> written.put(letters(country), country));
        Map.of(
                        "United States of America", "US",
                        "America", "US",
                        "UK", "GB",
                        "Great Britain", "GB",
                        "Britain", "GB",
                        "England", "GB",
                        "Scotland", "GB",
                        "Wales", "GB",
                        "Northern Ireland", "GB",
                        "Holland", "NL")
                .forEach((name, country) -> written.put(letters(name), country));
        return Map.copyOf(written);
    }

    /** Letters alone, without accents and case; a name and its ampersand read like one with "and". */
    private static String letters(String text) {
        return Normalizer.normalize(text.replace("&", " and "), Normalizer.Form.NFD)
                .replaceAll("[^\\p{L}]", "")
                .toLowerCase(Locale.ROOT);
    }
}
