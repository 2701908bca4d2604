package io.leadstream.dialect.elision;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Batching;
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
import java.util.Optional;
import java.util.Set;

/** The elision dialect: one lead, several, or a dial, as a GET query or a POST form, answered in JSON. */
public final class Elision implements Dialect {

    static final String ID = "elision";
    static final String PATH = "/elision-dialer/elision-api/main.php";
    static final String ADD_LEAD = "add_lead";
    static final String ADD_MULTI_LEAD = "add_multi_lead";
    static final String MANUAL_DIAL = "manual_dial";

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
        return ElisionOutbound.encode(delivery, account);
    }

    @Override
    public Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return ElisionReplies.read(answer, delivery.getKind());
    }

    @Override
    public Optional<Batching> batching(VendorAccount account) {
        return ElisionBatching.of(account).map(batching -> batching);
    }

    @Override
    public Submission accept(Call call, Intake intake) {
        return ElisionInbound.accept(call, intake);
    }

    @Override
    public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        if (decisions.isEmpty()) {
            return undecided(offered, Undecided.NO_DECISION_IN_TIME);
        }
        return ElisionAnswers.of(
                switch (offered.function()) {
                    case ADD_MULTI_LEAD -> ElisionInbound.perLead(offered, decisions);
                    case MANUAL_DIAL ->
                        ElisionAnswers.dialled(offered.events().get(0).getDial().orElseThrow(), decisions.get(0));
                    default -> ElisionInbound.single(offered, decisions.get(0));
                });
    }

    @Override
    public Answer undecided(Submission.Offered offered, Undecided why) {
        String function = offered.function();
        return switch (why) {
            case NO_DECISION_IN_TIME -> ElisionAnswers.of(503, ElisionAnswers.undecided(function));
            case UNAVAILABLE ->
                ElisionAnswers.of(503, ElisionAnswers.error(function, "SYSTEM NOT AVAILABLE, PLEASE TRY AGAIN"))
                        .with("retry-after", "5");
            case TOO_MANY_REQUESTS ->
                ElisionAnswers.of(429, ElisionAnswers.error(function, "TOO MANY REQUESTS, PLEASE TRY AGAIN"))
                        .with("retry-after", "1");
        };
    }
}
