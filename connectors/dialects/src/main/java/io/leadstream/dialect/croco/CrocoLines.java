package io.leadstream.dialect.croco;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Form;
import io.leadstream.schema.Callback;
import io.leadstream.schema.DecisionNotes;
import io.leadstream.schema.DncHit;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.HoldCause;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every line that add_lead answers, field for field as the document has it (001_84572149281148be.txt).
 *
 * @param account who asked
 * @param lead the lead as it was read
 * @param form what was asked
 * @param notes what the gateway noted
 */
record CrocoLines(Account account, Lead lead, Form form, List<String> notes) {

    static final String NO_FUNCTION = "ERROR: NO FUNCTION SPECIFIED";
    static final String INVALID_SOURCE = "ERROR: Invalid Source";
    static final String LOGIN = "ERROR: Login incorrect, please try again";

    private static final int MINUTES_AN_HOUR = 60;

    String noPermission() {
        return error("USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM", account.name(), "0");
    }

    String entryListRefused() {
        return error("ENTRY LIST ID NOT ALLOWED WITH CUSTOM FIELDS", phone(), form.get("entry_list_id"));
    }

    /** A line of ours: the document knows no card. */
    String verificationCodeRefused() {
        return error("CARD VERIFICATION CODES ARE NOT ACCEPTED", phone(), account.name());
    }

    /** The SUCCESS line and the notices that belong to it. */
    String accepted(LeadDecision decision) {
        String id = Long.toString(decision.getLeadId());
        List<String> told = new ArrayList<>(notes);
        told.addAll(decision.getNotes());
        List<String> lines = new ArrayList<>();
        lines.add("SUCCESS: add_lead LEAD HAS BEEN ADDED - "
                + fields(phone(), account.name(), list(decision), id, offset(decision)));
        if (lead.getSettings().getAddToHopper()) {
            lines.add(hopper(decision, id));
        }
        if (lead.getSettings().getCustomFields()) {
            lines.add(customFields(id, list(decision), told));
        }
        if (!lead.getMultiAltPhones().isEmpty()) {
            String count = Integer.toString(lead.getMultiAltPhones().size());
            lines.add(notice("MULTI-ALT-PHONE NUMBERS LOADED", count, account.name(), id));
        }
        if (Callbacks.asked(form)) {
            lines.add(callback(decision, id, told));
        }
        if (told.contains(DecisionNotes.NANPA_NOT_LOADED)) {
            lines.add(notice("NANPA options disabled, NANPA prefix data not loaded", "0", account.name()));
        }
        return String.join("\n", lines);
    }

    /** The ERROR line of a rejected lead: that of its first reason. */
    String rejected(LeadDecision decision) {
        return decision.getReasons().isEmpty()
                ? rejected(Reason.UNKNOWN)
                : rejected(decision.getReasons().get(0), decision.getCampaign().orElse(""));
    }

    /** The ERROR line of a lead that got no further than the gateway. */
    String rejected(Reason reason) {
        return rejected(Rejection.newBuilder().setReason(reason).build(), "");
    }

    /** Every reason has a line. */
    private String rejected(Rejection rejection, String listCampaign) {
        String value = rejection.getDetail().orElse("");
        return switch (rejection.getReason()) {
            case PHONE_REQUIRED, PHONE_INVALID -> error("INVALID PHONE NUMBER LENGTH", phone(), account.name());
            case PHONE_PREFIX_INVALID -> error("INVALID PHONE NUMBER PREFIX", phone(), account.name());
            case PHONE_AREA_CODE_INVALID -> error("INVALID PHONE NUMBER AREACODE", phone(), account.name());
            case PHONE_NANPA_INVALID -> error("INVALID PHONE NUMBER NANPA AREACODE PREFIX", phone(), account.name());
            case LIST_UNKNOWN, LIST_NAME_UNKNOWN ->
                error("NOT A DEFINED LIST ID, LIST EXISTS CHECK ENABLED", phone(), givenList());
            case LIST_NOT_ALLOWED -> error("NOT AN ALLOWED LIST ID", phone(), givenList());
            case CAMPAIGN_UNKNOWN -> error("CAMPAIGN NOT VALID", phone(), account.name(), campaign());
            case TYPE_UNKNOWN -> error("LEAD TYPE NOT VALID", phone(), account.name(), value);
            case CUSTOM_FORM_MISSING ->
                error("CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST", phone(), "0", givenList());
            case DELAY_INVALID -> error("INVALID DELAY", phone(), account.name(), value);
            case DUPLICATE_CHECK_INVALID ->
                error("INVALID DUPLICATE CHECK", phone(), account.name(), form.get("duplicate_check"));
            case CALLBACK_INVALID ->
                error("INVALID CALLBACK DATETIME", phone(), account.name(), form.get("callback_datetime"));
            case DIAL_VENDOR_UNKNOWN -> error("VENDOR NOT VALID", phone(), account.name(), value);
            case DUPLICATE -> rejection.getDuplicate().map(this::duplicate).orElseGet(this::notAdded);
            case DNC -> error("PHONE NUMBER IN DNC", phone(), account.name());
            case CAMPAIGN_DNC ->
                error(
                        "PHONE NUMBER IN CAMPAIGN DNC",
                        phone(),
                        rejection
                                .getDnc()
                                .map(DncHit::getListedBy)
                                .orElseGet(() -> lead.getCampaign().orElse(listCampaign)),
                        account.name());
            case NOT_CONFIGURED -> error("SYSTEM NOT CONFIGURED, PLEASE TRY AGAIN", phone(), account.name());
            case UNKNOWN -> notAdded();
        };
    }

