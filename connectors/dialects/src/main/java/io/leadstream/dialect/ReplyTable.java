package io.leadstream.dialect;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a vendor's words mean: one row an answer, found by the words that it begins with.
 *
 * <p>Beside it stands what HTTP itself says, which is the same for every vendor (dialects.md, What a vendor's answer
 * becomes).
 *
 * @param <P> what a row needs to know of the answer beyond its words
 */
public final class ReplyTable<P> {

    // The words of Reply.Rejected: fixed, so that results can be counted by them.
    public static final String DUPLICATE = "duplicate";
    public static final String DNC = "dnc";
    public static final String INVALID = "invalid";
    public static final String UNKNOWN_LIST = "unknown list";
    public static final String LIST_NOT_ALLOWED = "list not allowed";
    public static final String UNKNOWN_TYPE = "unknown type";
    public static final String NOT_FOUND = "not found";
    public static final String ALREADY_PROCESSED = "already processed";
    public static final String REFUSED = "refused";
    public static final String UNSUPPORTED = "not in this dialect";

    /** An answer that begins with {@code words}. */
    public record Row<P>(String words, Function<P, Reply> means) {}

    private final List<Row<P>> rows;

    private ReplyTable(List<Row<P>> rows) {
        this.rows = rows;
    }

    /** A row that means the same whatever else the answer says. */
    public static <P> Row<P> row(String words, Reply means) {
        return new Row<>(words, rest -> means);
    }

    /** A row that reads the rest of the answer. */
    public static <P> Row<P> row(String words, Function<P, Reply> means) {
        return new Row<>(words, means);
    }

    /**
     * A table of these rows.
     *
     * @throws IllegalArgumentException if a row could never be found because an earlier one is
     */
    @SafeVarargs
    public static <P> ReplyTable<P> of(Row<P>... rows) {
        List<Row<P>> table = new ArrayList<>();
        for (Row<P> row : rows) {
            if (table.stream().anyMatch(earlier -> row.words().startsWith(earlier.words()))) {
                throw new IllegalArgumentException("never found: " + row.words());
            }
            table.add(row);
        }
        return new ReplyTable<>(table);
    }

    /** What an answer means, or nothing if no row has its words. */
    public Optional<Reply> find(String words, P rest) {
        return rows.stream()
                .filter(row -> words.startsWith(row.words()))
                .findFirst()
                .map(row -> row.means().apply(rest));
    }

    /** Busy, if the status says so: 429, or 503 that says when to come back. */
    public static Optional<Reply> busy(Answer answer) {
        boolean says = answer.headers().containsKey("retry-after");
        return answer.status() == 429 || (answer.status() == 503 && says)
                ? Optional.of(new Reply.Throttled(retryAfter(answer)))
                : Optional.empty();
    }

    /** What an answer means whose body says nothing in the vendor's words. */
    public static Reply otherwise(Answer answer) {
        return switch (answer.status()) {
            case 200, 201, 202, 204 -> new Reply.Failed("not the dialect's answer", false);
            case 401 -> new Reply.Failed("login refused", true);
            default -> new Reply.Failed("HTTP " + answer.status(), false);
        };
    }

    /** Seconds, or a date that is measured against the answer's own. */
    private static Optional<Duration> retryAfter(Answer answer) {
        String after = answer.headers().getOrDefault("retry-after", "").strip();
        if (after.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(after)));
        }
        try {
            Duration wait = Duration.between(httpDate(answer.headers().getOrDefault("date", "")), httpDate(after));
            return Optional.of(wait).filter(w -> !w.isNegative());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime httpDate(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
    }
}
