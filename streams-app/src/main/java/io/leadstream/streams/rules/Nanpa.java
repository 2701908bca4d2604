package io.leadstream.streams.rules;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which area codes and prefixes of the North American Numbering Plan are given out, and their zones where told. */
public final class Nanpa {

    private static final int DIGITS = 6;

    private final BitSet given = new BitSet(1_000_000);
    private final Map<Integer, ZoneId> zones = new HashMap<>();

    private Nanpa() {}

    /**
     * The prefixes of a file with the columns area_code, prefix, state and zone, the last two optional.
     *
     * @throws IllegalArgumentException if a row makes no sense
     */
    public static Nanpa parse(String text) {
        Nanpa nanpa = new Nanpa();
        for (List<String> row : Table.rows(text, 4, "area_code")) {
            String digits = row.get(0) + row.get(1);
            if (!digits.matches("[0-9]{" + DIGITS + "}")) {
                throw new IllegalArgumentException("NANPA data: no area code and prefix: " + String.join(",", row));
            }
            int place = Integer.parseInt(digits);
            nanpa.given.set(place);
            if (!row.get(3).isEmpty()) {
                nanpa.zones.put(place, zone(row.get(3)));
            }
        }
        return nanpa;
    }

    /** True if numbers that begin so are given out. */
    boolean knows(String nationalDigits) {
        return nationalDigits.length() == 10 && given.get(prefix(nationalDigits));
    }

    /** The zone of numbers that begin so, where the file tells it. */
    Optional<ZoneId> zoneOf(String nationalDigits) {
        return knows(nationalDigits) ? Optional.ofNullable(zones.get(prefix(nationalDigits))) : Optional.empty();
    }

    private static int prefix(String nationalDigits) {
        return Integer.parseInt(nationalDigits.substring(0, DIGITS));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("NANPA data: no time zone is called " + name, e);
        }
    }
}
