package io.leadstream.dialect.dialler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.CardNumber;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Inbound;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Submission.Answered;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dialler inbound: from a posted JSON object to a lead or a cancel, or to what is wrong with it. */
final class DiallerInbound implements Inbound {

    @Override
    public Submission accept(Call call, Intake intake) {
        if (!call.method().equals("POST")) {
            return new Answered(DiallerAnswers.error(405, "Only POST is allowed"));
        }
        Optional<Account> account = intake.login("", Form.ofQuery(call).get("key"));
        if (account.isEmpty()) {
            return new Answered(DiallerAnswers.error(401, "Unknown key"));
        }
        String function = call.path().endsWith("/cancel") ? Dialler.CANCEL : Dialler.ADD;
        if (!account.get().mayCall(function)) {
            return new Answered(DiallerAnswers.error(403, "Not allowed"));
        }
        Optional<ObjectNode> object = Json.object(call.body());
        if (object.isEmpty()) {
            return new Answered(DiallerAnswers.error(400, "Content is not a valid JSON object"));
        }
        if (CardNumber.hasVerificationCode(object.get())) {
            return new Answered(DiallerAnswers.failing(Map.of("cvv", "Card verification codes are not accepted.")));
        }
        FieldTable table = function.equals(Dialler.ADD) ? DiallerFields.ADD : DiallerFields.CANCEL;
        DiallerFields.Read read = DiallerFields.read(table, object.get());
        if (!read.failures().isEmpty()) {
            return new Answered(DiallerAnswers.failing(read.failures()));
        }
        if (function.equals(Dialler.ADD) && object.get().path("test").asText("").equals("true")) {
            return new Answered(DiallerAnswers.testOk());
        }
        LeadEvent event = function.equals(Dialler.ADD)
                ? submitted(read.values(), account.get(), intake)
                : cancelled(read.values(), account.get(), intake);
        return new Submission.Offered(account.get(), function, List.of(event), call);
    }

    private static LeadEvent submitted(Map<String, String> values, Account account, Intake intake) {
        List<String> notes = new ArrayList<>();
        Lead.Builder lead = Lead.newBuilder().setCallingCode(account.callingCode());
        DiallerFields.ADD.read(values, lead, notes);
        return event(account, intake, LeadEventKind.SUBMITTED)
                .setLead(lead.build())
                .setNotes(notes)
                .build();
    }

    private static LeadEvent cancelled(Map<String, String> values, Account account, Intake intake) {
        return event(account, intake, LeadEventKind.CANCELLED)
                .setCancel(CancelRequest.newBuilder()
                        .setPhone(values.getOrDefault("mobile", ""))
                        .setCallingCode(account.callingCode())
                        .setType(values.getOrDefault("type", ""))
                        .build())
                .build();
    }

    private static LeadEvent.Builder event(Account account, Intake intake, LeadEventKind kind) {
        return LeadEvent.newBuilder()
                .setEventId(intake.newEventId())
                .setKind(kind)
                .setAccount(account.id())
                .setDialect(Dialler.ID);
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        LeadDecision decision = decisions.get(0);
        if (offered.function().equals(Dialler.CANCEL)) {
            return DiallerAnswers.cancelled(decision);
        }
        if (decision.getOutcome() == DecisionOutcome.ACCEPTED) {
            return DiallerAnswers.added();
        }
        return DiallerAnswers.rejected(decision.getReasons().stream()
                .findFirst()
                .orElseGet(
                        () -> Rejection.newBuilder().setReason(Reason.UNKNOWN).build()));
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        boolean cancel = offered.function().equals(Dialler.CANCEL);
        return switch (why) {
            case NO_DECISION_IN_TIME -> notDecided(cancel, 500, true, "No decision in time");
            case UNAVAILABLE -> notDecided(cancel, 500, false, "Not available, please try again");
            case TOO_MANY_REQUESTS ->
                notDecided(cancel, 429, false, "Too many requests").with("retry-after", "1");
        };
    }

    private static Answer notDecided(boolean cancel, int status, boolean saved, String error) {
        return cancel
                ? DiallerAnswers.notCancelled(status, DiallerAnswers.SERVER_ERROR_SAVE)
                : DiallerAnswers.json(status, DiallerAnswers.notProcessed(saved, error));
    }
}
