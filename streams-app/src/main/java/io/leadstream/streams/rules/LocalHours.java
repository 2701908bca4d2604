package io.leadstream.streams.rules;

import io.leadstream.schema.CalledPlace;
import io.leadstream.schema.CallingHoursUse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** Calling hours on the clock of one zone; summer time is the zone's own. */
record LocalHours(CalledPlace place, ZoneId zone, String version, String row, Days days) {

    /** The hours of a date, earliest first. */
    interface Days {
        List<DayHours.Span> on(LocalDate date);
    }

    /** A stretch of open hours. */
    record Open(Instant from, Instant until, CallingHoursUse use) {}

    /** The hours that are open at a moment, or the next; empty if there are none so soon. */
    Optional<Open> next(Instant at, Duration horizon) {
        LocalDate today = at.atZone(zone).toLocalDate();
        for (LocalDate date = today; !date.isAfter(today.plusDays(horizon.toDays())); date = date.plusDays(1)) {
            for (DayHours.Span span : days.on(date)) {
                Instant from = instant(date, span.opensMinute());
                Instant until = instant(date, span.closesMinute());
                if (until.isAfter(at) && from.isBefore(until)) {
                    return Optional.of(new Open(from, until, use(date, span, from)));
                }
            }
        }
        return Optional.empty();
    }

    private Instant instant(LocalDate date, int minute) {
        return ZonedDateTime.of(date.atStartOfDay().plusMinutes(minute), zone).toInstant();
    }

    private CallingHoursUse use(LocalDate date, DayHours.Span span, Instant from) {
        return CallingHoursUse.newBuilder()
                .setVersion(version)
                .setRow(row)
                .setDerivedFrom(place.getDerivedFrom())
                .setState(place.getState().orElse(null))
                .setTimeZone(zone.getId())
                .setUtcOffsetMinutes(zone.getRules().getOffset(from).getTotalSeconds() / 60)
                .setDate(date.toString())
                .setOpensMinute(span.opensMinute())
                .setClosesMinute(span.closesMinute())
                .build();
    }
}
