package io.leadstream.dialect;

import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.LeadList;
import java.time.Instant;
import java.util.List;

/**
 * What a producer may look up, as whoever received its call knows it at that moment: the one way by which a dialect that
 * can be asked for data gets at any.
 */
public interface Reports {

    /** Nothing at all. */
    Reports NONE = new Reports() {
        @Override
        public List<Agent> agents(Account account, boolean all) {
            return List.of();
        }

        @Override
        public List<CallRecord> calls(Account account, Instant from, Instant to) {
            return List.of();
        }

        @Override
        public List<Listing> campaigns(Account account, boolean all) {
            return List.of();
        }
    };

    /** A campaign with those of its lists that the account may see. */
    record Listing(Campaign campaign, List<LeadList> lists) {}

    /** Agents: the account's own, or all that it may see. */
    List<Agent> agents(Account account, boolean all);

    /** Calls that the account may see, made at or after {@code from} and at or before {@code to}, oldest first. */
    List<CallRecord> calls(Account account, Instant from, Instant to);

    /** Campaigns: the account's own, or all that it may see. */
    List<Listing> campaigns(Account account, boolean all);
}
