package io.leadstream.streams;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.LeadClaim;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStep;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.rules.CancelRule;
import io.leadstream.streams.rules.Decisions;
import io.leadstream.streams.rules.DueRule;
import io.leadstream.streams.rules.FoldRule;
import io.leadstream.streams.rules.Reservations;
import io.leadstream.streams.rules.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Where {@link Reservations} run: the stores of one task, and the stages after this one. */
final class MatchDesk implements Reservations.Desk {

    /** Fewer entries than this are left as they are. */
    private static final int FOLDED_FROM = 4;

    private final ProcessorContext<String, Turn> context;
    private final LeadClaims claims;
    private final LeadEntries entries;
    private final FirstDecisions answered;
    private final PendingAnswers pending;

    /** The phone whose entries were looked at last, and the order of the next one there; nothing was added since. */
    private Optional<Looked> looked = Optional.empty();

    private record Looked(String phone, long nextOrder) {}

    MatchDesk(ProcessorContext<String, Turn> context) {
        this.context = context;
        claims = new LeadClaims(context.getStateStore(LeadClaims.STORE));
        entries = new LeadEntries(context.getStateStore(LeadEntries.STORE));
        answered = new FirstDecisions(context.getStateStore(FirstDecisions.STORE));
        pending = new PendingAnswers(context.getStateStore(PendingAnswers.STORE));
    }

    @Override
    public List<LeadClaim> claims(String phone) {
        return claims.of(phone);
    }

    @Override
    public void put(LeadClaim claim) {
        claims.put(claim);
    }

    @Override
    public void remove(LeadClaim claim) {
        claims.remove(claim);
    }

    @Override
    public List<LeadEntry> entries(String phone) {
        List<LeadEntries.Kept> kept = entries.newestFirst(phone);
        if (kept.size() > FOLDED_FROM) {
            kept = folded(phone, kept);
        }
        looked = Optional.of(new Looked(phone, LeadEntries.nextOrder(kept)));
        return kept.stream().map(LeadEntries.Kept::entry).toList();
    }

    @Override
    public void append(String phone, LeadEntry entry) {
        looked = Optional.empty();
        entries.append(phone, entries.nextOrder(phone), entry);
    }

    @Override
    public void removeEntry(String phone, long leadId) {
        looked = Optional.empty();
        entries.find(phone, leadId).ifPresent(entries::remove);
    }

    @Override
    public void send(LeadStep step) {
        say(step);
    }

    @Override
    public void decide(LeadClaim claim, Verdict verdict) {
        ResolvedLead lead = claim.getLead();
        boolean cancelled = claim.getCancelled() && verdict instanceof Verdict.Pass;
        if (cancelled) {
            LeadDecision first = decisions().first(verdict, DueRule.none(lead));
            answered.put(first);
            say(first);
            say(decisions().ended(lead, DecisionOutcome.CANCELLED));
        } else {
            forward(new Turn.Decide(verdict, takeOrder(lead.getPhone())));
        }
        for (int resend = 0; resend < claim.getResends(); resend++) {
            before(lead).ifPresent(this::sayAgain);
        }
        if (claim.getCancelled()) {
            answer(
                    lead.getPhone(),
                    CancelRule.undecided(lead.getLeadId()),
                    cancelled ? Optional.of(lead.getLeadId()) : Optional.empty());
        }
    }

    @Override
    public void removed(String phone, long leadId) {
        answer(phone, CancelRule.altEntry(leadId), Optional.empty());
    }

    /** What was answered to the lead's event before. */
    Optional<LeadDecision> before(ResolvedLead lead) {
        return answered.find(lead.getPhone(), lead.getAccount(), lead.getEventId(), lead.getSubmittedAt());
    }

    void sayAgain(LeadDecision decision) {
        say(decisions().again(decision));
    }

    void forward(Turn turn) {
        context.forward(new Record<>("", turn, context.currentSystemTimeMs()));
    }

    /** The order of an entry that is about to be added, without another look if the last one was at this phone. */
    private long takeOrder(String phone) {
        Optional<Looked> here = looked.filter(last -> last.phone().equals(phone));
        looked = Optional.empty();
        return here.map(Looked::nextOrder).orElseGet(() -> entries.nextOrder(phone));
    }

    private void answer(String phone, String waitedFor, Optional<Long> cancelledLead) {
        List<LeadDecision> answers = pending.heard(
                phone,
                waitedFor,
                answer -> cancelledLead.isPresent() ? CancelRule.heard(answer, cancelledLead) : answer);
        answers.forEach(answered::put);
        answers.forEach(this::say);
    }

    /** Folds one superseded entry, if there is one: as each lead adds one at most, that keeps pace. */
    private List<LeadEntries.Kept> folded(String phone, List<LeadEntries.Kept> kept) {
        Optional<FoldRule.Fold> fold =
                FoldRule.of(kept.stream().map(LeadEntries.Kept::entry).toList());
        if (fold.isEmpty()) {
            return kept;
        }
        for (LeadEntries.Kept each : kept) {
            if (each.entry().getLeadId() == fold.get().into().getLeadId()) {
                entries.put(new LeadEntries.Kept(each.key(), fold.get().into()));
            } else if (each.entry().getLeadId() == fold.get().gone().getLeadId()) {
                entries.remove(each);
            }
        }
        return entries.newestFirst(phone);
    }

    private void say(SpecificRecord said) {
        forward(new Turn.Say(said));
    }

    private Decisions decisions() {
        return new Decisions(
                Instant.ofEpochMilli(context.currentSystemTimeMs()),
                context.taskId().partition());
    }
}
