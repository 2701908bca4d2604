package io.leadstream.dialect.elision;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.DialReply;
import io.leadstream.dialect.Json;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DialRequest;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Reason;
import java.util.Locale;
import java.util.Map;

/** Every answer, letter for letter as the document has it (003_a1483199de05c880.txt). */
final class ElisionAnswers {

    static final String ACTION_BLANK = "PLEASE ENTER ACTION VALUE";
    static final String ACTION_NOT_VALID = "ENTERED ACTION IS NOT VALID";
    static final String LOGIN = "Login incorrect, please try again";

    static final String LEAD_CREATED = "LEAD CREATED SUCCESSFULLY";
    static final String RECORDS_CREATED = "RECORD(S) CREATED";
    static final String DIAL_SET = "EXTERNAL_DIAL FUNCTION SET";

    static final String NO_PERMISSION = "USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM";
    static final String SOURCE_BLANK = "SOURCE IS REQUIRED";
    static final String SOURCE_SHORT = "PLEASE ENTER TWO DIGIT SOURCE VALUE";
    static final String CUSTOM_FIELDS_NOT_Y = "CUSTOM_FIELDS IS REQUIRED AND MUST HAVE SET TO Y";
    static final String NO_CUSTOM_FORM = "CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST";
    static final String MULTI_LEADS_BLANK = "MULTI_LEAD IS REQUIRED FIELDS";
    static final String JSON_SYNTAX = "PLEASE CHECK YOUR JSON SYNTAX";
    static final String PHONE_BLANK = "PHONE NUMBER IS REQUIRED";
    static final String PHONE_NOT_VALID = "PHONE NUMBER IS NOT VALID";
    static final String LIST_BLANK = "LIST ID IS REQUIRED";
    static final String LIST_LENGTH = "LIST ID MINIMUM 3 DIGIT AND MAXIMUM 14 DIGIT";

    static final String DIAL_NOT_LOGGED_IN = "AGENT_USER IS NOT LOGGED IN";
    static final String DIAL_NOT_PAUSED = "AGENT_USER IS NOT PAUSED";
    static final String DIAL_NOT_ALLOWED = "AGENT_USER IS NOT ALLOWED TO PLACE MANUAL DIAL CALLS";
    static final String VALUE_NOT_VALID = "VALUE IS NOT VALID";
    static final String VALUE_BLANK = "VALUE IS REQUIRED";

    // Ours, where the document has no words.
    static final String DUPLICATE = "DUPLICATE PHONE NUMBER";
    static final String IN_DNC = "PHONE NUMBER IN DNC";
    static final String NO_DECISION = "NO DECISION IN TIME, PLEASE TRY AGAIN";
    static final String NOT_CONFIGURED = "SYSTEM NOT CONFIGURED, PLEASE TRY AGAIN";
    static final String VERIFICATION_CODE = "CARD VERIFICATION CODES ARE NOT ACCEPTED";
    static final String NOT_CREATED = "LEAD NOT CREATED";
    static final String VENDOR_NOT_FOUND = "DIALER NOT FOUND IN SYSTEM";
    static final String DIALER_SILENT = "NO ANSWER FROM DIALER, PLEASE CHECK THE AGENT SCREEN";

    private ElisionAnswers() {}

    static Answer of(ObjectNode body) {
        return of(200, body);
    }

    static Answer of(int status, ObjectNode body) {
        return Answer.json(status, body.toString());
    }

    /** The one kind of answer that says status instead of success. */
    static ObjectNode badAction(String message) {
        return Json.object().put("status", "false").put("message", message);
    }

    static ObjectNode login() {
        return said("false", LOGIN);
    }

    static ObjectNode error(String function, String message) {
        return said("false", function + " " + message);
    }

    static ObjectNode undecided(String function) {
        return error(function, NO_DECISION);
    }

    static String required(String parameter) {
        return parameter.toUpperCase(Locale.ROOT) + " IS REQUIRED";
    }

    static String notValid(String parameter) {
        return parameter.toUpperCase(Locale.ROOT) + " IS NOT VALID";
    }

    static String phoneLength(String function) {
        return function.equals(Elision.ADD_LEAD)
                ? "PHONE NUMBER MUST HAVE MINIMUM 6 DIGIT AND MAXIMUM 16 DIGIT"
                : "PHONE NUMBER MINIMUM 6 DIGIT AND MAXIMUM 16 DIGIT";
    }

    static String listUnknown(String function, String list) {
        return function.equals(Elision.ADD_LEAD)
                ? "LIST ID NOT FOUND IN SYSTEM"
                : "LIST ID " + list + " DOES NOT EXISTS";
    }

