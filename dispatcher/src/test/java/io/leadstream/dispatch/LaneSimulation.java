package io.leadstream.dispatch;

import static io.leadstream.dispatch.Deliveries.START;
import static io.leadstream.dispatch.Deliveries.delivery;
import static io.leadstream.dispatch.Deliveries.limits;

import io.leadstream.dialect.Reply;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.AfterUnknown;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** One life of a lane: a log, a hold, a vendor, and one dispatcher after another. {@link Judge} watches all of it. */
final class LaneSimulation {

    private static final int PARTITIONS = 2;
    private static final int LEADS = 30;
    private static final int STEPS = 600;
    private static final int ROOM = 5;
    private static final List<AfterUnknown> POLICIES =
            List.of(AfterUnknown.VERIFY, AfterUnknown.RESEND, AfterUnknown.STOP);

    private final Random random;
    private final RetryRule rule;
    private final List<List<Optional<Delivery>>> log = new ArrayList<>();
    private final Map<Integer, Commit.Point> committed = new HashMap<>();
    private final List<DeliveryOutcome> held = new ArrayList<>();
    private final Set<String> cancels = new HashSet<>();
    private final Set<String> met = new TreeSet<>();
    private final Judge judge;
    private final FaultyVendor vendor;
    private Instant now = START;
    private boolean calm;

    // what dies with a dispatcher
    private LaneCore core;
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final List<String> untold = new ArrayList<>();
    private final List<Attempt> running = new ArrayList<>();
    private final Map<Attempt, Outcome.Replied> sent = new HashMap<>();

