package io.leadstream.bench;

import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Measures how late held leads are released, by the pipeline's own word and by when it can be read, while new ones come
 * in; and how fast a burst that is due all at once drains.
 */
final class Hold {

    private static final String HELD = "held";
    private static final String INTAKE = "intake";
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final long LONGEST_MS = Duration.ofHours(2).toMillis();
    private static final long AHEAD_MS = 3_000;

    private final Lab lab;
    private final LeadLoad load;
    private final PipelineSettings settings;

    Hold(Lab lab, LeadLoad load, PipelineSettings settings) {
        this.lab = lab;
        this.load = load;
        this.settings = settings;
    }

    /**
     * Leads due one after the other, at the rate of the settings.
     *
     * @param intake leads a second that can surely be taken in, which decides how far ahead the first is due
     */
    void overTime(Report.Section section, double intake) throws Exception {
        int leads = settings.held();
        int meanwhile = Math.toIntExact((long) leads * PipelineSettings.OFFERED / settings.due());
        Seen seen = new Seen(leads);
        try (Run run = new Run(HELD + "-over-time", seen)) {
            long firstDue = System.currentTimeMillis() + AHEAD_MS + (long) (leads * 1_000 / intake);
            load.all(HELD, LeadKind.NO_CHECK, leads, number -> {
                long due = firstDue + number * 1_000L / settings.due();
                return seen.delay(number, due - System.currentTimeMillis());
            });
            run.watch.await("the decisions on held leads", PATIENCE, () -> seen.held.get() >= leads);
            long spare = firstDue - System.currentTimeMillis();
            Thread.sleep(Math.max(0, spare));
            try (LeadLoad fresh = LeadLoad.atOnce(lab)) {
                Pace pace = Pace.of(PipelineSettings.OFFERED);
                seen.pace.set(pace);
                pace.offer(meanwhile, number -> fresh.one(INTAKE, LeadKind.NO_CHECK, number, 0));
                fresh.flush();
                run.watch.await("the release of held leads", PATIENCE, () -> seen.isDone(leads, meanwhile));
                double seconds = (seen.lastFirstNanos - pace.startNanos()) / 1e9;
                section.row(
                        "row", leads + " held, " + settings.due() + " due a second",
                        "late p50 ms", seen.late.getValueAtPercentile(50),
                        "late p99 ms", seen.late.getValueAtPercentile(99),
                        "late max ms", seen.late.getMaxValue(),
                        "late least ms", seen.late.getMinValue(),
                        "readable p99 ms", seen.readable.getValueAtPercentile(99),
                        "intake /s", meanwhile / seconds,
                        "decision p99 ms", seen.answered.getValueAtPercentile(99),
                        "all held before the first was due", spare > 0 ? "yes" : "no");
            }
            run.judge(leads + meanwhile);
        }
        lab.forget(HELD + "-over-time");
    }

    /** Leads due all within the same second. */
    void burst(Report.Section section, double intake) throws Exception {
        int leads = settings.burst();
        Seen seen = new Seen(leads);
        try (Run run = new Run(HELD + "-burst", seen)) {
            long due = System.currentTimeMillis() + AHEAD_MS + (long) (leads * 1_000 / intake);
            load.all(HELD, LeadKind.NO_CHECK, leads, number -> seen.delay(number, due - System.currentTimeMillis()));
            run.watch.await("the decisions on held leads", PATIENCE, () -> seen.held.get() >= leads);
            boolean ahead = System.currentTimeMillis() < due;
            run.watch.await("the release of a burst", PATIENCE, () -> seen.isDone(leads, 0));
            section.row(
                    "row", leads + " due within a second",
                    "late p50 ms", seen.late.getValueAtPercentile(50),
                    "late p99 ms", seen.late.getValueAtPercentile(99),
                    "late max ms", seen.late.getMaxValue(),
                    "late least ms", seen.late.getMinValue(),
                    "drained /s", leads * 1_000.0 / (seen.lastEndMs - due),
                    "all held before the first was due", ahead ? "yes" : "no");
            run.judge(leads);
        }
        lab.forget(HELD + "-burst");
    }

    /** A pipeline that runs from an empty state, watched. */
    private final class Run implements AutoCloseable {

        private final Tally.Start start = Tally.Start.now(lab);
        private final Subject.Running running;
        private final OutputWatch watch;

        private Run(String app, Seen seen) throws Exception {
            lab.startAt(app, start.leads());
            running = new Subject.Pipeline().start(lab.config(app));
            running.awaitReady();
            Deserializer<LeadDecision> decisions =
                    lab.contracts().serde(Topics.LEAD_DECISIONS).deserializer();
            watch = new OutputWatch(
                    lab,
                    Topics.LEAD_DECISIONS.name(),
                    record -> seen.take(record, decisions.deserialize(record.topic(), record.value())));
        }

        private void judge(int leads) {
            Tally.pipeline(lab, start, leads);
        }

        @Override
        public void close() {
            watch.close();
            running.close();
        }
    }

    /** What was seen; written by the watching thread, and complete where a counter says so. */
    private static final class Seen {

        private final int[] delays;
        private final AtomicInteger held = new AtomicInteger();
        private final AtomicInteger released = new AtomicInteger();
        private final AtomicInteger fresh = new AtomicInteger();
        private final AtomicReference<@Nullable Pace> pace = new AtomicReference<>();
        private final Histogram late = new Histogram(LONGEST_MS, 3);
        private final Histogram readable = new Histogram(LONGEST_MS, 3);
        private final Histogram answered = new Histogram(LONGEST_MS, 3);
        private volatile long lastFirstNanos;
        private volatile long lastEndMs;

        private Seen(int leads) {
            delays = new int[leads];
        }

        /** Notes a lead's delay in whole seconds. */
        private int delay(int number, long millis) {
            int seconds = Math.toIntExact(Math.max(1, (millis + 999) / 1_000));
            delays[number] = seconds;
            return seconds;
        }

        private boolean isDone(int leads, int meanwhile) {
            return released.get() >= leads && fresh.get() >= meanwhile;
        }

        private void take(ConsumerRecord<byte[], byte[]> record, LeadDecision decision) {
            int number = LeadLoad.number(decision.getEventId());
            boolean first = decision.getPhase() == DecisionPhase.FIRST;
            if (decision.getEventId().startsWith(INTAKE)) {
                Pace offered = pace.get();
                if (first && offered != null) {
                    lastFirstNanos = System.nanoTime();
                    answered.recordValue(within((lastFirstNanos - offered.at(number)) / 1_000_000));
                    fresh.incrementAndGet();
                }
            } else if (first) {
                held.incrementAndGet();
            } else {
                ended(record, decision, number);
            }
        }

        private void ended(ConsumerRecord<byte[], byte[]> record, LeadDecision decision, int number) {
            long due = decision.getSubmittedAt().toEpochMilli() + delays[number] * 1_000L;
            long lateMs = decision.getDecidedAt().toEpochMilli() - due;
            if (lateMs < 0) {
                throw new IllegalStateException("RELEASED EARLY: lead " + decision.getLeadId() + " on " + record.topic()
                        + " by " + -lateMs + " ms");
            }
            late.recordValue(within(lateMs));
            lastEndMs = System.currentTimeMillis();
            readable.recordValue(within(lastEndMs - due));
            released.incrementAndGet();
        }

        private static long within(long millis) {
            return Math.clamp(millis, 0, LONGEST_MS);
        }
    }
}
