package io.leadstream.dialect.infocu5;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Question;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Report;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Undecided;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.LeadDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The infocu5 dialect: leads added, and agents, calls and campaigns asked for, as posted JSON with response codes. */
public final class Infocu5 implements Dialect {

    static final String ID = "infocu5";
    static final String PATH = "/dialer/";
    static final String ADD_LEADS = "addLeads";
    static final String GET_AGENTS = "getAgents";
    static final String GET_CALLS = "getCalls";
    static final String GET_CAMPAIGNS = "getCampaigns";

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
    public Encoded encode(Delivery delivery, VendorAccount account) {
        return Infocu5Outbound.encode(delivery, account);
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return Infocu5Replies.read(answer);
    }

    @Override
    public Optional<Call> ask(Question question, VendorAccount account) {
        return Optional.of(Infocu5Questions.ask(question, account));
    }

    @Override
    public Report report(Answer answer, Question question, VendorAccount account, Instant heardAt) {
        return Infocu5Reports.read(answer, question, account, heardAt);
    }

    @Override
    public Submission accept(Call call, Intake intake) {
        return Infocu5Inbound.accept(call, intake);
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        return decisions.isEmpty()
                ? undecided(offered, Undecided.NO_DECISION_IN_TIME)
                : Infocu5Inbound.perLead(offered, decisions);
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        return switch (why) {
            case NO_DECISION_IN_TIME -> Infocu5Answers.error(200, Infocu5Answers.NO_DECISION);
            case UNAVAILABLE -> Infocu5Answers.error(200, "not available, please try again");
            case TOO_MANY_REQUESTS ->
                Infocu5Answers.error(429, "too many requests, please try again").with("retry-after", "1");
        };
    }
}
