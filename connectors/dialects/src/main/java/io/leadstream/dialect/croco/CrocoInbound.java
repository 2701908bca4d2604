package io.leadstream.dialect.croco;

import static io.leadstream.dialect.croco.CrocoFields.TABLE;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Inbound;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Submission.Answered;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Croco inbound: from a query or a form to a lead, or to the line that refuses it. */
final class CrocoInbound implements Inbound {

    private static final String DEFAULT_LIST = "999";
    private static final int MOST_CUSTOM_FIELDS = 100;
    private static final String CUSTOM_FIELDS_CUT = "custom fields cut to " + MOST_CUSTOM_FIELDS;

    /** What a producer's call asks for: the gateway's own checks, in the order that the package documentation gives. */
    @Override
    public Submission accept(Call call, Intake intake) {
        if (!call.method().equals("GET") && !call.method().equals("POST")) {
            return new Answered(Answer.text(405, CrocoLines.NO_FUNCTION + "\n"));
        }
        Form form = Form.of(call);
        if (!form.get("function").equals(Croco.ADD_LEAD)) {
            return refused(CrocoLines.NO_FUNCTION);
        }
        if (form.get("source").length() < 2) {
            return refused(CrocoLines.INVALID_SOURCE);
        }
        Optional<Account> account = intake.login(form.get("user"), form.get("pass"));
        if (account.isEmpty()) {
            return refused(CrocoLines.LOGIN);
        }
        return accept(call, form, account.get(), intake);
    }

    private static Submission accept(Call call, Form form, Account account, Intake intake) {
        List<String> notes = new ArrayList<>();
        Optional<List<DuplicateCheck>> checks = DuplicateChecks.read(form.get("duplicate_check"));
        Lead lead = lead(form, checks.orElse(List.of()), account, notes);
        Optional<String> refusal = refusal(form, lead, checks.isPresent(), new CrocoLines(account, lead, form, notes));
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId(intake.newEventId())
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount(account.id())
                .setDialect(Croco.ID)
                .setLead(lead)
                .setNotes(notes)
                .build();
        return new Submission.Offered(account, Croco.ADD_LEAD, List.of(event), call);
    }

    /** The line of the first check that a lead fails. */
    private static Optional<String> refusal(Form form, Lead lead, boolean checksRead, CrocoLines lines) {
        Account account = lines.account();
        if (!account.mayCall(Croco.ADD_LEAD)) {
            return Optional.of(lines.noPermission());
        }
        if (CardNumber.hasVerificationCode(form.values())) {
            return Optional.of(lines.verificationCodeRefused());
        }
        if (lead.getListId().filter(account::mayUseList).isEmpty()) {
            return Optional.of(lines.rejected(Reason.LIST_NOT_ALLOWED));
        }
        if (!PhoneIdentity.isPhone(lead.getPhone().orElse(""))) {
            return Optional.of(lines.rejected(Reason.PHONE_INVALID));
        }
        if (!checksRead) {
            return Optional.of(lines.rejected(Reason.DUPLICATE_CHECK_INVALID));
        }
        if (lead.getSettings().getCustomFields() && !form.get("entry_list_id").isEmpty()) {
            return Optional.of(lines.entryListRefused());
        }
        return Callbacks.asked(form) && Callbacks.time(form).isEmpty()
                ? Optional.of(lines.rejected(Reason.CALLBACK_INVALID))
                : Optional.empty();
    }

    private static Lead lead(Form form, List<DuplicateCheck> checks, Account account, List<String> notes) {
        Lead.Builder lead = Lead.newBuilder();
        TABLE.read(form.values(), lead, notes);
        if (!lead.hasCallingCode()) {
            lead.setCallingCode(
                    account.callingCode().isBlank() ? PhoneIdentity.DEFAULT_CALLING_CODE : account.callingCode());
        }
        if (form.get("list_id").isEmpty()) {
            lead.setListId(DEFAULT_LIST);
        }
        lead.setMultiAltPhones(AltPhones.read(form.get(AltPhones.NAME), notes));
        var settings = lead.getSettingsBuilder();
        settings.setUndefinedListAllowed(!settings.getListExistsCheck()).setDuplicateChecks(checks);
        if (!settings.getAddToHopper()) {
            settings.setPriority(0);
        }
        if (settings.getCustomFields()) {
            lead.setCustomFields(customFields(form, notes));
        }
        if (Callbacks.asked(form)) {
            Optional<String> campaign = Optional.ofNullable(lead.getCampaign());
            Callbacks.time(form)
                    .flatMap(time -> Callbacks.read(form, time, campaign, account, notes))
                    .ifPresent(settings::setCallback);
        }
        return lead.build();
    }

    private static Map<String, String> customFields(Form form, List<String> notes) {
        Map<String, String> values = new LinkedHashMap<>();
        form.values().forEach((name, value) -> {
            if (CrocoFields.documented(name) || value.isBlank()) {
                return;
            }
            if (values.size() < MOST_CUSTOM_FIELDS) {
                values.put(name, value.strip());
            } else if (!notes.contains(CUSTOM_FIELDS_CUT)) {
                notes.add(CUSTOM_FIELDS_CUT);
            }
        });
        return values;
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        LeadDecision decision = decisions.get(0);
        CrocoLines lines = lines(offered);
        return said(
                decision.getOutcome() == DecisionOutcome.ACCEPTED
                        ? lines.accepted(decision)
                        : lines.rejected(decision));
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        CrocoLines lines = lines(offered);
        return switch (why) {
            case NO_DECISION_IN_TIME ->
                Answer.text(503, lines.undecided("NO DECISION IN TIME, PLEASE TRY AGAIN") + "\n");
            case UNAVAILABLE ->
                Answer.text(503, lines.undecided("SYSTEM NOT AVAILABLE, PLEASE TRY AGAIN") + "\n")
                        .with("retry-after", "5");
            case TOO_MANY_REQUESTS ->
                Answer.text(429, lines.undecided("TOO MANY REQUESTS, PLEASE TRY AGAIN") + "\n")
                        .with("retry-after", "1");
        };
    }

    private static CrocoLines lines(Submission.Offered offered) {
        LeadEvent event = offered.events().get(0);
        return new CrocoLines(
                offered.account(), event.getLead().orElseThrow(), Form.of(offered.call()), event.getNotes());
    }

    private static Submission refused(String line) {
        return new Answered(said(line));
    }

    private static Answer said(String lines) {
        return Answer.text(200, lines + "\n");
    }
}
