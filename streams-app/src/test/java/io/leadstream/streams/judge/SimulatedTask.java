package io.leadstream.streams.judge;

import io.leadstream.schema.ClaimState;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.LeadClaim;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStep;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.rules.CancelRule;
import io.leadstream.streams.rules.Entries;
import io.leadstream.streams.rules.Reservations;
import io.leadstream.streams.rules.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One partition's task: its stores, its two logs, and what it did since its last commit. A crash takes all of that back, and
 * what is sent or answered is seen by nobody before the commit.
 */
final class SimulatedTask implements Reservations.Desk {

    /** A record of {@code leads}. */
    sealed interface Input {

        record Submit(ResolvedLead lead) implements Input {}

        /** Cancels one lead of a phone, or all of them where the lead's id is 0. */
        record Cancel(long cancelId, String phone, long leadId) implements Input {}
    }

    /** Ways to break the protocol on purpose. */
    enum Broken {
        NOT,
        /** Nobody waits for anybody. */
        NOBODY_WAITS,
        /** A lead that holds its alt phone is overtaken there. */
        ALT_IS_NOT_LOCKED,
        /** A cancel is answered before the entry under the alt phone is gone. */
        CANCEL_ANSWERS_EARLY
    }

    /** A cancel that waits. */
    private record Waiting(String phone, Set<String> waitsFor, Set<Long> cancelled) {}

    final List<Input> leads = new ArrayList<>();
    final List<LeadStep> steps = new ArrayList<>();
    private final Broken broken;
    private final Simulation world;
    private final Map<String, List<LeadClaim>> claims = new HashMap<>();
    private final Map<String, List<LeadEntry>> entries = new HashMap<>();
    private final Map<String, Boolean> answered = new HashMap<>();
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final List<Runnable> onCommit = new ArrayList<>();
    private int leadsRead;
    private int stepsRead;
    private long reading;

    SimulatedTask(Simulation world, Broken broken) {
        this.world = world;
        this.broken = broken;
    }

    boolean hasLead() {
        return leadsRead < leads.size();
    }

    boolean hasStep() {
        return stepsRead < steps.size();
    }

    void readLead() {
        Input input = leads.get(leadsRead++);
        undo.push(() -> leadsRead--);
        switch (input) {
            case Input.Submit submit -> submit(submit.lead());
            case Input.Cancel cancel -> cancel(cancel);
        }
    }

    void readStep() {
        LeadStep step = steps.get(stepsRead++);
        undo.push(() -> stepsRead--);
        reading = step.getLeadId();
        new Reservations(this).hear(step);
    }

    /** Reads what is in its logs; what it sends meanwhile comes there with the commit. */
    void readAll() {
        while (hasStep()) {
            readStep();
        }
        while (hasLead()) {
            readLead();
        }
    }

    void commit() {
        undo.clear();
        onCommit.forEach(Runnable::run);
        onCommit.clear();
    }

