package io.leadstream.dispatch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a vendor is asked what agents it has and what calls it made: its settings {@code poll_seconds} (without it never),
 * {@code poll_overlap_minutes} and {@code poll_first_hours}.
 *
 * @param interval from one round to the next
 * @param overlap how far before the last round the next one begins, since a call may be reported late: 2 hours
 * @param first how far back the very first round goes: 24 hours
 */
record PollSettings(Duration interval, Duration overlap, Duration first) {

    private static final int MOST_SECONDS = 86_400;

    /**
     * Reads a vendor's settings; nothing if it is not to be asked.
     *
     * @throws IllegalArgumentException saying which setting is wrong
     */
    static Optional<PollSettings> of(Map<String, String> settings) {
        if (!settings.containsKey("poll_seconds")) {
            return Optional.empty();
        }
        return Optional.of(new PollSettings(
                Duration.ofSeconds(number(settings, "poll_seconds", 0, MOST_SECONDS)),
                Duration.ofMinutes(number(settings, "poll_overlap_minutes", 120, 7 * 1_440)),
                Duration.ofHours(number(settings, "poll_first_hours", 24, 365 * 24))));
    }

    private static int number(Map<String, String> settings, String name, int otherwise, int most) {
        String text = settings.getOrDefault(name, Integer.toString(otherwise)).strip();
        int value = text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : 0;
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " is not 1 to " + most);
        }
        return value;
    }
}
