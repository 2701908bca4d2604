package io.leadstream.dialect.infocu5;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Json;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Reason;
import java.util.List;

/** Every answer and its code (002_2daa33e0d27fd676.txt). */
final class Infocu5Answers {

    /** A documented code with its documented message. */
    enum Code {
        SUCCESS(1, "Success"),
        MALFORMED(80, "Improperly formatted request (JSON format required)"),
        LOGIN(100, "Invalid ID and Transaction Key combination"),
        NO_CALLS(340, "No Calls found"),
        NO_CAMPAIGNS(340, "No Campaigns available"),
        NO_AGENTS(341, "No Agents available"),
        INVALID_FUNCTION(800, "Invalid function"),
        ERROR(900, "The interface encountered an error");

        final int number;
        final String message;

        Code(int number, String message) {
            this.number = number;
            this.message = message;
        }
    }

    static final String NO_DECISION = "no decision in time, please try again";

    // Messages of ours in a lead's entry.
    static final String DUPLICATE = "Duplicate lead";
    static final String DNC = "Do not call";
    static final String PHONE_INVALID = "leadPhone is not a valid phone number";
    static final String LIST_UNKNOWN = "Unknown list";
    static final String LIST_NOT_ALLOWED = "List not allowed";
    static final String CAMPAIGN_UNKNOWN = "Unknown campaign";

    private Infocu5Answers() {}

    static Answer of(Code code) {
        return of(200, code);
    }

    static Answer of(int status, Code code) {
        return Answer.json(status, body(code).toString());
    }

    static Answer success(JsonNode details) {
        ObjectNode body = body(Code.SUCCESS);
        body.set("responseDetails", details);
        return Answer.json(200, body.toString());
    }

    /** Code 900 with what is known beside the documented message. */
    static Answer error(int status, String details) {
        return Answer.json(
                status, body(Code.ERROR).put("responseDetails", details).toString());
    }

    /** The entry of a lead that has a decision; notes are what the producer must hear beside a success. */
    static ObjectNode entry(LeadDecision decision, List<String> notes) {
        if (decision.getOutcome() == DecisionOutcome.ACCEPTED) {
            String message = Code.SUCCESS.message + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")");
            return entry(Long.toString(decision.getLeadId()), Code.SUCCESS.number, message);
        }
        return rejected(
                decision.getReasons().isEmpty()
                        ? Reason.UNKNOWN
                        : decision.getReasons().get(0).getReason());
    }

    /** The entry of a lead that is at fault. */
    static ObjectNode malformed(String why) {
        return entry("", Code.MALFORMED.number, why);
    }

    /** The entry of a lead that was offered and has no decision. */
    static ObjectNode undecided() {
        return entry("", Code.ERROR.number, Code.ERROR.message + ": " + NO_DECISION);
    }

    /** Every reason has an entry: 80 where the lead is refused, 340 where its campaign or list is, 900 where we are at fault. */
    private static ObjectNode rejected(Reason reason) {
        return switch (reason) {
            case PHONE_REQUIRED -> malformed("leadPhone is required");
            case PHONE_INVALID, PHONE_PREFIX_INVALID, PHONE_AREA_CODE_INVALID, PHONE_NANPA_INVALID ->
                malformed(PHONE_INVALID);
            case LIST_UNKNOWN, LIST_NAME_UNKNOWN, TYPE_UNKNOWN -> noCampaign(LIST_UNKNOWN);
            case LIST_NOT_ALLOWED -> noCampaign(LIST_NOT_ALLOWED);
            case CAMPAIGN_UNKNOWN -> noCampaign(CAMPAIGN_UNKNOWN);
            case CUSTOM_FORM_MISSING -> malformed("No custom fields in this list");
            case DELAY_INVALID -> malformed("Invalid delay");
            case DUPLICATE_CHECK_INVALID -> malformed("Invalid duplicate check");
            case CALLBACK_INVALID -> malformed("Invalid callback");
            case DIAL_VENDOR_UNKNOWN -> malformed("Unknown dialer");
            case DUPLICATE -> malformed(DUPLICATE);
            case DNC, CAMPAIGN_DNC -> malformed(DNC);
            case NOT_CONFIGURED -> entry("", Code.ERROR.number, Code.ERROR.message + ": not configured");
            case UNKNOWN -> entry("", Code.ERROR.number, Code.ERROR.message);
        };
    }

    private static ObjectNode noCampaign(String why) {
        return entry("", Code.NO_CAMPAIGNS.number, why);
    }

    private static ObjectNode entry(String leadId, int code, String message) {
        return Json.object().put("leadID", leadId).put("responseCode", code).put("responseMessage", message);
    }

    private static ObjectNode body(Code code) {
        return Json.object().put("responseCode", code.number).put("responseMessage", code.message);
    }
}
