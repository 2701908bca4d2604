package io.leadstream.streams.judge;

import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.LeadStep;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.judge.SimulatedTask.Broken;
import io.leadstream.streams.judge.SimulatedTask.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The protocol over eight partitions, with nothing but a seed for chance: each moment something is submitted, or a task does a
 * few records of its logs and commits them, or crashes. Records wait for as long as chance has it.
 */
final class Simulation {

    private static final int PARTITIONS = 8;
    private static final Instant START = Instant.parse("2026-11-20T15:00:00Z");
    private static final List<String> LISTS = List.of("101", "102", "201");

    private final Random random;
    private final Crowd crowd;
    private final int most;
    private final List<SimulatedTask> tasks;
    private final List<ResolvedLead> submitted = new ArrayList<>();
    private final Map<Long, Long> submittedAt = new HashMap<>();
    private final Map<Long, Long> answeredAt = new HashMap<>();
    private final Map<Long, Optional<DuplicateHit>> hits = new HashMap<>();
    private final Map<Long, Long> cancelAskedAt = new HashMap<>();
    private final Map<Long, Long> asked = new HashMap<>();
    private final Map<Long, Long> cancelled = new HashMap<>();
    private long now;
    private int resends;
    private int resendsAnswered;
    private int crashes;

    Simulation(long seed, int most, int phones, Broken broken) {
        this.random = new Random(seed);
        this.crowd = new Crowd(seed, phones, LISTS);
        this.most = most;
        this.tasks = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new SimulatedTask(this, broken))
                .toList();
    }

    /** Runs until everything is submitted and nothing moves any more. */
    List<Case> run() {
        int eager = 2 + random.nextInt(8);
        while (submitted.size() < most || tasks.stream().anyMatch(task -> task.hasLead() || task.hasStep())) {
            now++;
            if (submitted.size() < most && random.nextInt(10) < eager) {
                submitSomething();
            }
            work(tasks.get(random.nextInt(PARTITIONS)));
        }
        return cases();
    }

    /**
     * Runs in rounds, which stand for the hops of a step: in each, some leads come, and every task does all that was there
     * when the round began and commits. Nothing crashes.
     *
     * @param perRound leads that come in a round, until all have
     * @return the rounds from the last lead's to the one in which everything came to rest
     */
    int drain(int perRound) {
        int rounds = 0;
        while (submitted.size() < most || tasks.stream().anyMatch(task -> task.hasLead() || task.hasStep())) {
            now++;
            rounds += submitted.size() < most ? 0 : 1;
            for (int i = 0; i < perRound && submitted.size() < most; i++) {
                submitLead();
            }
            tasks.forEach(SimulatedTask::readAll);
            tasks.forEach(SimulatedTask::commit);
        }
        return rounds;
    }

    private void work(SimulatedTask task) {
        for (int records = 1 + random.nextInt(4); records > 0; records--) {
            boolean step = task.hasStep() && (!task.hasLead() || random.nextBoolean());
            if (step) {
                task.readStep();
            } else if (task.hasLead()) {
                task.readLead();
            }
        }
        if (random.nextInt(20) == 0) {
            crashes++;
            task.crash();
        } else {
            task.commit();
        }
    }

    private void submitSomething() {
        int chance = submitted.isEmpty() ? 100 : random.nextInt(100);
        if (chance < 5) {
            resends++;
            ResolvedLead again = recent();
            home(again.getPhone()).leads.add(new Input.Submit(at(again.getLead(), again.getEventId())));
        } else if (chance < 10) {
            ResolvedLead lead = recent();
            long cancelId = nextId(lead.getPhone());
            cancelAskedAt.put(cancelId, now);
            home(lead.getPhone())
                    .leads
                    .add(new Input.Cancel(cancelId, lead.getPhone(), random.nextBoolean() ? lead.getLeadId() : 0));
        } else {
            submitLead();
        }
    }

    private void submitLead() {
        ResolvedLead lead = at(crowd.next(), "e" + submitted.size());
        submitted.add(lead);
        submittedAt.put(lead.getLeadId(), now);
        home(lead.getPhone()).leads.add(new Input.Submit(lead));
    }

    private ResolvedLead at(Lead lead, String eventId) {
        String list = lead.getListId().orElseThrow();
        String phone = "1" + lead.getPhone().orElseThrow();
        return Crowd.resolved(
                lead,
                nextId(phone),
                eventId,
                START.plusMillis(now),
                list.equals("201") ? List.of("201") : List.of("101", "102"));
    }

    private ResolvedLead recent() {
        int last = submitted.size();
        return submitted.get(last - 1 - random.nextInt(Math.min(last, 30)));
    }

    private long nextId(String phone) {
        SimulatedTask task = home(phone);
        return LeadId.of(0, tasks.indexOf(task), task.leads.size() + 1L);
    }

    private SimulatedTask home(String phone) {
        return tasks.get(Math.floorMod(phone.hashCode(), PARTITIONS));
    }

    void send(LeadStep step) {
        home(step.getKey()).steps.add(step);
    }

    void answered(ResolvedLead lead, Optional<DuplicateHit> hit) {
        if (hits.put(lead.getLeadId(), hit) != null) {
            throw new AssertionError("a second first decision of lead " + lead.getLeadId());
        }
        answeredAt.put(lead.getLeadId(), now);
    }

    void resendAnswered() {
        resendsAnswered++;
    }

    void cancelAnswered(long cancelId, Set<Long> leads) {
        for (long leadId : leads) {
            asked.merge(leadId, cancelAskedAt.getOrDefault(cancelId, now), Math::min);
            cancelled.merge(leadId, now, Math::min);
        }
    }

    int crashes() {
        return crashes;
    }

    int cancelledLeads() {
        return cancelled.size();
    }

    int unansweredResends() {
        return resends - resendsAnswered;
    }

    /** Leads and cancels that wait though nothing moves. */
    int stuck() {
        return tasks.stream().mapToInt(SimulatedTask::left).sum();
    }

    /** Leads whose entries are not where they belong: under each phone if accepted, nowhere if rejected or cancelled. */
    List<Long> misplaced() {
        return submitted.stream()
                .filter(lead -> {
                    long id = lead.getLeadId();
                    boolean counts = hits.getOrDefault(id, Optional.empty()).isEmpty() && !cancelled.containsKey(id);
                    boolean here = has(lead.getPhone(), id);
                    return here != counts
                            || lead.getAltPhone()
                                    .map(alt -> has(alt, id) != counts)
                                    .orElse(false);
                })
                .map(ResolvedLead::getLeadId)
                .toList();
    }

    private boolean has(String phone, long leadId) {
        return home(phone).entries(phone).stream()
                .mapToLong(LeadEntry::getLeadId)
                .anyMatch(id -> id == leadId);
    }

    /** What became of the leads that are decided. */
    List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (ResolvedLead lead : submitted) {
            long id = lead.getLeadId();
            if (!hits.containsKey(id)) {
                continue;
            }
            cases.add(new Case(
                    lead,
                    submittedAt.getOrDefault(id, 0L),
                    answeredAt.getOrDefault(id, 0L),
                    hits.getOrDefault(id, Optional.empty()),
                    Optional.ofNullable(asked.get(id)),
                    Optional.ofNullable(cancelled.get(id))));
        }
        return cases;
    }
}