    /** The answer to a lead: its id is a text in add_lead and a number in add_multi_lead. */
    static ObjectNode lead(String function, Map<String, String> given, String list, LeadDecision decision) {
        if (decision.getOutcome() != DecisionOutcome.ACCEPTED) {
            return error(function, why(function, list, decision));
        }
        boolean one = function.equals(Elision.ADD_LEAD);
        ObjectNode body = said("true", function + " " + (one ? LEAD_CREATED : RECORDS_CREATED));
        ObjectNode data = body.putObject("data")
                .put("Phone Number", given.getOrDefault("phone_number", "").strip())
                .put("List ID", list);
        if (one) {
            data.put("Lead ID", Long.toString(decision.getLeadId()));
        } else {
            data.put("Lead ID", decision.getLeadId());
        }
        data.put("Status", "NEW");
        String prospect = given.getOrDefault("prospects_id", "").strip();
        if (!prospect.isEmpty()) {
            data.put("Prospects Id", prospect);
        }
        return body;
    }

    /** The answer to a dial: what the vendor said, or why none was asked. */
    static ObjectNode dialled(DialRequest dial, LeadDecision decision) {
        if (decision.getOutcome() != DecisionOutcome.ANSWERED) {
            return error(Elision.MANUAL_DIAL, why(Elision.MANUAL_DIAL, "", decision));
        }
        String reply = decision.getReply().orElse(DialReply.NO_ANSWER);
        if (!reply.equals(DialReply.SUCCESS)) {
            return error(Elision.MANUAL_DIAL, dialWords(reply));
        }
        ObjectNode body = said("true", Elision.MANUAL_DIAL + " " + DIAL_SET);
        ObjectNode data = body.putObject("data").put("Phone Number", dial.getPhone());
        dial.getProspectId().ifPresent(prospect -> data.put("Prospects Id", prospect));
        return body;
    }

    private static String dialWords(String reply) {
        return switch (reply) {
            case DialReply.NOT_LOGGED_IN -> DIAL_NOT_LOGGED_IN;
            case DialReply.NOT_PAUSED -> DIAL_NOT_PAUSED;
            case DialReply.NOT_ALLOWED -> DIAL_NOT_ALLOWED;
            case DialReply.VALUE_INVALID -> VALUE_NOT_VALID;
            case DialReply.VALUE_BLANK -> VALUE_BLANK;
            default -> DIALER_SILENT;
        };
    }

    private static String why(String function, String list, LeadDecision decision) {
        Reason reason = decision.getReasons().isEmpty()
                ? Reason.UNKNOWN
                : decision.getReasons().get(0).getReason();
        return function.equals(Elision.MANUAL_DIAL) ? dialReason(reason) : leadReason(function, list, reason);
    }

    /** Every reason has words. */
    private static String leadReason(String function, String list, Reason reason) {
        return switch (reason) {
            case PHONE_REQUIRED -> PHONE_BLANK;
            case PHONE_INVALID, PHONE_PREFIX_INVALID, PHONE_AREA_CODE_INVALID, PHONE_NANPA_INVALID -> PHONE_NOT_VALID;
            case LIST_UNKNOWN, LIST_NAME_UNKNOWN, LIST_NOT_ALLOWED -> listUnknown(function, list);
            case CUSTOM_FORM_MISSING -> NO_CUSTOM_FORM;
            case CAMPAIGN_UNKNOWN -> "CAMPAIGN NOT FOUND IN SYSTEM";
            case TYPE_UNKNOWN -> "LEAD TYPE NOT FOUND IN SYSTEM";
            case DELAY_INVALID -> "DELAY IS NOT VALID";
            case DUPLICATE_CHECK_INVALID -> "DUPLICATE CHECK IS NOT VALID";
            case CALLBACK_INVALID -> "CALLBACK IS NOT VALID";
            case DIAL_VENDOR_UNKNOWN -> VENDOR_NOT_FOUND;
            case DUPLICATE -> DUPLICATE;
            case DNC -> IN_DNC;
            case CAMPAIGN_DNC -> "PHONE NUMBER IN CAMPAIGN DNC";
            case NOT_CONFIGURED -> NOT_CONFIGURED;
            case UNKNOWN -> NOT_CREATED;
        };
    }

    private static String dialReason(Reason reason) {
        return switch (reason) {
            case PHONE_REQUIRED -> VALUE_BLANK;
            case PHONE_INVALID, PHONE_PREFIX_INVALID, PHONE_AREA_CODE_INVALID, PHONE_NANPA_INVALID -> VALUE_NOT_VALID;
            case DIAL_VENDOR_UNKNOWN -> VENDOR_NOT_FOUND;
            case DNC -> "VALUE IN DNC";
            case CAMPAIGN_DNC -> "VALUE IN CAMPAIGN DNC";
            case NOT_CONFIGURED -> NOT_CONFIGURED;
            case UNKNOWN,
                    LIST_UNKNOWN,
                    LIST_NAME_UNKNOWN,
                    CAMPAIGN_UNKNOWN,
                    TYPE_UNKNOWN,
                    LIST_NOT_ALLOWED,
                    CUSTOM_FORM_MISSING,
                    DELAY_INVALID,
                    DUPLICATE_CHECK_INVALID,
                    CALLBACK_INVALID,
                    DUPLICATE -> "CALL NOT PLACED";
        };
    }

    private static ObjectNode said(String success, String message) {
        return Json.object().put("success", success).put("message", message);
    }
}
