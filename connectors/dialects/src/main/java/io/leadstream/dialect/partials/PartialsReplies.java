package io.leadstream.dialect.partials;

import static io.leadstream.dialect.ReplyTable.row;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Failed;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.ReplyTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the lines of a vendor mean (000_cd0a9381579b89af.txt). */
final class PartialsReplies {

    /** What stands in a failure's brackets, in lower case; the document leaves the words open, these are ours. */
    static final ReplyTable<String> FAILURES = ReplyTable.of(
            row(PartialsAnswers.NOT_FOUND, Rejected.because(ReplyTable.NOT_FOUND)),
            row(PartialsAnswers.ALREADY_PROCESSED, Rejected.because(ReplyTable.ALREADY_PROCESSED)),
            row("duplicate", Rejected.because(ReplyTable.DUPLICATE)),
            row(PartialsAnswers.DNC, Rejected.because(ReplyTable.DNC)),
            row("list_name is not allowed", Rejected.because(ReplyTable.LIST_NOT_ALLOWED)),
            row(PartialsAnswers.CAMPAIGN_NOT_ALLOWED, Rejected.because(ReplyTable.LIST_NOT_ALLOWED)),
            row(PartialsAnswers.CAMPAIGN_UNKNOWN, Rejected.because(ReplyTable.UNKNOWN_LIST)),
            row("list_name ", Rejected.because(ReplyTable.UNKNOWN_LIST)),
            row(PartialsAnswers.PHONE_INVALID, Rejected.because(ReplyTable.INVALID)),
            row("fields_", Rejected.because(ReplyTable.INVALID)),
            row("client_id may not", new Failed("permission refused", false)),
            row("client_id ", new Failed("login refused", true)),
            row("no decision in time", new Reply.Unknown("no decision in time")),
            row("not available", new Failed("not available", false)),
            row("not configured", new Failed("not configured", false)));

    private static final Pattern IMPORTED = Pattern.compile(
            "Successfully imported lead\\s{1,9}['\"]?\\{?\\s{0,9}([A-Za-z0-9_-]{1,64})?\\s{0,9}}?['\"]?");
    private static final Pattern FAILED =
            Pattern.compile("!?\\s{0,9}Failed importing lead\\.?\\s{0,9}\\[?([^\\]\\r\\n]{0,500})");

    private PartialsReplies() {}

    /** What an answer means: success first, then busy, then the failure's words; whatever the status. */
    static Reply read(Answer answer) {
        String body = answer.text();
        Matcher imported = IMPORTED.matcher(body);
        if (imported.find()) {
            return new Reply.Accepted(Optional.ofNullable(imported.group(1)), List.of());
        }
        Optional<Reply> busy = ReplyTable.busy(answer);
        if (busy.isPresent()) {
            return busy.get();
        }
        Matcher failed = FAILED.matcher(body);
        if (!failed.find()) {
            return ReplyTable.otherwise(answer);
        }
        String why = failed.group(1).strip().toLowerCase(Locale.ROOT);
        return FAILURES.find(why, why).orElseGet(() -> Rejected.because(ReplyTable.REFUSED));
    }
}
