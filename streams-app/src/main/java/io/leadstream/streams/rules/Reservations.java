package io.leadstream.streams.rules;

import io.leadstream.schema.ClaimState;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.LeadClaim;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStep;
import io.leadstream.schema.LeadStepKind;
import io.leadstream.schema.ResolvedLead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a lead with two phones is decided as if it were alone in the world (correctness.md 7 to 11).
 *
 * <p>It takes its two keys in sorted order, so that no two leads wait for each other. Whoever comes to a key that is
 * held waits behind it, first come first served, but those before the rest who hold their other key and keep others
 * waiting there (docs/decisions/0019). The lead is decided at its phone, holding both; its alt phone, still
 * held then, hears of it by a step that is committed together with the answer, and nobody reads that phone before.
 *
 * <pre>
 *   phone &lt; alt:  WAITING ─► HOLDING phone ─RESERVE─► HOLDING alt ─RESERVED─► decided ─CONFIRM or RELEASE─► alt free
 *   alt &lt; phone:  INTENT ─RESERVE─► HOLDING alt ─RESERVED─► (WAITING at phone) ─► decided ─CONFIRM or RELEASE─► alt free
 *   one phone:    (WAITING) ─► decided
 * </pre>
 *
 * <p>A lead that its phone alone rejects reserves nothing more: it leaves nothing that others could miss.
 */
public final class Reservations {

    /** What the protocol asks of where it runs; all of it happens in one step, or none. */
    public interface Desk {

        /** The undecided leads at a phone, by ticket. */
        List<LeadClaim> claims(String phone);

        void put(LeadClaim claim);

        void remove(LeadClaim claim);

        /** The entries under a phone, newest first. */
        List<LeadEntry> entries(String phone);

        /** Adds an entry as the newest of a phone. */
        void append(String phone, LeadEntry entry);

        /** Removes the entry of a lead from a phone, if it is there. */
        void removeEntry(String phone, long leadId);

        void send(LeadStep step);

        /** Answers a lead. Before it returns, one that was accepted and not cancelled has its entry under its phone. */
        void decide(LeadClaim claim, Verdict verdict);

        /** The entry under its alt phone of a lead that was cancelled is gone. */
        void removed(String phone, long leadId);
    }

    private final Desk desk;

    public Reservations(Desk desk) {
        this.desk = desk;
    }

    /**
     * A lead arrives at its phone.
     *
     * @param cancelled true if a cancel came before it that means it: if it is accepted, it ends at once
     */
    public void submit(ResolvedLead lead, boolean cancelled) {
        List<LeadClaim> claims = desk.claims(lead.getPhone());
        LeadClaim claim =
                Claims.of(lead, lead.getPhone(), claims).setCancelled(cancelled).build();
        boolean free = claims.stream().noneMatch(Claims::blocks);
        boolean altFirst = lead.getAltPhone()
                .filter(alt -> alt.compareTo(lead.getPhone()) < 0)
                .isPresent();
        Optional<Verdict> alone =
                free && altFirst ? DuplicateRule.alone(lead, desk.entries(lead.getPhone())) : Optional.empty();
        if (alone.isPresent()) {
            decide(claim, alone.get());
        } else if (altFirst) {
            desk.put(Claims.in(ClaimState.INTENT, claim));
            desk.send(Steps.toAlt(LeadStepKind.RESERVE, lead).setLead(lead).build());
        } else if (free) {
            take(claim);
        } else {
            desk.put(Claims.in(ClaimState.WAITING, claim));
        }
    }

    /** An event was sent again: true if its lead is undecided, and will be answered as often. */
    public boolean attach(ResolvedLead again) {
        for (LeadClaim claim : desk.claims(again.getPhone())) {
            ResolvedLead lead = claim.getLead();
            if (!Claims.isAtAlt(claim)
                    && lead.getEventId().equals(again.getEventId())
                    && lead.getAccount().equals(again.getAccount())) {
                desk.put(Claims.same(claim).setResends(claim.getResends() + 1).build());
                return true;
            }
        }
        return false;
    }

    /** Marks the undecided leads of a phone that a cancel means; returns their ids. */
    public List<Long> cancel(String phone, Predicate<LeadEntry> means) {
        List<Long> marked = new ArrayList<>();
        for (LeadClaim claim : desk.claims(phone)) {
            if (!Claims.isAtAlt(claim) && means.test(Entries.pending(claim.getLead()))) {
                desk.put(Claims.same(claim).setCancelled(true).build());
                marked.add(claim.getLead().getLeadId());
            }
        }
        return marked;
    }

    /**
     * The step that takes away a cancelled lead's entry under its alt phone, if it has one there; whoever cancelled is
     * answered after {@link Desk#removed}.
     */
    public static Optional<LeadStep> removal(String phone, LeadEntry entry, Instant at) {
        return entry.getOtherPhone()
                .filter(alt -> !entry.getAlt())
                .map(alt -> LeadStep.newBuilder()
                        .setKind(LeadStepKind.CANCEL)
                        .setLeadId(entry.getLeadId())
                        .setKey(alt)
                        .setHome(phone)
                        .setAlt(alt)
                        .setAt(at)
                        .build());
    }

