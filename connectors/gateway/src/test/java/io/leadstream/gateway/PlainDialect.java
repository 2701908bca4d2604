package io.leadstream.gateway;

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
import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A dialect of the tests: {@code user=&pass=&phone=1,2&event=}, in the query or the body, answered in lines of text. */
final class PlainDialect implements Dialect {

    static final String ID = "plain";
    static final String PATH = "/plain/add";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<String> paths() {
        return Set.of(PATH, "/plain/");
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
        if (given.containsKey("bug")) {
            throw new IllegalStateException("a bug that quotes 7275551111");
        }
        if (given.containsKey("show")) {
            return new Submission.Answered(Answer.text(
                    200, call.method() + " " + call.path() + " " + call.query() + " " + call.header("x-test")));
        }
        Optional<Account> account = intake.login(given.getOrDefault("user", ""), given.getOrDefault("pass", ""));
        if (account.isEmpty()) {
            return new Submission.Answered(Answer.text(401, "no such login"));
        }
        List<LeadEvent> events = new ArrayList<>();
        for (String phone : given.getOrDefault("phone", "").split(",", -1)) {
            events.add(event(
                    account.get(), given.getOrDefault("event", intake.newEventId()) + "-" + events.size(), phone));
        }
        return new Submission.Offered(account.get(), "add", events, call);
    }

    private static LeadEvent event(Account account, String eventId, String phone) {
        return LeadEvent.newBuilder()
                .setEventId(eventId)
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount(account.id())
                .setDialect(ID)
                .setLead(Lead.newBuilder().setPhone(phone).build())
                .build();
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        if (offered.call().query().contains("late=bug")) {
            throw new IllegalStateException("a bug that quotes 7275551111");
        }
        return Answer.text(
                200,
                decisions.stream()
                        .map(decision -> decision.getOutcome() + " " + decision.getLeadId())
                        .collect(Collectors.joining("\n")));
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        return switch (why) {
            case TOO_MANY_REQUESTS -> Answer.text(429, why.name()).with("retry-after", "1");
            case NO_DECISION_IN_TIME, UNAVAILABLE -> Answer.text(503, why.name());
        };
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
