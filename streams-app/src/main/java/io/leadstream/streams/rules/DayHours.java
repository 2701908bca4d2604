package io.leadstream.streams.rules;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * One row of the table of calling hours.
 *
 * @param holiday the hours of a holiday; empty if it is a day like another
 */
record DayHours(List<Span> weekday, List<Span> saturday, List<Span> sunday, Optional<List<Span>> holiday) {

    private static final int MINUTES = 24 * 60;

    /**
     * Hours of a day.
     *
     * @param opensMinute first local minute at which calls may start, 0 to 1439
     * @param closesMinute first at which they may no longer, 1 to 1440
     */
    record Span(int opensMinute, int closesMinute) {

        /** The hours, or nothing if there are none between the two. */
        static Optional<Span> of(int opensMinute, int closesMinute) {
            return opensMinute < 0 || closesMinute > MINUTES || opensMinute >= closesMinute
                    ? Optional.empty()
                    : Optional.of(new Span(opensMinute, closesMinute));
        }

        Span {
            if (opensMinute < 0 || closesMinute > MINUTES || opensMinute >= closesMinute) {
                throw new IllegalArgumentException("calling hours from minute " + opensMinute + " to " + closesMinute);
            }
        }
    }

    /** The row of the cells where, weekday, Saturday, Sunday, holiday, source. */
    static DayHours parse(List<String> row) {
        if (row.get(5).isEmpty()) {
            throw new IllegalArgumentException("calling hours: the row " + row.getFirst() + " has no source");
        }
        return new DayHours(
                spans(row.get(1)),
                spans(row.get(2)),
                spans(row.get(3)),
                row.get(4).isEmpty() ? Optional.empty() : Optional.of(spans(row.get(4))));
    }

    List<Span> on(LocalDate date, boolean isHoliday) {
        if (isHoliday && holiday.isPresent()) {
            return holiday.get();
        }
        return date.getDayOfWeek() == DayOfWeek.SATURDAY
                ? saturday
                : date.getDayOfWeek() == DayOfWeek.SUNDAY ? sunday : weekday;
    }

    private static List<Span> spans(String cell) {
        if (cell.equals("none")) {
            return List.of();
        }
        try {
            String[] ends = cell.split("-", 2);
            return List.of(new Span(
                    LocalTime.parse(ends[0]).toSecondOfDay() / 60,
                    LocalTime.parse(ends[1]).toSecondOfDay() / 60));
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("calling hours: neither none nor HH:MM-HH:MM: " + cell, e);
        }
    }
}
