package io.leadstream.dialect.tally;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Inbound;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Submission.Answered;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tally inbound: from a form to a lead, or to the line that refuses it. */
final class TallyInbound implements Inbound {

    @Override
    public Submission accept(Call call, Intake intake) {
        Form form = Form.of(call);
        Optional<Account> account = intake.login("", form.get("key"));
        if (!call.method().equals("POST") || account.isEmpty()) {
            return new Answered(no(401, "key"));
        }
        if (!PhoneIdentity.isPhone(form.get("phone"))) {
            return new Answered(no(200, words(Reason.PHONE_INVALID)));
        }
        List<String> notes = new ArrayList<>();
        Lead.Builder lead = Lead.newBuilder().setCallingCode(account.get().callingCode());
        TallyFields.TABLE.read(form.values(), lead, notes);
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId(intake.newEventId())
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount(account.get().id())
                .setDialect(Tally.ID)
                .setLead(lead.build())
                .setNotes(notes)
                .build();
        return new Submission.Offered(account.get(), "add", List.of(event), call);
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        LeadDecision decision = decisions.get(0);
        if (decision.getOutcome() == DecisionOutcome.ACCEPTED) {
            return Answer.text(200, "OK " + decision.getLeadId() + "\n");
        }
        return no(
                200,
                words(
                        decision.getReasons().isEmpty()
                                ? Reason.UNKNOWN
                                : decision.getReasons().get(0).getReason()));
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        return switch (why) {
            case NO_DECISION_IN_TIME, UNAVAILABLE -> no(503, "later");
            case TOO_MANY_REQUESTS -> no(429, "later").with("retry-after", "1");
        };
    }

    /** Every reason has words: its own. */
    private static String words(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Answer no(int status, String why) {
        return Answer.text(status, "NO " + why + "\n");
    }
}
