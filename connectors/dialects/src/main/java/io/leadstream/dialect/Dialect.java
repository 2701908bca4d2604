package io.leadstream.dialect;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.LeadDecision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One vendor API, in both directions: how a lead is put to a vendor that speaks it and what the vendor's answers mean;
 * what a producer's calls ask for and how they are answered. Pure: the same arguments give the same result.
 */
public interface Dialect {

    /** The dialect's name, such as {@code croco}. */
    String id();

    /** Paths at which producers call, such as {@code /lead/add}. */
    Set<String> paths();

    /** True if this dialect can tell, after an unanswered call, whether the vendor has the lead (after-unknown verify). */
    boolean canVerify();

    /** A delivery as a call to the vendor. Where {@link Delivery#getVerify} is set it asks for the vendor's own duplicate check. */
    Encoded encode(Delivery delivery, VendorAccount account);

    /** What the vendor's answer to {@link #encode}'s call means; every answer means something, whatever it is. */
    Reply read(Answer answer, Delivery delivery, VendorAccount account);

    /** How several leads go in one call, where the dialect has a way and the vendor's settings allow it. */
    default Optional<Batching> batching(VendorAccount account) {
        return Optional.empty();
    }

    /** True if a vendor can be told that a lead it has is withdrawn (a delivery of kind WITHDRAW). */
    default boolean canWithdraw() {
        return false;
    }

    /** A question as a call to the vendor; nothing if vendors of this dialect cannot be asked it. */
    default Optional<Call> ask(Question question, VendorAccount account) {
        return Optional.empty();
    }

    /**
     * What the vendor's answer to {@link #ask}'s call holds; never throws, whatever the answer is.
     *
     * @param heardAt when it came
     */
    default Report report(Answer answer, Question question, VendorAccount account, Instant heardAt) {
        return new Report.None(ReplyTable.otherwise(answer));
    }

    /** What a producer's call asks for; never throws, whatever the call is. */
    Submission accept(Call call, Intake intake);

    /** The answer to a good call, once each of its events is decided; {@code decisions} in the order of the events. */
    Answer answer(Submission.Offered offered, List<LeadDecision> decisions);

    /** The answer to a good call that gets no decision. */
    Answer undecided(Submission.Offered offered, Undecided why);
}