    void crash() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
        onCommit.clear();
    }

    /** Leads that wait, and cancels, when nothing moves any more. */
    int left() {
        return claims.values().stream().mapToInt(List::size).sum() + waiting.size();
    }

    private void submit(ResolvedLead lead) {
        reading = lead.getLeadId();
        Reservations reservations = new Reservations(this);
        if (answered.containsKey(lead.getEventId())) {
            onCommit.add(() -> world.resendAnswered());
        } else if (!reservations.attach(lead)) {
            reservations.submit(lead, false);
        }
    }

    private void cancel(Input.Cancel cancel) {
        Reservations reservations = new Reservations(this);
        Waiting wait = new Waiting(cancel.phone(), new HashSet<>(), new HashSet<>());
        for (LeadEntry entry : entries(cancel.phone())) {
            if (means(cancel, entry)) {
                removeEntry(cancel.phone(), entry.getLeadId());
                wait.cancelled().add(entry.getLeadId());
                Reservations.removal(cancel.phone(), entry, entry.getSubmittedAt())
                        .ifPresent(step -> {
                            send(step);
                            if (broken != Broken.CANCEL_ANSWERS_EARLY) {
                                wait.waitsFor().add(CancelRule.altEntry(entry.getLeadId()));
                            }
                        });
            }
        }
        reservations
                .cancel(cancel.phone(), entry -> means(cancel, entry))
                .forEach(leadId -> wait.waitsFor().add(CancelRule.undecided(leadId)));
        change(waiting, cancel.cancelId(), wait);
        answerCancels();
    }

    private static boolean means(Input.Cancel cancel, LeadEntry entry) {
        return !entry.getAlt() && (cancel.leadId() == 0 || cancel.leadId() == entry.getLeadId());
    }

    private void heard(String token, Optional<Long> cancelled) {
        for (Map.Entry<Long, Waiting> each : List.copyOf(waiting.entrySet())) {
            Waiting before = each.getValue();
            if (before.waitsFor().contains(token)) {
                Waiting after = new Waiting(
                        before.phone(), new HashSet<>(before.waitsFor()), new HashSet<>(before.cancelled()));
                after.waitsFor().remove(token);
                cancelled.ifPresent(after.cancelled()::add);
                change(waiting, each.getKey(), after);
            }
        }
        answerCancels();
    }

    private void answerCancels() {
        for (Map.Entry<Long, Waiting> each : List.copyOf(waiting.entrySet())) {
            if (each.getValue().waitsFor().isEmpty()) {
                change(waiting, each.getKey(), null);
                onCommit.add(() ->
                        world.cancelAnswered(each.getKey(), each.getValue().cancelled()));
            }
        }
    }

    @Override
    public List<LeadClaim> claims(String phone) {
        List<LeadClaim> all = claims.getOrDefault(phone, List.of());
        return switch (broken) {
            case NOT, CANCEL_ANSWERS_EARLY -> all;
            case NOBODY_WAITS ->
                all.stream()
                        .filter(claim -> claim.getLead().getLeadId() == reading)
                        .toList();
            case ALT_IS_NOT_LOCKED ->
                all.stream().map(claim -> unlocked(phone, claim)).toList();
        };
    }

    private static LeadClaim unlocked(String phone, LeadClaim claim) {
        return claim.getLead().getPhone().equals(phone)
                ? claim
                : LeadClaim.newBuilder(claim).setState(ClaimState.INTENT).build();
    }

    @Override
    public void put(LeadClaim claim) {
        List<LeadClaim> after = others(claim);
        after.add(claim);
        after.sort(Comparator.comparingLong(LeadClaim::getTicket));
        change(claims, claim.getKey(), after);
    }

    @Override
    public void remove(LeadClaim claim) {
        change(claims, claim.getKey(), others(claim));
    }

    private List<LeadClaim> others(LeadClaim claim) {
        List<LeadClaim> others = new ArrayList<>(claims.getOrDefault(claim.getKey(), List.of()));
        others.removeIf(each -> each.getLead().getLeadId() == claim.getLead().getLeadId());
        return others;
    }

    @Override
    public List<LeadEntry> entries(String phone) {
        return entries.getOrDefault(phone, List.of());
    }

    @Override
    public void append(String phone, LeadEntry entry) {
        List<LeadEntry> after = new ArrayList<>(List.of(entry));
        after.addAll(entries(phone));
        change(entries, phone, after);
    }

    @Override
    public void removeEntry(String phone, long leadId) {
        List<LeadEntry> after = new ArrayList<>(entries(phone));
        after.removeIf(entry -> entry.getLeadId() == leadId);
        change(entries, phone, after);
    }

    @Override
    public void send(LeadStep step) {
        onCommit.add(() -> world.send(step));
    }

    @Override
    public void decide(LeadClaim claim, Verdict verdict) {
        ResolvedLead lead = claim.getLead();
        Optional<DuplicateHit> hit = switch (verdict) {
            case Verdict.Pass pass -> Optional.empty();
            case Verdict.Reject reject -> reject.reasons().getFirst().getDuplicate();
        };
        boolean cancelled = claim.getCancelled() && hit.isEmpty();
        if (hit.isEmpty() && !cancelled) {
            append(lead.getPhone(), Entries.held(lead, lead.getSubmittedAt()));
        }
        change(answered, lead.getEventId(), true);
        onCommit.add(() -> world.answered(lead, hit));
        for (int resend = 0; resend < claim.getResends(); resend++) {
            onCommit.add(world::resendAnswered);
        }
        heard(CancelRule.undecided(lead.getLeadId()), cancelled ? Optional.of(lead.getLeadId()) : Optional.empty());
    }

    @Override
    public void removed(String phone, long leadId) {
        heard(CancelRule.altEntry(leadId), Optional.empty());
    }

    private <K, V> void change(Map<K, V> map, K key, @Nullable V value) {
        @Nullable V before = value == null ? map.remove(key) : map.put(key, value);
        undo.push(() -> restore(map, key, before));
    }

    private static <K, V> void restore(Map<K, V> map, K key, @Nullable V before) {
        if (before == null) {
            map.remove(key);
        } else {
            map.put(key, before);
        }
    }
}
