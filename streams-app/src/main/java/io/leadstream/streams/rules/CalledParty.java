package io.leadstream.streams.rules;

import io.leadstream.schema.CalledPlace;
import io.leadstream.schema.DecisionNotes;
import io.leadstream.schema.Lead;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.PlaceSource;
import io.leadstream.schema.TimeZoneMethod;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the person called may be, as far as the number, the postal code and the state tell (pipeline.md, Validate).
 *
 * @param state two letters: as given, else as the number says
 * @param numberState as the number says
 * @param zone the zone that the lead's {@code tz_method} finds; that of the number where it finds none
 * @param places every place that counts for calling hours
 * @param notes what the lead asked for and could not have
 */
record CalledParty(
        Optional<String> region,
        Optional<String> state,
        Optional<String> numberState,
        Optional<ZoneId> zone,
        List<CalledPlace> places,
        List<String> notes) {

    private static final String NORTH_AMERICAN_CODE = "1";

    /** A number whose area spans more zones than any state does belongs to no area, such as 800. */
    private static final int MOST_ZONES = 3;

    /** Regions of libphonenumber's that are states here; other regions share letters with states, as KY and MS do. */
    private static final Set<String> TERRITORIES = Set.of("PR", "VI", "GU", "MP", "AS");

    /** Zones of a number that could be anywhere in the United States. */
    private static final List<String> ANYWHERE = List.of("America/New_York", "America/Los_Angeles");

    static CalledParty of(Lead lead, String identity, Instant at, Reference reference) {
        PhoneFacts facts = PhoneFacts.of(identity, at);
        Geography geography = reference.geography();
        Optional<CalledPlace> number = number(facts, identity, geography);
        List<CalledPlace> places = new ArrayList<>();
        number.ifPresent(places::add);
        Optional<CalledPlace> postal = Optional.empty();
        Optional<CalledPlace> state = Optional.empty();
        if (number.flatMap(CalledPlace::getRegion).filter(CalledParty::covered).isPresent()) {
            postal = lead.getPostalCode().flatMap(geography::ofPostalCode);
            state = lead.getState().flatMap(given -> geography.ofState(given, PlaceSource.STATE));
        }
        postal.ifPresent(places::add);
        state.ifPresent(places::add);
        Optional<String> numberState = number.flatMap(CalledPlace::getState);
        List<String> notes = new ArrayList<>();
        Optional<ZoneId> zone = zone(lead, identity, postal, reference, notes)
                .or(() -> facts.isUndecided(at) ? numberState.flatMap(geography::zoneOfState) : Optional.empty())
                .or(facts::zone);
        return new CalledParty(
                facts.region(),
                state.flatMap(CalledPlace::getState).or(() -> numberState),
                numberState,
                zone,
                places,
                notes);
    }

    /** Offset of the zone from UTC at a moment, minutes. */
    Optional<Integer> utcOffsetMinutes(Instant at) {
        return zone.map(zone -> zone.getRules().getOffset(at).getTotalSeconds() / 60);
    }

    /** The lead with the state that its number says, if it asks for that and has none (rulings.md, croco). */
    Lead withState(Lead lead) {
        boolean empty = lead.getState().orElse("").isBlank();
        return lead.getSettings().getLookupState() && empty && numberState.isPresent()
                ? Lead.newBuilder(lead).setState(numberState.get()).build()
                : lead;
    }

    /** The ten digits after the calling code 1, if that is what an identity is. */
    static Optional<String> northAmerican(String identity) {
        return identity.length() == 11 && identity.startsWith(NORTH_AMERICAN_CODE)
                ? Optional.of(identity.substring(1))
                : Optional.empty();
    }

    private static boolean covered(String region) {
        return region.equals("US") || region.equals("CA");
    }

    /** Where a number of calling code 1 is in no area that is known, it counts as one of the United States. */
    private static Optional<CalledPlace> number(PhoneFacts facts, String identity, Geography geography) {
        String region = facts.region().orElse(identity.startsWith(NORTH_AMERICAN_CODE) ? "US" : "");
        List<String> zones = facts.zones().stream().map(ZoneId::getId).toList();
        if (TERRITORIES.contains(region)) {
            return geography.ofState(region, PlaceSource.NUMBER);
        }
        if (covered(region) && (zones.isEmpty() || zones.size() > MOST_ZONES)) {
            zones = ANYWHERE;
        }
        Optional<CalledPlace> area = covered(region) ? geography.ofArea(facts.area()) : Optional.empty();
        return region.isEmpty()
                ? Optional.empty()
                : Optional.of(CalledPlace.newBuilder()
                        .setDerivedFrom(PlaceSource.NUMBER)
                        .setRegion(region)
                        .setState(area.flatMap(CalledPlace::getState).orElse(null))
                        .setTimeZones(zones)
                        .build());
    }

    /** The zone by the lead's method (001_84572149281148be.txt, tz_method); empty: by its number. */
    private static Optional<ZoneId> zone(
            Lead lead, String identity, Optional<CalledPlace> postal, Reference reference, List<String> notes) {
        TimeZoneMethod method = lead.getSettings().getTimeZoneMethod();
        Optional<ZoneId> found = switch (method) {
            case PHONE, UNKNOWN -> Optional.empty();
            case POSTAL_CODE ->
                postal.map(place -> ZoneId.of(place.getTimeZones().getFirst()));
            case ZONE_CODE -> lead.getOwner().flatMap(reference.geography()::zone);
            case NANPA ->
                reference.nanpa().flatMap(nanpa -> northAmerican(identity).flatMap(nanpa::zoneOf));
        };
        boolean nanpaAsked =
                method == TimeZoneMethod.NANPA || lead.getSettings().getNanpaCheck();
        if (nanpaAsked && reference.nanpa().isEmpty()) {
            notes.add(DecisionNotes.NANPA_NOT_LOADED);
        } else if (found.isEmpty() && method != TimeZoneMethod.PHONE && method != TimeZoneMethod.UNKNOWN) {
            notes.add("time zone by number: none found by " + method);
        }
        return found;
    }

    /** True if the lead's NANPA check refuses its number: asked for, loaded, and the prefix is not given out. */
    static boolean nanpaRefuses(Lead lead, Reference reference) {
        return lead.getSettings().getNanpaCheck()
                && reference
                        .nanpa()
                        .filter(nanpa -> !nanpa.knows(
                                PhoneIdentity.digits(lead.getPhone().orElse(""))))
                        .isPresent();
    }
}
