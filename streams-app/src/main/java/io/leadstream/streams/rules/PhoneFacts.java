package io.leadstream.streams.rules;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What libphonenumber's metadata knows of a number.
 *
 * @param region ISO 3166 alpha-2, where known
 * @param zone the called party's time zone, where known
 * @param zones every zone that the number may be in
 * @param area what the number's area is called in English, such as {@code Clearwater, FL}; may be empty
 */
public record PhoneFacts(Optional<String> region, Optional<ZoneId> zone, List<ZoneId> zones, String area) {

    private static final PhoneFacts NONE = new PhoneFacts(Optional.empty(), Optional.empty(), List.of(), "");
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final PhoneNumberToTimeZonesMapper ZONES = PhoneNumberToTimeZonesMapper.getInstance();
    private static final PhoneNumberOfflineGeocoder AREAS = PhoneNumberOfflineGeocoder.getInstance();
    private static final ZoneId NORTH_AMERICA = ZoneId.of("America/New_York");
    private static final int NORTH_AMERICAN_CODE = 1;

    /** What was looked up of exchanges of calling code 1, each in the one place that it can have. */
    private static final AtomicReferenceArray<@Nullable Exchange> EXCHANGES = new AtomicReferenceArray<>(1 << 16);

    /**
     * An exchange of calling code 1.
     *
     * @param digits the six digits that its numbers begin with
     */
    private record Exchange(int digits, PhoneFacts facts) {}

    /**
     * The facts of a phone's identity at a moment.
     *
     * <p>A number whose prefix spans several zones is placed in the first of them; one of calling code 1 in Eastern
     * time, as the dialers behind croco do (vicidial-add-lead.md, 58), unless all its zones agree at that moment.
     */
    public static PhoneFacts of(String identity, Instant at) {
        Optional<String> northAmerican = CalledParty.northAmerican(identity).filter(digits -> digits.charAt(0) >= '2');
        return northAmerican.isPresent() ? at(exchange(northAmerican.get()), true, at) : lookUp(identity, at);
    }

    /** The facts of a phone's identity at a moment, as libphonenumber says them. */
    static PhoneFacts lookUp(String identity, Instant at) {
        try {
            PhoneNumber number = NUMBERS.parse("+" + identity, "ZZ");
            boolean northAmerican = number.getCountryCode() == NORTH_AMERICAN_CODE;
            return at(look(number, northAmerican), northAmerican, at);
        } catch (NumberParseException e) {
            return NONE;
        }
    }

    private static PhoneFacts at(PhoneFacts found, boolean northAmerican, Instant at) {
        boolean unclear = northAmerican && (found.zones().isEmpty() || found.isUndecided(at));
        return unclear
                ? new PhoneFacts(found.region(), Optional.of(NORTH_AMERICA), found.zones(), found.area())
                : found;
    }

    /** The facts of a number's exchange, its first six digits, on which alone they depend in calling code 1. */
    private static PhoneFacts exchange(String national) {
        int exchange = Integer.parseInt(national.substring(0, 6));
        int slot = exchange % EXCHANGES.length();
        @Nullable Exchange known = EXCHANGES.get(slot);
        if (known != null && known.digits() == exchange) {
            return known.facts();
        }
        PhoneNumber number =
                new PhoneNumber().setCountryCode(NORTH_AMERICAN_CODE).setNationalNumber(Long.parseLong(national));
        PhoneFacts facts = look(number, true);
        EXCHANGES.set(slot, new Exchange(exchange, facts));
        return facts;
    }

    private static PhoneFacts look(PhoneNumber number, boolean northAmerican) {
        String region = NUMBERS.getRegionCodeForNumber(number);
        List<ZoneId> zones = zones(number);
        String area = northAmerican ? AREAS.getDescriptionForValidNumber(number, Locale.ENGLISH) : "";
        return new PhoneFacts(Optional.ofNullable(region), zones.stream().findFirst(), zones, area);
    }

    /** True if the number's zones differ at a moment. */
    boolean isUndecided(Instant at) {
        return zones.size() > 1
                && zones.stream()
                                .map(each -> each.getRules().getOffset(at))
                                .distinct()
                                .count()
                        > 1;
    }

    /** True if three digits are an area code of the USA or Canada that numbers are given out in. */
    static boolean isAreaCode(String digits) {
        PhoneNumber sample = new PhoneNumber()
                .setCountryCode(NORTH_AMERICAN_CODE)
                .setNationalNumber(Long.parseLong(digits) * 10_000_000 + 2_345_678);
        return digits.charAt(0) >= '2' && NUMBERS.isValidNumber(sample);
    }

    private static List<ZoneId> zones(PhoneNumber number) {
        return ZONES.getTimeZonesForNumber(number).stream()
                .flatMap(name -> zoneNamed(name).stream())
                .toList();
    }

    private static Optional<ZoneId> zoneNamed(String name) {
        try {
            return name.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())
                    ? Optional.empty()
                    : Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
