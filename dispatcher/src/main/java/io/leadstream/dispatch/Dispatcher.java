package io.leadstream.dispatch;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.LaneState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A vendor's lane as a loop on one thread: poll, hand in, pause when full, commit what the ledger allows, run what was
 * committed to start. Decides nothing: {@link LaneCore} does.
 *
 * <p>{@link #run} returns after {@link #stop} once the lane is drained, and throws when the lane must be begun anew from
 * what is committed: a fenced producer, a broker that is gone for long.
 */
final class Dispatcher {

    /** How long the loop waits for records when there is nothing else to look after. */
    private static final Duration IDLE_WAIT = Duration.ofMillis(50);

    private static final Duration BUSY_WAIT = Duration.ofMillis(5);

    /** A hand-over's commit that was aborted is tried again after this. */
    private static final Duration AGAIN = Duration.ofMillis(200);

    /** An offset that moved without anything to publish is committed after this. */
    private static final Duration LAZY = Duration.ofSeconds(1);

    private final LaneSettings settings;
    private final LaneWorks works;
    private final LaneCore core;
    private final Transactions transactions;
    private final Alarm alarm;
    private final LaneWatch watch;
    private final CommitPace pace;
    private final AttemptRunner runner;
    private final Runnable firstAssignment;
    private final BlockingQueue<Runnable> happened = new LinkedBlockingQueue<>();
    private volatile boolean polled;
    private volatile long lastGoodPoll;
    private volatile boolean stopping;
    private boolean over;
    private volatile Duration patience;
    private Instant lastCommit = Instant.MIN;
    private int callsEnded;
    /** Until then a lane that was empty reads on before it commits: the first transaction is for all that is there. */
    private long gatherUntilNanos;

    private boolean gathering;
    private LaneState said = LaneState.RUNNING;

    /**
     * A lane ready to {@link #run}.
     *
     * @param works the things it works with; whoever made them closes them
     * @param firstAssignment called once the group has given the lane its partitions
     */
    Dispatcher(LaneSettings settings, LaneWorks works, Runnable firstAssignment) {
        this.settings = settings;
        this.works = works;
        this.firstAssignment = firstAssignment;
        this.patience = settings.requestTimeout().plus(LaneSettings.MARGIN);
        this.core = new LaneCore(works.means(this::mayStart));
        this.alarm = new Alarm(settings.limits());
        this.watch = new LaneWatch(works, core);
        int places = settings.limits().getConcurrency();
        this.pace = new CommitPace(Duration.ofMillis(works.commitIntervalMs()), places);
        this.runner = new AttemptRunner(works, new Places(places, works.threads()));
        this.transactions = new Transactions(works.producer(), works.wire(), settings.id(), works.events());
    }

    /**
     * Makes {@link #run} hand over and return. Any thread may call it.
     *
     * @param most how long calls in flight are waited for, at most; what has not ended by then is UNKNOWN to the next run
     */
    void stop(Duration most) {
        patience = most.compareTo(patience) < 0 ? most : patience;
        stopping = true;
    }

    /** Runs the lane until it is stopped. */
    void run() {
        Consumer<String> onCancel = id -> happened.add(() -> core.cancel(id, now()));
        works.cancels().tell(onCancel);
        boolean drained = false;
        try {
            works.producer().initTransactions();
            // Not in the first transaction, which calls wait for; and where there is no topic for results nothing is
            // sent.
            works.wire().written().forEach(works.producer()::partitionsFor);
            works.consumer()
                    .subscribe(
                            List.of(works.wire().deliveries()),
                            new HandOver(works, core, this::handOver, () -> over, this::assigned));
            while (!stopping) {
                turn();
            }
            works.events().laneChanged(settings.id(), LaneState.DRAINING, "");
            handOver(ours());
            drained = true;
        } finally {
            works.cancels().tellNoMore(onCancel);
            over = true;
            if (!drained) { // failed: nothing may be in flight when the lane begins anew
                stopping = true;
                core.withdraw(ours());
                awaitInFlight(ours(), works.nanoTime().getAsLong() + patience.toNanos());
            }
        }
    }

    private void assigned() {
        said = LaneState.RUNNING; // by the hand-over
        firstAssignment.run();
    }

    private void turn() {
        long before = works.nanoTime().getAsLong();
        if (core.holding() == 0 && !core.owes()) {
            gatherUntilNanos =
                    before + Duration.ofMillis(works.commitIntervalMs()).toNanos();
        }
        var records = works.consumer().poll(pollWait());
        lastGoodPoll = before;
        polled = true;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            accept(record);
        }
        records.nextOffsets().forEach((partition, next) -> core.readTo(partition.partition(), next.offset()));
        takeWhatHappened();
        steer();
        gathering = core.holding() < works.lane().room()
                && works.nanoTime().getAsLong() < gatherUntilNanos
                && (!records.isEmpty() || moreIsThere());
        if (!gathering && !untilCommit().isPositive()) {
            commit(works.lane().room(), LAZY);
        }
    }

    /** True if the broker is known to have deliveries that are to be read and were not yet. */
    private boolean moreIsThere() {
        Set<TopicPartition> paused = works.consumer().paused();
        return works.consumer().assignment().stream()
                .filter(partition -> !paused.contains(partition))
                .anyMatch(partition -> works.consumer().currentLag(partition).orElse(0) > 0);
    }

    private Duration untilCommit() {
        return pace.left(now(), core.underWay(), core.ready());
    }

    /** No wait while something is to be committed now; a short one while calls are under way. */
    private Duration pollWait() {
        if (core.holding() == 0 && !core.owes()) {
            return IDLE_WAIT;
        }
        Duration left = untilCommit();
        boolean something = core.owes() || !happened.isEmpty();
        if (gathering || (something && !left.isPositive())) {
            return Duration.ZERO;
        }
        return left.isPositive() && left.compareTo(BUSY_WAIT) < 0 ? left : BUSY_WAIT;
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) {
        try {
            core.polled(record.partition(), record.offset(), works.wire().read(record), now());
        } catch (SerializationException e) {
            String message = e.getMessage() == null ? "" : e.getMessage();
            core.unreadable(record, e.getClass().getName(), message);
        }
    }

    private void takeWhatHappened() {
        List<Runnable> all = new ArrayList<>();
        happened.drainTo(all);
        all.forEach(Runnable::run);
    }

    /** Reads on where there is room, and nowhere while the lane is stopped; says so when that changes. */
    private void steer() {
        boolean open = works.lane().breaker() == BreakerState.OPEN;
        boolean stopped = open || !allowed();
        if (state(stopped) != said) {
            said = state(stopped);
            works.events().laneChanged(settings.id(), said, why(open));
        }
        Set<TopicPartition> full = new HashSet<>();
        Set<TopicPartition> free = new HashSet<>();
        for (TopicPartition partition : works.consumer().assignment()) {
            (stopped || !core.reads(partition.partition()) ? full : free).add(partition);
        }
        works.consumer().pause(full);
        works.consumer().resume(free);
        watch.look(stopped, now());
    }

    private LaneState state(boolean stopped) {
        return alarm.rung().isPresent() ? LaneState.DISABLED : stopped ? LaneState.PAUSED : LaneState.RUNNING;
    }

    private String why(boolean open) {
        String breaker = open ? "breaker open" : "breaker closing";
        return alarm.rung().orElse(settings.vendor().getPaused() ? "by a person" : breaker);
    }

    /** False while a person wants nothing sent, or has to look. */
    private boolean allowed() {
        return !settings.vendor().getPaused() && alarm.rung().isEmpty();
    }

    /** Commits what there is; false if that was aborted, and is still to be done. */
    private boolean commit(int room, Duration lazy) {
        Instant begun = now();
        boolean starts = mayStart() && allowed() && !alarm.ringsWith(core::results);
        Commit commit = core.plan(begun, starts ? room : 0);
        if (commit.canWait() && (commit.points().isEmpty() || now().isBefore(lastCommit.plus(lazy)))) {
            return true;
        }
        boolean done = transactions.commit(
                commit, works.wire().deliveries(), works.consumer().groupMetadata());
        lastCommit = now();
        if (!done) {
            pace.aborted(lastCommit);
        } else {
            pace.committed(begun, lastCommit, room);
            works.lane().cycle(callsEnded);
            callsEnded = 0;
            List<Attempt> attempts = core.committed(commit);
            transactions.report(commit, core.holding());
            commit.facts().stream()
                    .filter(Fact.Result.class::isInstance)
                    .forEach(fact -> alarm.heard(((Fact.Result) fact).result()));
            Batches.of(attempts, works.lane().batching()).forEach(this::begin);
        }
        return done;
    }

    private void begin(List<Attempt> attempts) {
        runner.run(
                attempts,
                outcomes -> happened.add(() -> {
                    callsEnded++;
                    for (int i = 0; i < attempts.size(); i++) {
                        core.ended(attempts.get(i), outcomes.get(i));
                    }
                }));
    }

    /** Correctness.md 3: a member that the group may already have given up on starts nothing. */
    private boolean mayStart() {
        long age = works.nanoTime().getAsLong() - lastGoodPoll;
        return !stopping && polled && age < settings.freshness().toNanos();
    }

    private void handOver(Collection<Integer> partitions) {
        long end = works.nanoTime().getAsLong() + patience.toNanos();
        core.withdraw(partitions);
        awaitInFlight(partitions, end);
        while (!commit(0, Duration.ZERO) // the marks of what was taken back, too
                && works.nanoTime().getAsLong() < end) {
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }

    /** Waits until nothing of these partitions is in flight, at most as long as a call may take or as we were told. */
    private void awaitInFlight(Collection<Integer> partitions, long end) {
        takeWhatHappened();
        try {
            while (core.inFlight(partitions) && works.nanoTime().getAsLong() < end) {
                Runnable next = happened.poll(IDLE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Integer> ours() {
        return core.partitions();
    }

    private Instant now() {
        Clock clock = works.clock();
        return clock.instant();
    }
}