    LaneSimulation(long seed) {
        random = new Random(seed);
        vendor = new FaultyVendor(random);
        AfterUnknown policy = POLICIES.get(random.nextInt(POLICIES.size()));
        rule = new RetryRule(limits(500L, 1_500L, 10_000L).build(), policy, true);
        judge = new Judge(rule, policy);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            log.add(new ArrayList<>());
            committed.put(partition, new Commit.Point(0, ""));
        }
        for (long lead = 1; lead <= LEADS; lead++) {
            var delivery = delivery(lead, "" + random.nextInt(8)).setPriority(random.nextInt(3));
            if (random.nextInt(4) == 0) {
                delivery.setExpiresAt(START.plusSeconds(5 + random.nextInt(60)));
            }
            append(delivery.build());
        }
        core = start();
    }

    Set<String> met() {
        met.addAll(vendor.met());
        return met;
    }

    List<String> broken() {
        return judge.broken();
    }

    void run() {
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        calm = true;
        for (int i = 0; i < 5_000 && !done(); i++) {
            step();
        }
        judge.atEnd(LEADS, vendor.has());
        if (!done()) {
            judge.breaks("not done: " + core.holding() + " held");
        }
    }

    private boolean done() {
        boolean read = true;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            read &= point(partition).offset() == log.get(partition).size();
        }
        return read && held.isEmpty() && core.holding() == 0;
    }

    private void step() {
        now = now.plusMillis(random.nextInt(100));
        release();
        switch (random.nextInt(calm ? 12 : 20)) {
            case 0, 1, 2 -> poll();
            case 3, 4, 5 -> commit();
            case 6, 7, 8 -> pass();
            case 9, 10 -> end();
            case 11 -> tell();
            case 12 -> now = now.plus(Duration.ofMillis(random.nextInt(3_000)));
            case 13, 14 -> cancel();
            case 15 -> handOver();
            case 16 -> lost();
            case 17 -> crash("crash");
            default -> commit();
        }
    }

    private void append(Delivery delivery) {
        List<Optional<Delivery>> partition =
                log.get(Math.floorMod(delivery.getPhone().hashCode(), PARTITIONS));
        partition.add(Optional.of(delivery));
        judge.appended(delivery);
        if (random.nextInt(3) == 0) {
            partition.add(Optional.empty());
        }
    }

    /** What hold does: sends again what is due. */
    private void release() {
        for (DeliveryOutcome outcome : List.copyOf(held)) {
            if (!outcome.getAgainAt().orElseThrow().isAfter(now)) {
                held.remove(outcome);
                append(outcome.getDelivery().orElseThrow());
            }
        }
    }

    private LaneCore start() {
        running.clear();
        sent.clear();
        untold.clear();
        var dialect = new TestDialect(true);
        var account = new VendorAccount("acme", Map.of(), Map.of());
        var fresh = new LaneCore(new LaneCore.Means(
                rule, d -> dialect.encode(d, account), cancels::contains, () -> true, random, 64, told -> true));
        core = fresh;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assign(partition);
        }
        return fresh;
    }

    private void assign(int partition) {
        Commit.Point point = point(partition);
        core.assigned(partition, OffsetLedger.restore(point.offset(), point.metadata()));
        positions.put(partition, (int) point.offset());
    }

    private Commit.Point point(int partition) {
        return committed.getOrDefault(partition, new Commit.Point(0, ""));
    }

    private void poll() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int position = positions.getOrDefault(partition, 0);
            int most = 1 + random.nextInt(10);
            for (int i = 0; i < most && position < log.get(partition).size() && core.reads(partition); i++) {
                Optional<Delivery> record = log.get(partition).get(position);
                if (record.isPresent()) {
                    core.polled(partition, position, record.get(), now);
                }
                position++;
            }
            core.readTo(partition, position);
            positions.put(partition, position);
        }
    }

    private void commit() {
        Commit plan = core.plan(now, ROOM);
        int fate = calm ? 9 : random.nextInt(20);
        if (fate == 0) {
            met.add("abort");
        } else if (fate == 1) {
            crash("crash before commit");
        } else {
            publish(plan);
            if (fate == 2) {
                crash("crash after commit");
            } else {
                running.addAll(core.committed(plan));
            }
        }
    }

    private void publish(Commit plan) {
        committed.putAll(plan.points());
        for (Fact fact : plan.facts()) {
            judge.published(fact);
            if (fact instanceof Fact.Result f) {
                met.add(f.result().getResult().name());
                f.result().getReason().filter("dispatcher restarted"::equals).ifPresent(r -> met.add("restarted"));
            }
            if (fact instanceof Fact.Told f) {
                met.add(f.outcome().getKind().name());
                if (f.outcome().getDelivery().isPresent()) {
                    held.add(f.outcome());
                }
            }
        }
    }

    /** One attempt comes to its gate; if it passes, the vendor gets it and an answer is on its way. */
    private void pass() {
        List<Attempt> waiting =
                running.stream().filter(attempt -> !sent.containsKey(attempt)).toList();
        if (waiting.isEmpty()) {
            return;
        }
        Attempt attempt = waiting.get(random.nextInt(waiting.size()));
        if (attempt.held().expired(now)
                || (!calm && random.nextInt(10) == 0)
                || !attempt.gate().pass()) {
            running.remove(attempt);
            core.ended(attempt, new Outcome.NotStarted("not now"));
            return;
        }
        judge.sent(attempt, sent.keySet(), cancels, vendor.has());
        Reply reply = vendor.call(attempt.delivery(), calm);
        sent.put(attempt, new Outcome.Replied(reply, Optional.of(200), Optional.of(now), now));
    }

    private void end() {
        List<Attempt> over = running.stream().filter(sent::containsKey).toList();
        if (!over.isEmpty()) {
            Attempt attempt = over.get(random.nextInt(over.size()));
            running.remove(attempt);
            Outcome.Replied outcome = Objects.requireNonNull(sent.remove(attempt));
            core.ended(attempt, new Outcome.Replied(outcome.reply(), outcome.httpStatus(), outcome.startedAt(), now));
        }
    }

    /** Somebody changes their mind, now and then while an attempt is in flight. */
    private void cancel() {
        if (random.nextInt(6) == 0) {
            List<String> flying = sent.keySet().stream()
                    .map(attempt -> attempt.held().id())
                    .sorted()
                    .toList();
            String id = flying.isEmpty() || random.nextBoolean()
                    ? (1 + random.nextInt(LEADS)) + ":acme"
                    : flying.get(random.nextInt(flying.size()));
            cancels.add(id);
            untold.add(id);
        }
    }

    private void tell() {
        untold.forEach(id -> core.cancel(id, now));
        untold.clear();
    }

    /** A partition leaves in good order and comes back. */
    private void handOver() {
        int partition = random.nextInt(PARTITIONS);
        met.add("hand-over");
        core.withdraw(List.of(partition));
        while (core.inFlight(List.of(partition))) {
            end();
        }
        Commit plan = core.plan(now, 0);
        publish(plan);
        running.addAll(core.committed(plan));
        core.lost(List.of(partition));
        assign(partition);
    }

    /** A partition is gone without a word and comes back. */
    private void lost() {
        int partition = random.nextInt(PARTITIONS);
        met.add("lost");
        core.withdraw(List.of(partition));
        core.lost(List.of(partition));
        running.removeIf(attempt -> attempt.held().partition == partition);
        sent.keySet().removeIf(attempt -> attempt.held().partition == partition);
        assign(partition);
    }

    private void crash(String how) {
        met.add(how);
        start();
    }
}
