package io.leadstream.streams.rules;

import io.leadstream.schema.CalledPlace;
import io.leadstream.schema.CallingHoursUse;
import io.leadstream.schema.CallingWindow;
import io.leadstream.schema.ReleaseConditions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When people may be called, by the local time of wherever they may be: one version of the table in
 * {@code deploy/data/calling-hours.csv} (calling-hours.md).
 *
 * <p>Hours must be open in every zone of every place that the number, the postal code and the state name. Outside the
 * United States and Canada the campaign's own hours hold, in the number's zone; where it has none, any time will do.
 */
public final class CallingHours {

    /** How far ahead an opening is looked for; hours that never meet are looked at again then. */
    static final Duration HORIZON = Duration.ofDays(14);

    private static final String VERSION = "# version: ";
    private static final String HOLIDAY = "holiday";
    private static final List<String> COVERED = List.of("US", "CA");

    private final String version;
    private final Map<String, DayHours> rows = new HashMap<>();
    private final List<Holiday> holidays = new ArrayList<>();

    /**
     * The next moment at which a lead may be delivered.
     *
     * @param use the hours that decided; empty where none apply
     */
    public record Opening(Instant at, Optional<CallingHoursUse> use) {}

    private CallingHours(String version) {
        this.version = version;
    }

    /**
     * The table of a file.
     *
     * @throws IllegalArgumentException if it has no version, no row for the United States and Canada, or a row makes no
     *     sense
     */
    public static CallingHours parse(String text) {
        String first = text.lines().findFirst().orElse("");
        if (!first.startsWith(VERSION) || first.substring(VERSION.length()).isBlank()) {
            throw new IllegalArgumentException("calling hours: the first line must be \"# version: NAME\"");
        }
        CallingHours hours = new CallingHours(first.substring(VERSION.length()).strip());
        for (List<String> row : Table.rows(text, 6, "where")) {
            if (row.getFirst().equals(HOLIDAY)) {
                hours.holidays.add(Holiday.parse(row.get(1)));
            } else {
                hours.rows.put(row.getFirst(), DayHours.parse(row));
            }
        }
        if (!hours.rows.keySet().containsAll(COVERED)) {
            throw new IllegalArgumentException("calling hours: rows for US and CA are needed");
        }
        return hours;
    }

    /** Named in every decision that it had a part in. */
    public String version() {
        return version;
    }

    /** The first moment not before another at which hours are open everywhere. */
    public Opening next(ReleaseConditions conditions, Instant from) {
        List<LocalHours> clocks = conditions.getCallingHours() ? clocks(conditions) : List.of();
        if (clocks.isEmpty()) {
            return new Opening(from, Optional.empty());
        }
        Instant at = from;
        Optional<LocalHours.Open> decided = Optional.empty();
        while (at.isBefore(from.plus(HORIZON))) {
            List<LocalHours.Open> windows = new ArrayList<>();
            for (LocalHours clock : clocks) {
                clock.next(at, HORIZON).ifPresent(windows::add);
            }
            if (windows.size() < clocks.size()) {
                break;
            }
            LocalHours.Open latest = latest(windows);
            if (!latest.from().isAfter(at)) {
                return new Opening(
                        at,
                        Optional.of(
                                decided.orElseGet(() -> soonestClosed(windows)).use()));
            }
            decided = Optional.of(latest);
            at = latest.from();
        }
        return new Opening(from.plus(HORIZON), decided.map(LocalHours.Open::use));
    }

    private List<LocalHours> clocks(ReleaseConditions conditions) {
        List<LocalHours> clocks = new ArrayList<>();
        for (CalledPlace place : conditions.getPlaces()) {
            boolean covered = place.getRegion().filter(COVERED::contains).isPresent();
            for (String zone : place.getTimeZones()) {
                if (covered) {
                    clocks.add(covered(place, ZoneId.of(zone)));
                } else if (!conditions.getCampaignHours().isEmpty()) {
                    clocks.add(new LocalHours(
                            place, ZoneId.of(zone), "campaign", "campaign", byDay(conditions.getCampaignHours())));
                }
            }
        }
        return clocks;
    }

    private LocalHours covered(CalledPlace place, ZoneId zone) {
        String region = place.getRegion().orElseThrow();
        String own = region + "-" + place.getState().orElse("");
        String row = rows.containsKey(own) ? own : region;
        DayHours hours = Objects.requireNonNull(rows.get(row));
        return new LocalHours(place, zone, version, row, date -> hours.on(date, isHoliday(date)));
    }

    private boolean isHoliday(LocalDate date) {
        return holidays.stream().anyMatch(holiday -> holiday.is(date));
    }

    private static LocalHours.Days byDay(List<CallingWindow> windows) {
        return date -> windows.stream()
                .filter(window -> window.getDay().equals(date.getDayOfWeek().name()))
                .flatMap(window -> DayHours.Span.of(window.getOpensMinute(), window.getClosesMinute()).stream())
                .sorted(Comparator.comparingInt(DayHours.Span::opensMinute))
                .toList();
    }

    private static LocalHours.Open latest(List<LocalHours.Open> windows) {
        LocalHours.Open latest = windows.getFirst();
        for (LocalHours.Open window : windows) {
            latest = window.from().isAfter(latest.from()) ? window : latest;
        }
        return latest;
    }

    private static LocalHours.Open soonestClosed(List<LocalHours.Open> windows) {
        LocalHours.Open soonest = windows.getFirst();
        for (LocalHours.Open window : windows) {
            soonest = window.until().isBefore(soonest.until()) ? window : soonest;
        }
        return soonest;
    }
}
