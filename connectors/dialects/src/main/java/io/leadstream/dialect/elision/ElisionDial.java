package io.leadstream.dialect.elision;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Submission;
import io.leadstream.schema.DialRequest;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.PhoneIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A manual_dial as it comes in. */
final class ElisionDial {

    private static final List<String> SWITCHES = List.of("search", "preview", "focus");
    private static final Set<String> YES = Set.of("YES", "Y");
    private static final Set<String> NO = Set.of("NO", "N");

    private ElisionDial() {}

    static Submission accept(Call call, Form form, Account account, Intake intake) {
        Optional<String> wrong = wrong(form);
        if (wrong.isPresent()) {
            return new Submission.Answered(ElisionAnswers.of(ElisionAnswers.error(Elision.MANUAL_DIAL, wrong.get())));
        }
        List<String> notes = new ArrayList<>();
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId(intake.newEventId())
                .setKind(LeadEventKind.DIAL_REQUESTED)
                .setAccount(account.id())
                .setDialect(Elision.ID)
                .setDial(dial(form, account, notes))
                .setNotes(notes)
                .build();
        return new Submission.Offered(account, Elision.MANUAL_DIAL, List.of(event), call);
    }

    /** The message of the first thing wrong, in the order of the document's table. */
    private static Optional<String> wrong(Form form) {
        if (CardNumber.hasVerificationCode(form.values())) {
            return Optional.of(ElisionAnswers.VERIFICATION_CODE);
        }
        for (String name : List.of("agent_user", "source", "value", "search", "preview", "focus")) {
            if (form.get(name).isEmpty()) {
                return Optional.of(ElisionAnswers.required(name));
            }
        }
        if (!form.get("value").matches("[0-9]+") || !PhoneIdentity.isPhone(form.get("value"))) {
            return Optional.of(ElisionAnswers.VALUE_NOT_VALID);
        }
        return SWITCHES.stream()
                .filter(name -> !YES.contains(upper(form, name)) && !NO.contains(upper(form, name)))
                .findFirst()
                .map(ElisionAnswers::notValid);
    }

    private static DialRequest dial(Form form, Account account, List<String> notes) {
        String code = PhoneIdentity.digits(form.get("phone_code"));
        DialRequest.Builder dial = DialRequest.newBuilder()
                .setAgentUser(form.get("agent_user"))
                .setPhone(form.get("value"))
                .setCallingCode(code.isEmpty() ? account.callingCode() : code)
                .setSource(cut("source", form.get("source"), ElisionFields.SOURCE_MOST, notes))
                .setSearch(YES.contains(upper(form, "search")))
                .setPreview(YES.contains(upper(form, "preview")))
                .setFocus(YES.contains(upper(form, "focus")));
        String prospect = cut("prospects_id", form.get("prospects_id"), ElisionFields.PROSPECT_MOST, notes);
        if (!prospect.isEmpty()) {
            dial.setProspectId(prospect);
        }
        return dial.build();
    }

    private static String cut(String name, String value, int most, List<String> notes) {
        if (value.codePointCount(0, value.length()) <= most) {
            return value;
        }
        notes.add(name + " cut to " + most);
        return value.substring(0, value.offsetByCodePoints(0, most));
    }

    private static String upper(Form form, String name) {
        return form.get(name).toUpperCase(Locale.ROOT);
    }
}
