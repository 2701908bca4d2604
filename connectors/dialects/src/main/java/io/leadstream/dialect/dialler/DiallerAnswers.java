package io.leadstream.dialect.dialler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Json;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.util.Map;

/** Every answer of lead/add and lead/cancel, as the document has it (004_f4cb2f563bb0dc64.txt). */
final class DiallerAnswers {

    static final String EXISTING_CONTACT = "Existing Contact";
    static final String ALREADY_SCHEDULED = "Another call is already scheduled";
    static final String UNKNOWN_TYPE = "Unknown Type";
    static final String NOT_FOUND = "not found";
    static final String ALREADY_PROCESSED = "already processed";
    static final String SERVER_ERROR_SAVE = "server error (save)";
    static final String SERVER_ERROR_GROUP = "server error (call group)";

    private DiallerAnswers() {}

    static Answer added() {
        return json(200, Json.object().put("saved", true).put("processed", true));
    }

    static Answer testOk() {
        return json(200, Json.object().put("test", "ok"));
    }

    /** Failing fields, each with its message. */
    static Answer failing(Map<String, String> failures) {
        ObjectNode body = Json.object();
        failures.forEach((field, message) -> body.putObject(field).put("0", message));
        return json(400, body);
    }

    /** An answer that concerns the call and not a lead. */
    static Answer error(int status, String message) {
        return json(status, Json.object().put("error", message));
    }

    /** The answer to a lead that was rejected; every reason has one. */
    static Answer rejected(Rejection rejection) {
        return switch (rejection.getReason()) {
            case DUPLICATE -> notProcessed(held(rejection) ? ALREADY_SCHEDULED : EXISTING_CONTACT);
            case TYPE_UNKNOWN -> notProcessed(UNKNOWN_TYPE);
            case PHONE_REQUIRED -> failing(Map.of("mobile", DiallerFields.blank("mobile")));
            case PHONE_INVALID, PHONE_PREFIX_INVALID, PHONE_AREA_CODE_INVALID, PHONE_NANPA_INVALID ->
                failing(Map.of("mobile", DiallerFields.invalid("mobile")));
            case DELAY_INVALID -> failing(Map.of("delays", DiallerFields.invalid("delays")));
            case LIST_UNKNOWN, LIST_NAME_UNKNOWN -> notProcessed("Unknown List");
            case LIST_NOT_ALLOWED -> notProcessed("List Not Allowed");
            case CAMPAIGN_UNKNOWN -> notProcessed("Unknown Campaign");
            case CUSTOM_FORM_MISSING -> notProcessed("No Custom Fields");
            case DUPLICATE_CHECK_INVALID -> notProcessed("Invalid Duplicate Check");
            case CALLBACK_INVALID -> notProcessed("Invalid Callback");
            case DIAL_VENDOR_UNKNOWN -> notProcessed("Unknown Vendor");
            case DNC, CAMPAIGN_DNC -> notProcessed("Do Not Call");
            case NOT_CONFIGURED -> error(500, "Not configured, please try again");
            case UNKNOWN -> notProcessed("Not Accepted");
        };
    }

    /** The answer to a cancel. */
    static Answer cancelled(LeadDecision decision) {
        return switch (decision.getOutcome()) {
            case CANCELLED -> json(200, Json.object().put("cancelled", true));
            case NOT_FOUND -> decision.getReasons().isEmpty() ? notCancelled(200, NOT_FOUND) : cancelRejected(decision);
            case ALREADY_PROCESSED -> notCancelled(200, ALREADY_PROCESSED);
            case REJECTED -> cancelRejected(decision);
            case UNKNOWN, ACCEPTED, ROUTED, EXPIRED, LISTED, ANSWERED -> notCancelled(200, SERVER_ERROR_SAVE);
        };
    }

    static Answer notCancelled(int status, String warning) {
        return json(status, Json.object().put("cancelled", false).put("warning", warning));
    }

    private static Answer cancelRejected(LeadDecision decision) {
        Reason reason = decision.getReasons().isEmpty()
                ? Reason.UNKNOWN
                : decision.getReasons().get(0).getReason();
        return switch (reason) {
            case PHONE_REQUIRED, PHONE_INVALID, PHONE_PREFIX_INVALID, PHONE_AREA_CODE_INVALID, PHONE_NANPA_INVALID ->
                failing(Map.of("mobile", DiallerFields.invalid("mobile")));
            case TYPE_UNKNOWN, LIST_UNKNOWN, LIST_NAME_UNKNOWN, CAMPAIGN_UNKNOWN, LIST_NOT_ALLOWED ->
                notCancelled(200, SERVER_ERROR_GROUP);
            case UNKNOWN,
                    CUSTOM_FORM_MISSING,
                    DELAY_INVALID,
                    DUPLICATE_CHECK_INVALID,
                    CALLBACK_INVALID,
                    DIAL_VENDOR_UNKNOWN,
                    DUPLICATE,
                    DNC,
                    CAMPAIGN_DNC,
                    NOT_CONFIGURED -> notCancelled(200, SERVER_ERROR_SAVE);
        };
    }

    static ObjectNode notProcessed(boolean saved, String error) {
        return Json.object().put("saved", saved).put("processed", false).put("error", error);
    }

    static Answer json(int status, ObjectNode body) {
        return Answer.json(status, body.toString());
    }

    private static Answer notProcessed(String error) {
        return json(200, notProcessed(true, error));
    }

    private static boolean held(Rejection rejection) {
        return rejection.getDuplicate().filter(hit -> hit.getHeld()).isPresent();
    }
}
