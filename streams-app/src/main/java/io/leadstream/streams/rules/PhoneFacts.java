package io.leadstream.streams.rules;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What libphonenumber's metadata knows of a number.
 *
 * @param region ISO 3166 alpha-2, where known
 * @param zone the called party's time zone, where known
 */
public record PhoneFacts(Optional<String> region, Optional<ZoneId> zone) {

    private static final PhoneFacts NONE = new PhoneFacts(Optional.empty(), Optional.empty());
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final PhoneNumberToTimeZonesMapper ZONES = PhoneNumberToTimeZonesMapper.getInstance();
    private static final ZoneId NORTH_AMERICA = ZoneId.of("America/New_York");
    private static final int NORTH_AMERICAN_CODE = 1;

    /**
     * The facts of a phone's identity at a moment.
     *
     * <p>A number whose prefix spans several zones is placed in the first of them; one of calling code 1 in Eastern
     * time, as the dialers behind croco do (vicidial-add-lead.md, 58), unless all its zones agree at that moment.
     */
    public static PhoneFacts of(String identity, Instant at) {
        PhoneNumber number;
        try {
            number = NUMBERS.parse("+" + identity, "ZZ");
        } catch (NumberParseException e) {
            return NONE;
        }
        String region = NUMBERS.getRegionCodeForNumber(number);
        return new PhoneFacts(Optional.ofNullable(region), zone(number, at));
    }

    /** Offset of the zone from UTC at a moment, minutes. */
    public Optional<Integer> utcOffsetMinutes(Instant at) {
        return zone.map(zone -> zone.getRules().getOffset(at).getTotalSeconds() / 60);
    }

    /** True if three digits are an area code of the USA or Canada that numbers are given out in. */
    static boolean isAreaCode(String digits) {
        PhoneNumber sample = new PhoneNumber()
                .setCountryCode(NORTH_AMERICAN_CODE)
                .setNationalNumber(Long.parseLong(digits) * 10_000_000 + 2_345_678);
        return digits.charAt(0) >= '2' && NUMBERS.isValidNumber(sample);
    }

    private static Optional<ZoneId> zone(PhoneNumber number, Instant at) {
        List<ZoneId> zones = ZONES.getTimeZonesForNumber(number).stream()
                .flatMap(name -> zoneNamed(name).stream())
                .toList();
        long offsets = zones.stream()
                .map(zone -> zone.getRules().getOffset(at))
                .distinct()
                .count();
        if (number.getCountryCode() == NORTH_AMERICAN_CODE && offsets != 1) {
            return Optional.of(NORTH_AMERICA);
        }
        return zones.stream().findFirst();
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
