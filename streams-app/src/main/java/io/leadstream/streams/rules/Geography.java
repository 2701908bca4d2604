package io.leadstream.streams.rules;

import io.leadstream.schema.CalledPlace;
import io.leadstream.schema.PlaceSource;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which state and zones a state's name, a postal code or a zone code means, in the United States and Canada. */
public final class Geography {

    private static final int ZIP_PREFIX = 3;
    private static final Pattern CANADIAN = Pattern.compile("[A-Z][0-9][A-Z]");

    private record State(String code, String country, List<String> zones) {}

    private record Postal(String to, String state, String zone) {}

    private final Map<String, State> states = new HashMap<>();
    private final Map<String, State> names = new HashMap<>();
    private final Map<String, TreeMap<String, Postal>> postal = new HashMap<>();
    private final Map<String, String> zoneCodes = new HashMap<>();

    private Geography() {}

    /**
     * The tables of {@code deploy/data}, as their files say them.
     *
     * @throws IllegalArgumentException if a row makes no sense
     */
    public static Geography parse(String states, String postalCodes, String zoneCodes) {
        Geography geography = new Geography();
        for (List<String> row : Table.rows(states, 4, "code")) {
            State state = new State(
                    row.get(0), row.get(1), zones(Arrays.asList(row.get(3).split(" ", -1))));
            geography.states.put(state.code(), state);
            geography.names.put(row.get(2).toUpperCase(Locale.ROOT), state);
        }
        for (List<String> row : Table.rows(postalCodes, 5, "country")) {
            if (!geography.states.containsKey(row.get(3))) {
                throw new IllegalArgumentException("postal codes: no state is called " + row.get(3));
            }
            String zone = row.get(4).isEmpty() ? "" : zones(List.of(row.get(4))).getFirst();
            geography
                    .postal
                    .computeIfAbsent(row.get(0), country -> new TreeMap<>())
                    .put(row.get(1), new Postal(row.get(2), row.get(3), zone));
        }
        for (List<String> row : Table.rows(zoneCodes, 2, "code")) {
            geography.zoneCodes.put(row.get(0), zones(List.of(row.get(1))).getFirst());
        }
        return geography;
    }

    /** The place of a state or province, by its two letters or its name. */
    public Optional<CalledPlace> ofState(String given, PlaceSource source) {
        String name = given.strip().toUpperCase(Locale.ROOT);
        return Optional.ofNullable(states.getOrDefault(name, names.get(name)))
                .map(state -> place(source, state, state.zones()));
    }

    /** The zone of most people in a state. */
    Optional<ZoneId> zoneOfState(String code) {
        return Optional.ofNullable(states.get(code))
                .map(state -> ZoneId.of(state.zones().getFirst()));
    }

    /** The place of a ZIP code or a Canadian postal code. */
    public Optional<CalledPlace> ofPostalCode(String given) {
        String code = given.strip().toUpperCase(Locale.ROOT);
        boolean zip = code.length() >= ZIP_PREFIX && Character.isDigit(code.charAt(0));
        boolean canadian = !zip && CANADIAN.matcher(code).lookingAt();
        if (!zip && !canadian) {
            return Optional.empty();
        }
        String prefix = code.substring(0, zip ? ZIP_PREFIX : 1);
        return Optional.ofNullable(postal.get(zip ? "US" : "CA"))
                .map(rows -> rows.floorEntry(prefix))
                .filter(row -> prefix.compareTo(row.getValue().to()) <= 0)
                .map(row -> place(row.getValue()));
    }

    /** The place that a description of an area names: {@code Clearwater, FL} or {@code Florida}. */
    public Optional<CalledPlace> ofArea(String description) {
        return ofState(description.substring(description.lastIndexOf(',') + 1), PlaceSource.NUMBER);
    }

    /** The zone of a zone code such as PST, or of an IANA name. */
    public Optional<ZoneId> zone(String code) {
        String given = code.strip();
        String known = zoneCodes.get(given.toUpperCase(Locale.ROOT));
        try {
            return known == null && given.indexOf('/') < 0
                    ? Optional.empty()
                    : Optional.of(ZoneId.of(known == null ? given : known));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private CalledPlace place(Postal row) {
        State state = java.util.Objects.requireNonNull(states.get(row.state()));
        return place(PlaceSource.POSTAL_CODE, state, row.zone().isEmpty() ? state.zones() : List.of(row.zone()));
    }

    private static CalledPlace place(PlaceSource source, State state, List<String> zones) {
        return CalledPlace.newBuilder()
                .setDerivedFrom(source)
                .setRegion(state.country())
                .setState(state.code())
                .setTimeZones(zones)
                .build();
    }

    private static List<String> zones(List<String> names) {
        try {
            return names.stream().map(name -> ZoneId.of(name).getId()).toList();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time zone is called as one of " + names, e);
        }
    }
}
