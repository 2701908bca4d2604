package io.leadstream.sandbox;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Undecided;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.Rejection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A dialect of the tests: {@code key=&phone=&list=&cancel=1}, in the query or the body, answered in lines of text. */
final class PlainDialect implements Dialect {

    @Override
    public String id() {
        return "plain";
    }

    @Override
    public Set<String> paths() {
        return Set.of("/plain/add");
    }

    @Override
    public boolean canVerify() {
        return false;
    }

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        throw new UnsupportedOperationException("inbound only");
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        throw new UnsupportedOperationException("inbound only");
    }

    @Override
    public Submission accept(Call call, Intake intake) {
        Map<String, String> given = parameters(call);
        Optional<Account> account = intake.login("", given.getOrDefault("key", ""));
        if (account.isEmpty() || !call.path().equals("/plain/add")) {
            return new Submission.Answered(Answer.text(401, "no such key"));
        }
        String phone = given.getOrDefault("phone", "");
        var event = LeadEvent.newBuilder()
                .setEventId(intake.newEventId())
                .setAccount(account.get().id())
                .setDialect("plain");
        if (given.containsKey("cancel")) {
            event.setKind(LeadEventKind.CANCELLED)
                    .setCancel(CancelRequest.newBuilder().setPhone(phone).build());
        } else {
            var lead = Lead.newBuilder().setPhone(phone);
            Optional.ofNullable(given.get("list")).ifPresent(lead::setListId);
            event.setKind(LeadEventKind.SUBMITTED).setLead(lead.build());
        }
        return new Submission.Offered(account.get(), "add", List.of(event.build()), call);
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        return Answer.text(200, decisions.stream().map(PlainDialect::line).collect(Collectors.joining("\n")));
    }

    private static String line(LeadDecision decision) {
        return decision.getOutcome() + " "
                + decision.getReasons().stream()
                        .findFirst()
                        .flatMap(Rejection::getDuplicate)
                        .map(DuplicateHit::getLeadId)
                        .orElse(decision.getLeadId());
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        return Answer.text(503, why.name());
    }

    private static Map<String, String> parameters(Call call) {
        Map<String, String> given = new HashMap<>();
        for (String pair : (call.query() + "&" + call.text()).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                given.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return given;
    }
}
