package io.leadstream.dialect;

import io.leadstream.schema.Delivery;
import java.time.Instant;
import java.util.Optional;

/** The half of a dialect that calls vendors, as {@link Dialect} describes it. */
public interface Outbound {

    /** A delivery as a call to the vendor. */
    Encoded encode(Delivery delivery, VendorAccount account);

    /** What the vendor's answer means, whatever it is. */
    Reply read(Answer answer, Delivery delivery, VendorAccount account);

    /** True if it can tell, after an unanswered call, whether the vendor has the lead. */
    default boolean canVerify() {
        return false;
    }

    /** How several leads go in one call, where there is a way and the vendor's settings allow it. */
    default Optional<Batching> batching(VendorAccount account) {
        return Optional.empty();
    }

    /** True if a vendor can be told that a lead it has is withdrawn. */
    default boolean canWithdraw() {
        return false;
    }

    /** A question as a call to the vendor; nothing if vendors cannot be asked it. */
    default Optional<Call> ask(Question question, VendorAccount account) {
        return Optional.empty();
    }

    /** What the vendor's answer to a question holds. */
    default Report report(Answer answer, Question question, VendorAccount account, Instant heardAt) {
        return new Report.None(ReplyTable.otherwise(answer));
    }
}
