package io.leadstream.streams.rules;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;

/** A holiday that comes every year. */
sealed interface Holiday {

    /** True if a date is the holiday. */
    boolean is(LocalDate date);

    /** The same day each year; on a Saturday it takes the Friday before too, on a Sunday the Monday after. */
    record Fixed(MonthDay day) implements Holiday {

        @Override
        public boolean is(LocalDate date) {
            return on(date)
                    || (date.getDayOfWeek() == DayOfWeek.FRIDAY && on(date.plusDays(1)))
                    || (date.getDayOfWeek() == DayOfWeek.MONDAY && on(date.minusDays(1)));
        }

        private boolean on(LocalDate date) {
            return MonthDay.from(date).equals(day);
        }
    }

    /**
     * A weekday of a month.
     *
     * @param nth 1 to 4, or -1 for the last
     */
    record Weekday(int month, DayOfWeek weekday, int nth) implements Holiday {

        @Override
        public boolean is(LocalDate date) {
            return date.getMonthValue() == month
                    && date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday)));
        }
    }

    /**
     * The holiday of a table's cell: {@code 12-25}, {@code 11 THURSDAY 4} or {@code 05 MONDAY last}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Holiday parse(String cell) {
        String[] parts = cell.split(" ", -1);
        try {
            return parts.length == 3
                    ? new Weekday(
                            Integer.parseInt(parts[0]),
                            DayOfWeek.valueOf(parts[1]),
                            parts[2].equals("last") ? -1 : Integer.parseInt(parts[2]))
                    : new Fixed(MonthDay.parse("--" + cell));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("calling hours: not a holiday: " + cell, e);
        }
    }
}
