package io.leadstream.bench;

import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Measures the time from the moment a lead was to be submitted, at a fixed rate, until its first decision can be read. A
 * submission that could not be made in time counts as waiting.
 */
final class Latency {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final long LONGEST_US = Duration.ofMinutes(10).toMillis() * 1_000;

    private final Lab lab;
    private final PipelineSettings settings;

    Latency(Lab lab, PipelineSettings settings) {
        this.lab = lab;
        this.settings = settings;
    }

    /** Of the pipeline; throws as {@link Tally#pipeline}. */
    Histogram pipeline(String app, LeadKind kind) throws Exception {
        Deserializer<LeadDecision> decisions =
                lab.contracts().serde(Topics.LEAD_DECISIONS).deserializer();
        Tally.Start start = Tally.Start.now(lab);
        Histogram micros = measured(new Subject.Pipeline(), app, kind, Topics.LEAD_DECISIONS.name(), value -> {
            LeadDecision decision = decisions.deserialize("", value);
            return decision.getPhase() == DecisionPhase.FIRST ? decision.getEventId() : null;
        });
        Tally.pipeline(lab, start, count());
        return micros;
    }

    /** Of a baseline. */
    Histogram baseline(String app, Baselines.Shape shape) throws Exception {
        Deserializer<LeadEvent> events = lab.contracts().serde(Topics.LEADS).deserializer();
        Tally.Start start = Tally.Start.now(lab);
        Subject subject = Baselines.of(lab.contracts(), shape);
        Histogram micros = measured(
                subject,
                app,
                LeadKind.NO_CHECK,
                Lab.OUT,
                value -> events.deserialize("", value).getEventId());
        Tally.baseline(lab, start, count(), shape.outputs());
        return micros;
    }

    /** Reads which event a record answers; null if it answers none. */
    private interface Answered {
        @Nullable
        String event(byte[] value);
    }

    private int count() {
        return (settings.warmUpSeconds() + settings.seconds()) * PipelineSettings.OFFERED;
    }

    private Histogram measured(Subject subject, String app, LeadKind kind, String topic, Answered answered)
            throws Exception {
        lab.startAt(app, lab.ends(Topics.LEADS.name()));
        Histogram micros = new Histogram(LONGEST_US, 3);
        AtomicInteger answers = new AtomicInteger();
        AtomicReference<@Nullable Pace> pace = new AtomicReference<>();
        int warmUp = settings.warmUpSeconds() * PipelineSettings.OFFERED;
        try (Subject.Running running = subject.start(lab.config(app));
                LeadLoad load = LeadLoad.atOnce(lab)) {
            running.awaitReady();
            try (OutputWatch watch = new OutputWatch(lab, topic, record -> {
                String event = answered.event(record.value());
                Pace offered = pace.get();
                if (event == null || offered == null) {
                    return;
                }
                int number = LeadLoad.number(event);
                if (number >= warmUp) {
                    long nanos = System.nanoTime() - offered.at(number);
                    micros.recordValue(Math.clamp(nanos / 1_000, 0, LONGEST_US));
                }
                answers.incrementAndGet();
            })) {
                Pace offered = Pace.of(PipelineSettings.OFFERED);
                pace.set(offered);
                offered.offer(count(), number -> load.one(app, kind, number, 0));
                load.flush();
                watch.await("the answers to " + app, ANSWER_WITHIN, () -> answers.get() >= count());
            }
        }
        return micros;
    }
}
