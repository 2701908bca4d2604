package io.leadstream.dialect.infocu5;

import static io.leadstream.dialect.ReplyTable.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Failed;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.ReplyTable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the codes of a vendor mean (002_2daa33e0d27fd676.txt). */
final class Infocu5Replies {

    /** Messages of a lead's entry that is refused; ours, since the source shows no answer to addLeads. */
    static final ReplyTable<JsonNode> REFUSALS = ReplyTable.of(
            row(Infocu5Answers.DUPLICATE, Rejected.because(ReplyTable.DUPLICATE)),
            row(Infocu5Answers.DNC, Rejected.because(ReplyTable.DNC)),
            row(Infocu5Answers.LIST_NOT_ALLOWED, Rejected.because(ReplyTable.LIST_NOT_ALLOWED)));

    private static final Pattern LEAD_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    static final int NO_CODE = -1;

    private Infocu5Replies() {}

    /** What an answer to addLeads means: success first, then busy, then the code; whatever the status. */
    static Reply read(Answer answer) {
        Optional<ObjectNode> body = Json.object(answer.body());
        int code = body.map(Infocu5Replies::code).orElse(NO_CODE);
        if (code == 1) {
            return processed(body.orElseThrow().path("responseDetails"));
        }
        Optional<Reply> busy = ReplyTable.busy(answer);
        if (busy.isPresent()) {
            return busy.get();
        }
        return code == NO_CODE ? ReplyTable.otherwise(answer) : outer(code, body.orElseThrow());
    }

    /** The request was processed: the lead's own entry tells, or, where there are none, the code alone. */
    private static Reply processed(JsonNode details) {
        if (details.isMissingNode() || details.isNull()) {
            return new Reply.Accepted(Optional.empty(), List.of());
        }
        Iterator<JsonNode> entries = details.elements();
        JsonNode entry = entries.hasNext() ? entries.next() : details;
        int code = code(entry);
        if (code == 1) {
            return new Reply.Accepted(
                    Optional.of(entry.path("leadID").asText(""))
                            .filter(id -> LEAD_ID.matcher(id).matches()),
                    List.of());
        }
        return code == NO_CODE ? new Reply.Unknown("no entry for the lead") : entry(code, entry);
    }

    private static Reply entry(int code, JsonNode entry) {
        String message = entry.path("responseMessage").asText("");
        return switch (code) {
            case 80 -> REFUSALS.find(message, entry).orElseGet(() -> Rejected.because(ReplyTable.INVALID));
            case 340, 341 -> REFUSALS.find(message, entry).orElseGet(() -> Rejected.because(ReplyTable.UNKNOWN_LIST));
            case 900 -> interfaceError(message);
            default -> new Failed("a code that is not documented", false);
        };
    }

    /** What an answer's own code means where it is not success. */
    static Reply outer(int code, ObjectNode body) {
        return switch (code) {
            case 80 -> new Failed("request refused", false);
            case 100 -> new Failed("login refused", true);
            case 340, 341 -> Rejected.because(ReplyTable.UNKNOWN_LIST);
            case 800 -> new Failed("function refused", false);
            case 900 -> interfaceError(body.path("responseDetails").asText(""));
            default -> new Failed("a code that is not documented", false);
        };
    }

    /** Our own gateway may have the lead where it says that no decision came. */
    private static Reply interfaceError(String words) {
        return words.contains(Infocu5Answers.NO_DECISION)
                ? new Reply.Unknown("no decision in time")
                : new Failed("interface error", false);
    }

    /** A code is a number, or a text that is one. */
    static int code(JsonNode node) {
        String code = node.path("responseCode").asText("").strip();
        return code.matches("[0-9]{1,6}") ? Integer.parseInt(code) : NO_CODE;
    }
}
