package io.leadstream.dialect.croco;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Undecided;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import java.util.List;
import java.util.Set;

/** The croco dialect: add_lead as a GET query or a POST form, answered in lines of text. */
public final class Croco implements Dialect {

    static final String ID = "croco";
    static final String PATH = "/API/lmapi.php";
    static final String ADD_LEAD = "add_lead";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Set<String> paths() {
        return Set.of(PATH);
    }

    @Override
    public boolean canVerify() {
        return true;
    }

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        return CrocoOutbound.encode(delivery, account);
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return CrocoOutbound.read(answer, delivery, account);
    }

    @Override
    public Submission accept(Call call, Intake intake) {
        return CrocoInbound.accept(call, intake);
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        if (decisions.isEmpty()) {
            return undecided(offered, Undecided.NO_DECISION_IN_TIME);
        }
        LeadDecision decision = decisions.get(0);
        CrocoLines lines = lines(offered);
        if (decision.getOutcome() == DecisionOutcome.ACCEPTED) {
            return said(lines.accepted(decision));
        }
        return said(lines.rejected(decision));
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

    static Answer said(String lines) {
        return Answer.text(200, lines + "\n");
    }
}
