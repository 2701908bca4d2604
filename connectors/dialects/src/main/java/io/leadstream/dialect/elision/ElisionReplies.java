package io.leadstream.dialect.elision;

import static io.leadstream.dialect.ReplyTable.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.DialReply;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Failed;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.ReplyTable;
import io.leadstream.schema.DeliveryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a vendor's answers mean (003_a1483199de05c880.txt). */
final class ElisionReplies {

    /** Messages without the function's name. */
    static final ReplyTable<ObjectNode> ERRORS = ReplyTable.of(
            row(ElisionAnswers.LOGIN, new Failed("login refused", true)),
            row(ElisionAnswers.ACTION_BLANK, new Failed("function refused", false)),
            row(ElisionAnswers.ACTION_NOT_VALID, new Failed("function refused", false)),
            row("USER DOES NOT HAVE PERMISSION", new Failed("permission refused", false)),
            row(ElisionAnswers.SOURCE_BLANK, new Failed("source refused", false)),
            row(ElisionAnswers.SOURCE_SHORT, new Failed("source refused", false)),
            row(ElisionAnswers.JSON_SYNTAX, new Failed("request refused", false)),
            row(ElisionAnswers.MULTI_LEADS_BLANK, new Failed("request refused", false)),
            row(ElisionAnswers.PHONE_BLANK, Rejected.because(ReplyTable.INVALID)),
            row(ElisionAnswers.PHONE_NOT_VALID, Rejected.because(ReplyTable.INVALID)),
            row("PHONE NUMBER MUST HAVE MINIMUM", Rejected.because(ReplyTable.INVALID)),
            row("PHONE NUMBER MINIMUM", Rejected.because(ReplyTable.INVALID)),
            row(ElisionAnswers.LIST_BLANK, Rejected.because(ReplyTable.UNKNOWN_LIST)),
            row("LIST ID MINIMUM", Rejected.because(ReplyTable.UNKNOWN_LIST)),
            row("LIST ID ", Rejected.because(ReplyTable.UNKNOWN_LIST)),
            row("CUSTOM_FIELDS IS REQUIRED", Rejected.because(ReplyTable.REFUSED)),
            row("CUSTOM FIELDS NOT ADDED", Rejected.because(ReplyTable.REFUSED)),
            row(ElisionAnswers.DIAL_NOT_LOGGED_IN, Rejected.because(DialReply.NOT_LOGGED_IN)),
            row(ElisionAnswers.DIAL_NOT_PAUSED, Rejected.because(DialReply.NOT_PAUSED)),
            row(ElisionAnswers.DIAL_NOT_ALLOWED, Rejected.because(DialReply.NOT_ALLOWED)),
            row(ElisionAnswers.VALUE_NOT_VALID, Rejected.because(DialReply.VALUE_INVALID)),
            row(ElisionAnswers.VALUE_BLANK, Rejected.because(DialReply.VALUE_BLANK)),
            // Words of our own gateway that the document does not have.
            row(ElisionAnswers.DUPLICATE, Rejected.because(ReplyTable.DUPLICATE)),
            row(ElisionAnswers.IN_DNC, Rejected.because(ReplyTable.DNC)),
            row("PHONE NUMBER IN CAMPAIGN DNC", Rejected.because(ReplyTable.DNC)),
            row("VALUE IN ", Rejected.because(ReplyTable.DNC)),
            row("NO DECISION IN TIME", new Reply.Unknown("no decision in time")),
            row("NO ANSWER FROM DIALER", new Reply.Unknown("no answer from the dialer")),
            row("SYSTEM NOT AVAILABLE", new Failed("not available", false)),
            row("SYSTEM NOT CONFIGURED", new Failed("not configured", false)),
            row(ElisionAnswers.NOT_CREATED, new Failed("lead not created", false)),
            row(ElisionAnswers.VENDOR_NOT_FOUND, Rejected.because(ReplyTable.REFUSED)),
            row("CALL NOT PLACED", Rejected.because(ReplyTable.REFUSED)),
            row("CAMPAIGN NOT FOUND", Rejected.because(ReplyTable.REFUSED)),
            row("LEAD TYPE NOT FOUND", Rejected.because(ReplyTable.REFUSED)),
            row("DELAY IS NOT VALID", Rejected.because(ReplyTable.INVALID)),
            row("DUPLICATE CHECK IS NOT VALID", Rejected.because(ReplyTable.INVALID)),
            row("CALLBACK IS NOT VALID", Rejected.because(ReplyTable.INVALID)));

