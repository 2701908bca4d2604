package io.leadstream.dialect.partials;

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
import io.leadstream.schema.LeadDecision;
import java.util.List;
import java.util.Set;

/** The partials dialect: a lead, or the withdrawal of one, as a posted form, answered in a line of text. */
public final class Partials implements Dialect {

    static final String ID = "partials";
    static final String PATH = "/mgr.php";
    static final String ADD = "add";
    static final String REJECT = "reject";

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
        return false;
    }

    @Override
    public boolean canWithdraw() {
        return true;
    }

    @Override
    public Encoded encode(Delivery delivery, VendorAccount account) {
        return PartialsOutbound.encode(delivery, account);
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return PartialsReplies.read(answer);
    }

    @Override
    public Submission accept(Call call, Intake intake) {
        return PartialsInbound.accept(call, intake);
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        if (decisions.isEmpty()) {
            return undecided(offered, Undecided.NO_DECISION_IN_TIME);
        }
        return offered.function().equals(REJECT)
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
}
