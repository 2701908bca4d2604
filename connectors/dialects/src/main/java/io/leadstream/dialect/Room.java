package io.leadstream.dialect;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.LeadDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A dialect that joins an inbound half and an outbound half under one name: what a room extends, to be found by its name. */
public abstract class Room implements Dialect {

    private final String id;
    private final Set<String> paths;
    private final Inbound inbound;
    private final Outbound outbound;

    /** A room that speaks {@code id} and is called at {@code paths}. */
    protected Room(String id, Set<String> paths, Inbound inbound, Outbound outbound) {
        this.id = id;
        this.paths = paths;
        this.inbound = inbound;
        this.outbound = outbound;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Set<String> paths() {
        return paths;
    }

    @Override
    public final boolean canVerify() {
        return outbound.canVerify();
    }

    @Override
    public final Encoded encode(Delivery delivery, VendorAccount account) {
        return outbound.encode(delivery, account);
    }

    @Override
    public final Reply read(Answer answer, Delivery delivery, VendorAccount account) {
        return outbound.read(answer, delivery, account);
    }

    @Override
    public final Optional<Batching> batching(VendorAccount account) {
        return outbound.batching(account);
    }

    @Override
    public final boolean canWithdraw() {
        return outbound.canWithdraw();
    }

    @Override
    public final Optional<Call> ask(Question question, VendorAccount account) {
        return outbound.ask(question, account);
    }

    @Override
    public final Report report(Answer answer, Question question, VendorAccount account, Instant heardAt) {
        return outbound.report(answer, question, account, heardAt);
    }

    @Override
    public final Submission accept(Call call, Intake intake) {
        return inbound.accept(call, intake);
    }

    /** The answer from the decisions; without any, none came in time. */
    @Override
    public final Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
        return decisions.isEmpty()
                ? inbound.undecided(offered, Undecided.NO_DECISION_IN_TIME)
                : inbound.answer(offered, decisions);
    }

    @Override
    public final Answer undecided(Submission.Offered offered, Undecided why) {
        return inbound.undecided(offered, why);
    }
}
