package io.leadstream.dialect.partials;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.CardNumber;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Reason;
import java.util.Comparator;
import java.util.List;

/** Every line that is answered (000_cd0a9381579b89af.txt); a failure says in brackets what a person can act on. */
final class PartialsAnswers {

    static final String FAILED = "!Failed importing lead.";
    static final String IMPORTED = "Successfully imported lead ";

    static final String NOT_FOUND = "not found";
    static final String ALREADY_PROCESSED = "already processed";
    static final String UNKNOWN_CLIENT = "client_id is unknown";
    static final String NOT_ALLOWED = "client_id may not do this";
    static final String CAMPAIGN_NOT_ALLOWED = "campaign_id is not allowed";
    static final String PHONE_INVALID = "fields_phone is not a phone number";
    static final String DUPLICATE = "duplicate lead";
    static final String DNC = "phone is on the do-not-call list";
    static final String LIST_UNKNOWN = "list_name is not known in this campaign";
    static final String CAMPAIGN_UNKNOWN = "campaign_id is unknown";
    static final String NO_DECISION = "no decision in time, please try again";
    static final String UNAVAILABLE = "not available, please try again";
    static final String BUSY = "too many requests, please try again";
    static final String NOT_CONFIGURED = "not configured, please try again";

    private PartialsAnswers() {}

    /** The answer to a lead; a card number that was dropped is told on a line of its own. */
    static Answer added(LeadDecision decision, List<String> notes) {
        if (decision.getOutcome() != DecisionOutcome.ACCEPTED) {
            return failed(200, why(decision));
        }
        StringBuilder lines = new StringBuilder(imported(decision.getLeadId()));
        CardNumber.dropped(notes).forEach(note -> lines.append('[').append(note).append("]\n"));
        return Answer.text(200, lines.toString());
    }

    /** The answer to a withdrawal, with the id of the newest lead withdrawn. */
    static Answer withdrawn(LeadDecision decision) {
        return switch (decision.getOutcome()) {
            case CANCELLED ->
                Answer.text(
                        200,
                        imported(decision.getCancelledLeads().stream()
                                .max(Comparator.naturalOrder())
                                .orElse(decision.getLeadId())));
            case NOT_FOUND -> failed(200, NOT_FOUND);
            case ALREADY_PROCESSED -> failed(200, ALREADY_PROCESSED);
            case REJECTED -> failed(200, why(decision));
            case UNKNOWN, ACCEPTED, ROUTED, EXPIRED, LISTED, ANSWERED -> failed(200, NO_DECISION);
        };
    }

    /** A failure line. */
    static Answer failed(int status, String why) {
        return Answer.text(status, FAILED + " [" + why + "]\n");
    }

    private static String imported(long leadId) {
        return IMPORTED + "'{" + leadId + "}'.\n";
    }

    private static String why(LeadDecision decision) {
        return decision.getReasons().isEmpty()
                ? why(Reason.UNKNOWN)
                : why(decision.getReasons().get(0).getReason());
    }

    /** Every reason has words. */
    private static String why(Reason reason) {
        return switch (reason) {
            case PHONE_REQUIRED -> "fields_phone is required";
            case PHONE_INVALID, PHONE_PREFIX_INVALID, PHONE_AREA_CODE_INVALID, PHONE_NANPA_INVALID -> PHONE_INVALID;
            case LIST_NAME_UNKNOWN, LIST_UNKNOWN, TYPE_UNKNOWN -> LIST_UNKNOWN;
            case CAMPAIGN_UNKNOWN -> CAMPAIGN_UNKNOWN;
            case LIST_NOT_ALLOWED -> "list_name is not allowed";
            case CUSTOM_FORM_MISSING -> "the list has no custom fields";
            case DELAY_INVALID -> "delay is longer than allowed";
            case DUPLICATE_CHECK_INVALID -> "invalid duplicate check";
            case CALLBACK_INVALID -> "invalid callback";
            case DIAL_VENDOR_UNKNOWN -> "unknown vendor";
            case DUPLICATE -> DUPLICATE;
            case DNC, CAMPAIGN_DNC -> DNC;
            case NOT_CONFIGURED -> NOT_CONFIGURED;
            case UNKNOWN -> "not accepted";
        };
    }
}
