package io.leadstream.streams.rules;

import io.leadstream.schema.Callback;
import io.leadstream.schema.DecisionNotes;
import io.leadstream.schema.Lead;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** When a callback is, and whether it can be added (001_84572149281148be.txt, callback; rulings.md, croco). */
final class CallbackRule {

    private static final String PATTERN = "uuuu-MM-dd HH:mm:ss";
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern(PATTERN, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final String NOW = "NOW";
    private static final String DAYS = "DAYS";

    private CallbackRule() {}

    /** The time of a callback, counted from its submission; empty if it cannot be read. */
    static Optional<Instant> at(Callback callback, Instant submitted) {
        String at = callback.getAt().strip().toUpperCase(Locale.ROOT);
        try {
            ZoneId zone = ZoneId.of(callback.getZone().orElse("UTC"));
            if (at.equals(NOW)) {
                return Optional.of(submitted);
            }
            if (at.matches("[0-9]{1,4}" + DAYS)) {
                int days = Integer.parseInt(at.substring(0, at.length() - DAYS.length()));
                return Optional.of(submitted.atZone(zone).plusDays(days).toInstant());
            }
            if (at.length()
                    != PATTERN.length()) { // a year of five digits parses too, and is beyond what a record can say
                return Optional.empty();
            }
            return Optional.of(LocalDateTime.parse(at, DATE_TIME).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Why a callback cannot be added, in the words of {@link DecisionNotes}; empty if it can.
     *
     * @param isAgent whether a vendor reported an agent with an id
     */
    static Optional<String> refusal(Lead lead, Callback callback, RoutingView routing, Predicate<String> isAgent) {
        if (lead.getCampaign().flatMap(routing::campaign).isEmpty()) {
            return Optional.of(DecisionNotes.CALLBACK_CAMPAIGN_UNKNOWN);
        }
        boolean userKnown = !callback.getUserOnly()
                || callback.getUserKnown()
                || callback.getUser().filter(isAgent).isPresent();
        return userKnown ? Optional.empty() : Optional.of(DecisionNotes.CALLBACK_USER_UNKNOWN);
    }
}
