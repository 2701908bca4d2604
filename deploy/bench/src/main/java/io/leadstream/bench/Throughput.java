package io.leadstream.bench;

import io.leadstream.streams.StreamsAppConfig;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how fast a topology works a backlog off: leads a second over the last two thirds of it, by the offsets that it
 * commits, so that what counts is finished.
 */
final class Throughput {

    private static final Duration PROGRESS_WITHIN = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_NANOS = 10_000_000;

    private final Lab lab;
    private final LeadLoad load;

    Throughput(Lab lab, LeadLoad load) {
        this.lab = lab;
        this.load = load;
    }

    /**
     * What a run of the pipeline showed.
     *
     * @param perSecond leads
     * @param outputs records written for a lead
     * @param topology as Kafka Streams prints it
     */
    record Run(double perSecond, double outputs, String topology) {}

    /** Measures the pipeline; throws as {@link Tally#pipeline}. */
    Run pipeline(String app, LeadKind kind, int leads) throws Exception {
        Tally.Start start = Tally.Start.now(lab);
        Measured measured = measured(new Subject.Pipeline(), app, kind, leads, start);
        return new Run(measured.perSecond(), Tally.pipeline(lab, start, leads), measured.topology());
    }

    /** Measures a baseline; throws as {@link Tally#baseline}. */
    double baseline(String app, Baselines.Shape shape, int leads) throws Exception {
        Tally.Start start = Tally.Start.now(lab);
        Subject subject = Baselines.of(lab.contracts(), shape);
        Measured measured = measured(subject, app, LeadKind.NO_CHECK, leads, start);
        Tally.baseline(lab, start, leads, shape.outputs());
        return measured.perSecond();
    }

    private record Measured(double perSecond, String topology) {}

    private Measured measured(Subject subject, String app, LeadKind kind, int leads, Tally.Start start)
            throws Exception {
        lab.startAt(app, start.leads());
        load.all(app, kind, leads, number -> 0);
        long before = start.leads().values().stream().mapToLong(Long::longValue).sum();
        StreamsAppConfig config = lab.config(app);
        try (Subject.Running running = subject.start(config)) {
            running.awaitReady();
            long fromCount = await(app, before, leads / 3);
            long from = System.nanoTime();
            long toCount = await(app, before, leads);
            double perSecond = (toCount - fromCount) * 1e9 / Math.max(1, System.nanoTime() - from);
            return new Measured(perSecond, running.topology());
        }
    }

    /** Waits until so many leads are finished, and says how many are. */
    private long await(String app, long before, int leads) throws Exception {
        long last = -1;
        long deadline = 0;
        while (true) {
            long done = lab.committed(app) - before;
            if (done >= leads) {
                return done;
            }
            if (done > last) {
                last = done;
                deadline = System.nanoTime() + PROGRESS_WITHIN.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        app + " stands still: " + done + " of " + leads + " leads, none more in 60 s");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
