package io.leadstream.dialect.partials;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Inbound;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Submission.Answered;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.PhoneIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Partials inbound: from a form to a lead or a withdrawal, or to the line that says all that is wrong with it. */
final class PartialsInbound implements Inbound {

    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    /** What a producer's call asks for: the gateway's own checks, in the order that the package documentation gives. */
    @Override
    public Submission accept(Call call, Intake intake) {
        if (!call.method().equals("POST")) {
            return new Answered(PartialsAnswers.failed(405, "only POST is allowed"));
        }
        Form form = Form.of(call);
        Optional<Account> account = intake.login(form.get("client_id"), "");
        if (account.isEmpty()) {
            return refused(form.get("client_id").isEmpty() ? "client_id is required" : PartialsAnswers.UNKNOWN_CLIENT);
        }
        if (CardNumber.hasVerificationCode(form.values())) {
            return refused("card verification codes are not accepted");
        }
        String function = form.get("reject").equals("1") ? Partials.REJECT : Partials.ADD;
        if (!account.get().mayCall(function)) {
            return refused(PartialsAnswers.NOT_ALLOWED);
        }
        boolean add = function.equals(Partials.ADD);
        List<String> failures = failures(form, account.get(), add);
        if (!failures.isEmpty()) {
            return refused(String.join("; ", failures));
        }
        LeadEvent event = add ? submitted(form, account.get(), intake) : withdrawn(form, account.get(), intake);
        return new Submission.Offered(account.get(), function, List.of(event), call);
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        return offered.function().equals(Partials.REJECT)
                ? PartialsAnswers.withdrawn(decisions.get(0))
                : PartialsAnswers.added(
                        decisions.get(0), offered.events().get(0).getNotes());
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        return switch (why) {
            case NO_DECISION_IN_TIME -> PartialsAnswers.failed(503, PartialsAnswers.NO_DECISION);
            case UNAVAILABLE ->
                PartialsAnswers.failed(503, PartialsAnswers.UNAVAILABLE).with("retry-after", "5");
            case TOO_MANY_REQUESTS ->
                PartialsAnswers.failed(429, PartialsAnswers.BUSY).with("retry-after", "1");
        };
    }

    private static List<String> failures(Form form, Account account, boolean add) {
        FieldTable table = add ? PartialsFields.TABLE : PartialsFields.REJECT;
        List<String> failures = new ArrayList<>();
        if (!form.get("step").equals("first")) {
            failures.add("step must be first");
        }
        table.rows().stream()
                .filter(row -> row.required() && form.get(row.name()).isEmpty())
                .forEach(row -> failures.add(row.name() + " is required"));
        String phone = form.get("fields_phone");
        if (!phone.isEmpty()
                && (!PhoneIdentity.isPhone(phone) || LETTER.matcher(phone).find())) {
            failures.add(PartialsAnswers.PHONE_INVALID);
        }
        table.tooLong(form.values())
                .forEach(row -> failures.add(row.name() + " is longer than " + row.most() + " characters"));
        // A country that nobody knows is left out and noted: it is free text, and no reason to lose a lead.
        table.unreadable(form.values()).stream()
                .filter(row -> !row.name().endsWith("_country"))
                .forEach(row -> failures.add(PartialsFields.unreadable(row.name())));
        String campaign = form.get("campaign_id");
        if (!campaign.isEmpty() && !account.mayUseCampaign(campaign)) {
            failures.add(PartialsAnswers.CAMPAIGN_NOT_ALLOWED);
        }
        boolean confirms = form.get("list_name").equalsIgnoreCase(PartialsFields.ORDER_CONFIRMATION);
        if (add && confirms && form.get("crm_order_id").isEmpty()) {
            failures.add("crm_order_id is required for list_name OC");
        }
        return failures;
    }

    private static LeadEvent submitted(Form form, Account account, Intake intake) {
        List<String> notes = new ArrayList<>();
        Lead.Builder lead = Lead.newBuilder().setListName(PartialsFields.DEFAULT_LIST);
        lead.setCallingCode(PhoneIdentity.DEFAULT_CALLING_CODE);
        PartialsFields.TABLE.read(form.values(), lead, notes);
        CardNumber.read(PartialsFields.CARD, form.get(PartialsFields.CARD), lead, intake, notes);
        return event(account, intake, LeadEventKind.SUBMITTED)
                .setLead(lead.build())
                .setNotes(notes)
                .build();
    }

    private static LeadEvent withdrawn(Form form, Account account, Intake intake) {
        Lead.Builder lead = Lead.newBuilder().setCallingCode(PhoneIdentity.DEFAULT_CALLING_CODE);
        PartialsFields.REJECT.read(form.values(), lead, new ArrayList<>());
        return event(account, intake, LeadEventKind.CANCELLED)
                .setCancel(CancelRequest.newBuilder()
                        .setPhone(form.get("fields_phone"))
                        .setCallingCode(lead.getCallingCode())
                        .setCampaign(lead.getCampaign())
                        .build())
                .build();
    }

    private static LeadEvent.Builder event(Account account, Intake intake, LeadEventKind kind) {
        return LeadEvent.newBuilder()
                .setEventId(intake.newEventId())
                .setKind(kind)
                .setAccount(account.id())
                .setDialect(Partials.ID);
    }

    private static Submission refused(String why) {
        return new Answered(PartialsAnswers.failed(200, why));
    }
}
