package io.leadstream.dialect;

import io.leadstream.schema.Delivery;

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
}
