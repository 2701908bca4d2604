package io.leadstream.dialect.dialler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.FieldTable;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.LeadField;
import io.leadstream.dialect.PersonName;
import io.leadstream.dialect.Phones;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.ReplyTable;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Submission.Answered;
import io.leadstream.dialect.Undecided;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The dialler dialect: leads added and cancelled as JSON objects, with a key in the query. */
public final class Dialler implements Dialect {

    private static final String ADD = "lead/add";
    private static final String CANCEL = "lead/cancel";

    @Override
    public String id() {
        return "dialler";
    }

    @Override
    public Set<String> paths() {
        return Set.of("/" + ADD, "/" + CANCEL);
    }

    @Override
    public boolean canVerify() {
        return false;
    }

    @Override
    public boolean canWithdraw() {
        return true;
    }

    // ------------------------------------------------------------------------------------------------ outbound

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        return switch (delivery.getKind()) {
            case SEND -> encode(delivery, account, ADD, DiallerFields.ADD);
            case WITHDRAW -> encode(delivery, account, CANCEL, DiallerFields.CANCEL);
            case DIAL, UNKNOWN -> new Encoded.Refuse(Reply.Rejected.because(ReplyTable.UNSUPPORTED));
        };
    }

    private static Encoded encode(Delivery delivery, VendorAccount account, String function, FieldTable table) {
        Lead lead = delivery.getLead().orElseGet(() -> Lead.newBuilder().build());
        List<String> notes = new ArrayList<>();
        ObjectNode body = Json.object();
        table.write(lead, instead(delivery, lead, account), notes).forEach(body::put);
        // The vendor would refuse what our own reading refuses.
        if (!DiallerFields.read(table, body).failures().isEmpty()) {
            return new Encoded.Refuse(Reply.Rejected.because(ReplyTable.INVALID));
        }
        String key = Form.encode(Map.of("key", account.credentials().getOrDefault("key", "")));
        byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("content-type", "application/json", "cache-control", "no-cache");
        return new Encoded.Send(new Call("POST", "/" + function, key, headers, json), notes);
    }

    /** Our hold has served the delay; the type may be the vendor's; a foreign number says its calling code. */
    private static Map<LeadField, String> instead(Delivery delivery, Lead lead, VendorAccount account) {
        Map<String, String> settings = account.settings();
        Map<LeadField, String> instead = new EnumMap<>(LeadField.class);
        instead.putAll(PersonName.parts(lead));
        instead.put(LeadField.DELAY_SECONDS, "");
        String type = lead.getType().filter(t -> !t.isBlank()).orElse(settings.getOrDefault("default_type", ""));
        instead.put(LeadField.TYPE, settings.getOrDefault("type", type));
        if (Phones.isForeign(lead, account)) {
            instead.put(LeadField.PHONE, "+" + delivery.getPhone());
        }
        return instead;
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return switch (delivery.getKind()) {
            case SEND, DIAL, UNKNOWN -> DiallerReplies.added(answer);
            case WITHDRAW -> DiallerReplies.cancelled(answer);
        };
    }

    // ------------------------------------------------------------------------------------------------- inbound

    @Override
    public Submission accept(Call call, Intake intake) {
        if (!call.method().equals("POST")) {
            return new Answered(DiallerAnswers.error(405, "Only POST is allowed"));
        }
        Optional<Account> account = intake.login("", Form.ofQuery(call).get("key"));
        if (account.isEmpty()) {
            return new Answered(DiallerAnswers.error(401, "Unknown key"));
        }
        String function = call.path().endsWith("/cancel") ? CANCEL : ADD;
        if (!account.get().mayCall(function)) {
            return new Answered(DiallerAnswers.error(403, "Not allowed"));
        }
        Optional<ObjectNode> object = Json.object(call.body());
        if (object.isEmpty()) {
            return new Answered(DiallerAnswers.error(400, "Content is not a valid JSON object"));
        }
        FieldTable table = function.equals(ADD) ? DiallerFields.ADD : DiallerFields.CANCEL;
        DiallerFields.Read read = DiallerFields.read(table, object.get());
        if (!read.failures().isEmpty()) {
            return new Answered(DiallerAnswers.failing(read.failures()));
        }
        if (function.equals(ADD) && object.get().path("test").asText("").equals("true")) {
            return new Answered(DiallerAnswers.testOk());
        }
        LeadEvent event = function.equals(ADD)
                ? submitted(read.values(), account.get(), intake)
                : cancelled(read.values(), account.get(), intake);
        return new Submission.Offered(account.get(), function, List.of(event), call);
    }

    private LeadEvent submitted(Map<String, String> values, Account account, Intake intake) {
        List<String> notes = new ArrayList<>();
        Lead.Builder lead = Lead.newBuilder().setCallingCode(account.callingCode());
        DiallerFields.ADD.read(values, lead, notes);
        return event(account, intake, LeadEventKind.SUBMITTED)
                .setLead(lead.build())
                .setNotes(notes)
                .build();
    }

    private LeadEvent cancelled(Map<String, String> values, Account account, Intake intake) {
        return event(account, intake, LeadEventKind.CANCELLED)
                .setCancel(CancelRequest.newBuilder()
                        .setPhone(values.getOrDefault("mobile", ""))
                        .setCallingCode(account.callingCode())
                        .setType(values.getOrDefault("type", ""))
                        .build())
                .build();
    }

    private LeadEvent.Builder event(Account account, Intake intake, LeadEventKind kind) {
        return LeadEvent.newBuilder()
                .setEventId(intake.newEventId())
                .setKind(kind)
                .setAccount(account.id())
                .setDialect(id());
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        if (decisions.isEmpty()) {
            return undecided(offered, Undecided.NO_DECISION_IN_TIME);
        }
        LeadDecision decision = decisions.get(0);
        if (offered.function().equals(CANCEL)) {
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
        boolean cancel = offered.function().equals(CANCEL);
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
