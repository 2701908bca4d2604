package io.leadstream.dialect.elision;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.Form;
import io.leadstream.schema.Lead;
import io.leadstream.schema.PhoneIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One lead of add_lead or add_multi_lead as it comes in, and what is wrong with it. */
final class ElisionLead {

    private static final String DEFAULT_LIST = "999";
    private static final int LIST_LEAST = 3;
    private static final int LIST_MOST = 14;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private ElisionLead() {}

    /** What is wrong with what a call says of all its leads: the message without the function's name. */
    static Optional<String> wrongCall(String function, Form form) {
        String source = form.get("source");
        if (source.isEmpty()) {
            return Optional.of(ElisionAnswers.SOURCE_BLANK);
        }
        if (function.equals(Elision.ADD_MULTI_LEAD) && source.length() < 2) {
            return Optional.of(ElisionAnswers.SOURCE_SHORT);
        }
        return form.get("custom_fields").equalsIgnoreCase("Y")
                ? Optional.empty()
                : Optional.of(ElisionAnswers.CUSTOM_FIELDS_NOT_Y);
    }

    /** What is wrong with one lead. */
    static Optional<String> wrong(String function, Map<String, String> lead, Account account) {
        if (CardNumber.hasVerificationCode(lead)) {
            return Optional.of(ElisionAnswers.VERIFICATION_CODE);
        }
        String phone = lead.getOrDefault("phone_number", "").strip();
        if (phone.isEmpty()) {
            return Optional.of(ElisionAnswers.PHONE_BLANK);
        }
        if (!DIGITS.matcher(phone).matches()) {
            return Optional.of(ElisionAnswers.PHONE_NOT_VALID);
        }
        if (!PhoneIdentity.isPhone(phone)) {
            return Optional.of(ElisionAnswers.phoneLength(function));
        }
        String list = list(lead);
        if (list.isEmpty()) {
            return Optional.of(ElisionAnswers.LIST_BLANK);
        }
        if (list.length() < LIST_LEAST || list.length() > LIST_MOST) {
            return Optional.of(ElisionAnswers.LIST_LENGTH);
        }
        return DIGITS.matcher(list).matches() && account.mayUseList(list)
                ? Optional.empty()
                : Optional.of(ElisionAnswers.listUnknown(function, list));
    }

    /** The list given, or the default if none is; empty if a blank one is given. */
    static String list(Map<String, String> lead) {
        return lead.getOrDefault("list_id", DEFAULT_LIST).strip();
    }

    /** A lead with nothing wrong. */
    static Lead read(Map<String, String> values, Account account, List<String> notes) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put("list_id", list(values));
        Lead.Builder lead = Lead.newBuilder().setCallingCode(account.callingCode());
        ElisionFields.TABLE.read(all, lead, notes);
        lead.getSettingsBuilder().setCustomFormRequired(true);
        return lead.build();
    }
}