    /** A step arrives at the phone it is for. One that was heard before changes nothing. */
    public void hear(LeadStep step) {
        Optional<LeadClaim> claim = desk.claims(step.getKey()).stream()
                .filter(each -> each.getLead().getLeadId() == step.getLeadId())
                .findFirst();
        switch (step.getKind()) {
            case RESERVE -> {
                if (claim.isEmpty()) {
                    reserve(step.getLead().orElseThrow(), step.getKey());
                }
            }
            case RESERVED ->
                claim.ifPresentOrElse(
                        found -> reserved(found, step.getHits()),
                        () -> desk.send(Steps.answer(LeadStepKind.RELEASE, step, step.getAlt())));
            case CONFIRM ->
                claim.ifPresent(found -> {
                    desk.append(step.getKey(), Entries.alt(found.getLead(), step.getDueAt()));
                    free(found);
                });
            case RELEASE -> claim.ifPresent(this::free);
            case CANCEL -> {
                desk.removeEntry(step.getKey(), step.getLeadId());
                desk.send(Steps.answer(LeadStepKind.CONFIRMED, step, step.getHome()));
            }
            case CONFIRMED -> desk.removed(step.getKey(), step.getLeadId());
            case UNKNOWN ->
                throw new IllegalStateException(
                        "a step of a kind this version does not know, of lead " + step.getLeadId());
        }
    }

    private void reserve(ResolvedLead lead, String alt) {
        List<LeadClaim> claims = desk.claims(alt);
        LeadClaim claim = Claims.of(lead, alt, claims).build();
        if (claims.stream().anyMatch(Claims::blocks)) {
            desk.put(Claims.in(ClaimState.WAITING, claim));
        } else {
            take(claim);
        }
    }

    private void reserved(LeadClaim found, List<DuplicateHit> hits) {
        if (found.getReserved()) {
            return;
        }
        LeadClaim claim = Claims.same(found).setReserved(true).setHits(hits).build();
        String phone = claim.getKey();
        boolean mine = claim.getState() == ClaimState.HOLDING;
        if (mine || desk.claims(phone).stream().noneMatch(Claims::blocks)) {
            take(claim);
            wake(phone);
        } else {
            desk.put(Claims.in(ClaimState.WAITING, claim));
        }
    }

    private void free(LeadClaim claim) {
        desk.remove(claim);
        wake(claim.getKey());
    }

    /** Gives a phone that nobody holds to those who wait for it, until one keeps it. */
    private void wake(String phone) {
        List<LeadClaim> claims = desk.claims(phone);
        if (claims.stream().anyMatch(claim -> claim.getState() == ClaimState.HOLDING)) {
            return;
        }
        for (boolean second : List.of(true, false)) {
            for (LeadClaim claim : claims) {
                if (claim.getState() == ClaimState.WAITING && Claims.isSecond(claim) == second && take(claim)) {
                    return;
                }
            }
        }
    }

    /** It is the lead's turn at a phone; true if it keeps the phone, false if it is decided. */
    private boolean take(LeadClaim claim) {
        ResolvedLead lead = claim.getLead();
        List<LeadEntry> earlier = desk.entries(claim.getKey());
        if (Claims.isAtAlt(claim)) {
            desk.put(Claims.in(ClaimState.HOLDING, claim));
            desk.send(Steps.step(LeadStepKind.RESERVED, lead)
                    .setKey(lead.getPhone())
                    .setHits(DuplicateRule.atAlt(lead, earlier))
                    .build());
            return true;
        }
        if (lead.getAltPhone().isEmpty()) {
            decide(claim, DuplicateRule.match(lead, earlier));
            return false;
        }
        Optional<Verdict> verdict = claim.getReserved()
                ? Optional.of(DuplicateRule.match(lead, earlier, claim.getHits()))
                : DuplicateRule.alone(lead, earlier);
        if (verdict.isPresent()) {
            decide(claim, verdict.get());
            return false;
        }
        desk.put(Claims.in(ClaimState.HOLDING, claim));
        desk.send(Steps.toAlt(LeadStepKind.RESERVE, lead).setLead(lead).build());
        return true;
    }

    private void decide(LeadClaim claim, Verdict verdict) {
        if (claim.getState() != ClaimState.UNKNOWN) {
            desk.remove(claim);
        }
        desk.decide(claim, verdict);
        if (claim.getReserved()) {
            boolean counts = verdict instanceof Verdict.Pass && !claim.getCancelled();
            desk.send(
                    counts
                            ? confirm(claim.getLead())
                            : Steps.toAlt(LeadStepKind.RELEASE, claim.getLead()).build());
        }
    }

    private LeadStep confirm(ResolvedLead lead) {
        Optional<Instant> due = desk.entries(lead.getPhone()).stream()
                .filter(entry -> entry.getLeadId() == lead.getLeadId())
                .findFirst()
                .flatMap(LeadEntry::getDueAt);
        return Steps.toAlt(LeadStepKind.CONFIRM, lead)
                .setDueAt(due.orElse(null))
                .build();
    }
}
