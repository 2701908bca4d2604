package io.leadstream.streams.rules;

import io.leadstream.schema.ClaimState;
import io.leadstream.schema.LeadClaim;
import io.leadstream.schema.ResolvedLead;
import java.util.List;

/** Undecided leads at one of their phones, as {@link Reservations} move them. */
final class Claims {

    private Claims() {}

    /** True if those who come later wait for it. */
    static boolean blocks(LeadClaim claim) {
        return claim.getState() != ClaimState.INTENT;
    }

    /** True if it stands at its lead's alt phone. */
    static boolean isAtAlt(LeadClaim claim) {
        return !claim.getKey().equals(claim.getLead().getPhone());
    }

    /** True if it is its lead's second: the lead holds its other key, and whoever wants that one waits too. */
    static boolean isSecond(LeadClaim claim) {
        return isAtAlt(claim) ? claim.getKey().compareTo(claim.getLead().getPhone()) > 0 : claim.getReserved();
    }

    /** A claim that comes after all others of its phone and is not kept yet. */
    static LeadClaim.Builder of(ResolvedLead lead, String key, List<LeadClaim> before) {
        return LeadClaim.newBuilder()
                .setLead(lead)
                .setKey(key)
                .setTicket(before.isEmpty() ? 0 : before.getLast().getTicket() + 1)
                .setState(ClaimState.UNKNOWN)
                .setReserved(false)
                .setHits(List.of())
                .setCancelled(false)
                .setResends(0);
    }

    static LeadClaim in(ClaimState state, LeadClaim claim) {
        return same(claim).setState(state).build();
    }

    /** A builder that shares the claim's lead, where the generated one would copy every field of it. */
    static LeadClaim.Builder same(LeadClaim claim) {
        return LeadClaim.newBuilder()
                .setLead(claim.getLead())
                .setKey(claim.getKey())
                .setTicket(claim.getTicket())
                .setState(claim.getState())
                .setReserved(claim.getReserved())
                .setHits(claim.getHits())
                .setCancelled(claim.getCancelled())
                .setResends(claim.getResends());
    }
}
