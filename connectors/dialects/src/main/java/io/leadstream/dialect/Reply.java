package io.leadstream.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a vendor's answer means (dialects.md, What a vendor's answer becomes). */
public sealed interface Reply {

    /**
     * The vendor has the lead.
     *
     * @param vendorLeadId its own id of it, where it says one
     * @param notices what else it said, in the dialect's fixed words
     */
    record Accepted(Optional<String> vendorLeadId, List<String> notices) implements Reply {}

    /**
     * The vendor refused this lead; final, and no fault of the vendor.
     *
     * @param reason a few fixed words such as {@code duplicate}, never the lead's contents
     * @param earlierLeadId where reason is {@code duplicate}: the vendor's id of the earlier lead, if it says one
     * @param ours where reason is {@code duplicate}: true if the earlier lead is known to be this very delivery
     */
    record Rejected(String reason, Optional<String> earlierLeadId, boolean ours) implements Reply {
        public static Rejected because(String reason) {
            return new Rejected(reason, Optional.empty(), false);
        }
    }

    /** The vendor is busy. {@code after} is how long it asked us to wait, where it did. */
    record Throttled(Optional<Duration> after) implements Reply {}

    /**
     * The vendor failed: it has not taken the lead, and may take it later.
     *
     * @param reason a few fixed words, never a credential
     * @param stop true if trying again would do harm, such as a refused login that locks the account
     */
    record Failed(String reason, boolean stop) implements Reply {}

    /** The call was sent and no answer came, or one that does not say: the vendor may have the lead. */
    record Unknown(String reason) implements Reply {}
}