    /** A line of ours for a call that gets no decision. */
    String undecided(String why) {
        return error(why, phone(), account.name());
    }

    private String notAdded() {
        return error("LEAD HAS NOT BEEN ADDED", phone(), givenList(), account.name());
    }

    private String duplicate(DuplicateHit hit) {
        List<String> fields = new ArrayList<>();
        String what = switch (hit.getCheck().getMatchOn()) {
            case PHONE, PHONE_OR_ALT, UNKNOWN -> {
                fields.add(phone());
                yield "PHONE NUMBER";
            }
            case TITLE_ALT_PHONE -> {
                fields.addAll(
                        List.of(lead.getTitle().orElse(""), lead.getAltPhone().orElse("")));
                yield "TITLE ALT_PHONE";
            }
            case NAME_PHONE -> {
                fields.addAll(List.of(
                        lead.getFirstName().orElse(""), lead.getLastName().orElse(""), phone()));
                yield "NAME PHONE";
            }
        };
        fields.addAll(List.of(givenList(), Long.toString(hit.getLeadId())));
        if (namesEarlierList(hit)) {
            fields.add(hit.getListId());
        }
        matched(hit).ifPresent(fields::add);
        return error("DUPLICATE " + what + " IN " + where(hit.getCheck().getScope()), fields.toArray(String[]::new));
    }

    /** Every line but two kinds' IN LIST, where the earlier list is the list given. */
    private static boolean namesEarlierList(DuplicateHit hit) {
        return switch (hit.getCheck().getMatchOn()) {
            case PHONE, PHONE_OR_ALT, TITLE_ALT_PHONE, UNKNOWN -> hit.getCheck().getScope() != DuplicateScope.LIST;
            case NAME_PHONE -> true;
        };
    }

    private static Optional<String> matched(DuplicateHit hit) {
        return switch (hit.getCheck().getMatchOn()) {
            case PHONE_OR_ALT -> Optional.of(hit.getMatched() == MatchedField.ALT_PHONE ? "ALT" : "PHONE");
            case PHONE, TITLE_ALT_PHONE, NAME_PHONE, UNKNOWN -> Optional.empty();
        };
    }

    private static String where(DuplicateScope scope) {
        return switch (scope) {
            case LIST -> "LIST";
            case CAMPAIGN -> "CAMPAIGN LISTS";
            case SYSTEM, UNKNOWN -> "SYSTEM";
        };
    }

    private String hopper(LeadDecision decision, String id) {
        return decision.getHoldCause() == HoldCause.CALLING_HOURS
                ? notice(
                        "NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME",
                        phone(),
                        account.name(),
                        id,
                        offset(decision),
                        "0")
                : notice("ADDED TO HOPPER", phone(), account.name(), id, id);
    }

    private String customFields(String id, String list, List<String> told) {
        if (told.contains(DecisionNotes.CUSTOM_FIELDS_DISABLED)) {
            return notice("CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED", phone(), "Y", "0");
        }
        if (told.contains(DecisionNotes.CUSTOM_FORM_MISSING)) {
            return notice("CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST", phone(), id, list);
        }
        return lead.getCustomFields().isEmpty()
                ? notice("CUSTOM FIELDS NOT ADDED, NO FIELDS DEFINED", phone(), id, list)
                : notice("CUSTOM FIELDS VALUES ADDED", phone(), id, list);
    }

    private String callback(LeadDecision decision, String id, List<String> told) {
        if (told.contains(DecisionNotes.CALLBACK_CAMPAIGN_UNKNOWN)) {
            return notice("SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID", id, campaign());
        }
        Optional<Callback> callback = lead.getSettings().getCallback();
        if (callback.isEmpty() || told.contains(DecisionNotes.CALLBACK_USER_UNKNOWN)) {
            String user = form.get("callback_user");
            return notice("SCHEDULED CALLBACK NOT ADDED, USER NOT VALID", id, campaign(), user, "");
        }
        return notice(
                "SCHEDULED CALLBACK ADDED",
                id,
                Callbacks.shown(callback.get(), decision.getSubmittedAt(), account.zone()),
                campaign(),
                callback.get().getUser().orElse(""),
                Callbacks.type(callback.get()),
                callback.get().getStatus());
    }

    private String phone() {
        return lead.getPhone().orElse("");
    }

    private String givenList() {
        return lead.getListId().orElseGet(() -> form.get("list_id"));
    }

    private String list(LeadDecision decision) {
        return decision.getListId().orElseGet(this::givenList);
    }

    private String campaign() {
        return lead.getCampaign().orElse("");
    }

    /** Hours from UTC, as -5, -3.5 or 0; empty if the zone is not known. */
    private static String offset(LeadDecision decision) {
        return decision.getUtcOffsetMinutes()
                .map(minutes -> BigDecimal.valueOf(minutes)
                        .divide(BigDecimal.valueOf(MINUTES_AN_HOUR), 2, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString())
                .orElse("");
    }

    private static String error(String words, String... values) {
        return "ERROR: add_lead " + words + " - " + fields(values);
    }

    private static String notice(String words, String... values) {
        return "NOTICE: add_lead " + words + " - " + fields(values);
    }

    private static String fields(String... values) {
        return List.of(values).stream()
                .map(value -> value.replaceAll("\\p{Cntrl}+", " "))
                .collect(Collectors.joining("|"));
    }
}