    private static final String LEAD = "lead ";
    private static final Pattern FUNCTION = Pattern.compile("^(?:add_lead|add_multi_lead|manual_dial)\\s{1,9}");
    private static final Pattern BLANKS = Pattern.compile("\\s{1,99}");
    private static final Pattern LEAD_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private ElisionReplies() {}

    /** What an answer to a delivery means: success first, then busy, then the message; whatever the status. */
    static Reply read(Answer answer, DeliveryKind kind) {
        return read(answer, Json.object(answer.body()).map(ElisionReplies::first), kind);
    }

    /**
     * What an answer to several leads means for each: its numbered entry where leads are numbered, and where they are not,
     * the whole, which then must not be a success, since nothing says whose.
     */
    static List<Reply> readEach(Answer answer, int leads) {
        Optional<ObjectNode> body = Json.object(answer.body());
        boolean numbered = body.filter(ElisionReplies::isNumbered).isPresent();
        Reply whole = read(answer, body, DeliveryKind.SEND);
        List<Reply> replies = new ArrayList<>();
        for (int lead = 1; lead <= leads; lead++) {
            JsonNode entry = body.orElseGet(Json::object).path(LEAD + lead);
            if (entry instanceof ObjectNode own) {
                replies.add(read(answer, Optional.of(own), DeliveryKind.SEND));
            } else if (numbered || whole instanceof Reply.Accepted) {
                replies.add(new Reply.Unknown("no entry for the lead"));
            } else {
                replies.add(whole);
            }
        }
        return replies;
    }

    private static Reply read(Answer answer, Optional<ObjectNode> body, DeliveryKind kind) {
        String message = body.map(ElisionReplies::message).orElse("");
        boolean success =
                body.map(said -> said.path("success").asText("").equals("true")).orElse(false);
        if (success && isSuccess(message, kind)) {
            return new Reply.Accepted(body.flatMap(ElisionReplies::leadId), List.of());
        }
        Optional<Reply> busy = ReplyTable.busy(answer);
        if (busy.isPresent()) {
            return busy.get();
        }
        if (message.isEmpty()) {
            return ReplyTable.otherwise(answer);
        }
        return success
                ? new Reply.Unknown("a success that is not documented")
                : ERRORS.find(message, body.orElseThrow())
                        .orElseGet(() -> new Failed("an error that is not documented", false));
    }

    private static boolean isSuccess(String message, DeliveryKind kind) {
        return switch (kind) {
            case SEND ->
                message.startsWith(ElisionAnswers.LEAD_CREATED) || message.startsWith(ElisionAnswers.RECORDS_CREATED);
            case DIAL -> message.startsWith(ElisionAnswers.DIAL_SET);
            case WITHDRAW, UNKNOWN -> false;
        };
    }

    /** The answer itself, or that of the first lead where they are numbered. */
    private static ObjectNode first(ObjectNode body) {
        return body.path(LEAD + 1) instanceof ObjectNode lead ? lead : body;
    }

    private static boolean isNumbered(ObjectNode body) {
        return body.properties().stream().anyMatch(entry -> entry.getKey().startsWith(LEAD));
    }

    private static String message(ObjectNode body) {
        String message =
                BLANKS.matcher(body.path("message").asText("")).replaceAll(" ").strip();
        return FUNCTION.matcher(message).replaceFirst("");
    }

    private static Optional<String> leadId(JsonNode body) {
        return Optional.of(body.path("data").path("Lead ID").asText(""))
                .filter(id -> LEAD_ID.matcher(id).matches());
    }
}
