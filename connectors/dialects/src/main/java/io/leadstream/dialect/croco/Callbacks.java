package io.leadstream.dialect.croco;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Form;
import io.leadstream.schema.Callback;
import io.leadstream.schema.DecisionNotes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The callback parameters of add_lead, both ways. */
final class Callbacks {

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final String NOW = "NOW";
    private static final String DAYS = "DAYS";
    private static final String USER_ONLY = "USERONLY";
    private static final int STATUS_MOST = 6;

    private Callbacks() {}

    /** True if the call asks for a callback. */
    static boolean asked(Form form) {
        return form.get("callback").equalsIgnoreCase("Y");
    }

    /** NOW, xDAYS, or a date and time; both {@code +} and {@code %2B} stand between the two (rulings.md). */
    static Optional<String> time(Form form) {
        String given = form.get("callback_datetime").toUpperCase(Locale.ROOT).replace('+', ' ');
        if (given.equals(NOW) || given.matches("[0-9]{1,4}" + DAYS)) {
            return Optional.of(given);
        }
        try {
            return Optional.of(LocalDateTime.parse(given, DATE_TIME).format(DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The callback at a time, or nothing and a note of {@link DecisionNotes} if it cannot be added. */
    static Optional<Callback> read(
            Form form, String time, Optional<String> campaign, Account account, List<String> notes) {
        boolean userOnly = form.get("callback_type").equalsIgnoreCase(USER_ONLY);
        String user = form.get("callback_user");
        if (campaign.isEmpty()) {
            notes.add(DecisionNotes.CALLBACK_CAMPAIGN_UNKNOWN);
            return Optional.empty();
        }
        String status = form.get("callback_status");
        if (status.length() > STATUS_MOST) {
            notes.add("callback_status cut to " + STATUS_MOST);
            status = status.substring(0, STATUS_MOST);
        }
        String comments = form.get("callback_comments");
        // A user that the account does not name may still be an agent that a vendor reported: streams-app knows.
        Callback.Builder callback = Callback.newBuilder()
                .setAt(time)
                .setZone(account.zone())
                .setUserOnly(userOnly)
                .setUserKnown(account.users().contains(user));
        if (!status.isEmpty()) {
            callback.setStatus(status);
        }
        if (!user.isEmpty()) {
            callback.setUser(user);
        }
        if (!comments.isEmpty()) {
            callback.setComments(comments);
        }
        return Optional.of(callback.build());
    }

    /** The parameters of a callback whose time has come: our hold has served it. */
    static void write(Callback callback, Map<String, String> form) {
        form.put("callback", "Y");
        form.put("callback_datetime", NOW);
        form.put("callback_type", type(callback));
        form.put("callback_status", callback.getStatus());
        callback.getUser().ifPresent(user -> form.put("callback_user", user));
        callback.getComments().ifPresent(comments -> form.put("callback_comments", comments));
    }

    static String type(Callback callback) {
        return callback.getUserOnly() ? USER_ONLY : "ANYONE";
    }

    /** When a callback is, as the notice shows it: NOW and xDAYS from the time of submission, in a zone. */
    static String shown(Callback callback, Instant submitted, String zone) {
        String at = callback.getAt();
        LocalDateTime now = LocalDateTime.ofInstant(submitted, ZoneId.of(zone));
        if (at.equals(NOW)) {
            return now.format(DATE_TIME);
        }
        return at.endsWith(DAYS)
                ? now.plusDays(Integer.parseInt(at.substring(0, at.length() - DAYS.length())))
                        .format(DATE_TIME)
                : at;
    }
}
