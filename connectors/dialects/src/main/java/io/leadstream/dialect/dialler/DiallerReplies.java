package io.leadstream.dialect.dialler;

import static io.leadstream.dialect.ReplyTable.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Failed;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.ReplyTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What lead/add and lead/cancel answer, and what it means (004_f4cb2f563bb0dc64.txt). */
final class DiallerReplies {

    static final ReplyTable<JsonNode> ADD_ERRORS = ReplyTable.of(
            row(DiallerAnswers.EXISTING_CONTACT, Rejected.because(ReplyTable.DUPLICATE)),
            row(DiallerAnswers.ALREADY_SCHEDULED, Rejected.because(ReplyTable.DUPLICATE)),
            row(DiallerAnswers.UNKNOWN_TYPE, Rejected.because(ReplyTable.UNKNOWN_TYPE)),
            // Ours, where a vendor is another gateway of this kind.
            row("Do Not Call", Rejected.because(ReplyTable.DNC)),
            row("Unknown List", Rejected.because(ReplyTable.UNKNOWN_LIST)),
            row("List Not Allowed", Rejected.because(ReplyTable.LIST_NOT_ALLOWED)));

    static final ReplyTable<JsonNode> CANCEL_WARNINGS = ReplyTable.of(
            row(DiallerAnswers.NOT_FOUND, Rejected.because(ReplyTable.NOT_FOUND)),
            row(DiallerAnswers.ALREADY_PROCESSED, Rejected.because(ReplyTable.ALREADY_PROCESSED)),
            row("server error (", new Failed("server error", false)));

    /** A warning as the document shows it: without its quotes. */
    private static final Pattern BARE_WARNING =
            Pattern.compile("(\"warning\"\\s{0,9}:\\s{0,9})([a-z][a-z ()]{0,99}?)(\\s{0,9}[,}])");

    private DiallerReplies() {}

    /** What an answer to lead/add means. */
    static Reply added(Answer answer) {
        return read(answer, body -> {
            if (truth(body, "saved") && truth(body, "processed")) {
                return Optional.of(new Reply.Accepted(Optional.empty(), List.of()));
            }
            if (!body.has("processed")) {
                return Optional.empty();
            }
            if (!truth(body, "saved")) {
                return Optional.of(new Failed("not saved", false));
            }
            return ADD_ERRORS
                    .find(body.path("error").asText(""), body)
                    .or(() -> Optional.of(Rejected.because(ReplyTable.REFUSED)));
        });
    }

    /** What an answer to lead/cancel means. */
    static Reply cancelled(Answer answer) {
        return read(answer, body -> {
            if (truth(body, "cancelled")) {
                return Optional.of(new Reply.Accepted(Optional.empty(), List.of()));
            }
            return body.has("cancelled")
                    ? CANCEL_WARNINGS
                            .find(body.path("warning").asText(""), body)
                            .or(() -> Optional.of(Rejected.because(ReplyTable.REFUSED)))
                    : Optional.empty();
        });
    }

    /** Status first where it says all, then the body in the function's own words, then failing fields. */
    private static Reply read(Answer answer, Function<ObjectNode, Optional<Reply>> words) {
        Optional<Reply> busy = ReplyTable.busy(answer);
        if (busy.isPresent()) {
            return busy.get();
        }
        int status = answer.status();
        if (status != 400 && status / 100 != 2) {
            return ReplyTable.otherwise(answer);
        }
        Optional<ObjectNode> body = object(answer);
        if (body.isEmpty()) {
            return ReplyTable.otherwise(answer);
        }
        return words.apply(body.get())
                .or(() -> status == 400 || failing(body.get())
                        ? Optional.of(Rejected.because(ReplyTable.INVALID))
                        : Optional.empty())
                .orElseGet(() -> ReplyTable.otherwise(answer));
    }

    private static Optional<ObjectNode> object(Answer answer) {
        return Json.object(answer.body())
                .or(() -> Json.object(BARE_WARNING
                        .matcher(answer.text())
                        .replaceAll("$1\"$2\"$3")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    /** True if the body lists fields with their messages. */
    private static boolean failing(ObjectNode body) {
        return DiallerFields.ADD.rows().stream()
                .anyMatch(row -> body.path(row.name()).isContainerNode());
    }

    private static boolean truth(JsonNode body, String name) {
        return body.path(name).asBoolean(false);
    }
}
