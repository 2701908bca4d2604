package io.leadstream.standalone;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import io.leadstream.streams.PipelineEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the pipeline does, once it is committed.
 *
 * <p>Counters begin at 0 with the process. A decision is counted by the process whose transaction has it: work that is done
 * again after a crash is counted once, and only a process that dies right after a commit has not counted what that held. The
 * counts are for rates and alarms; what must be exact is in the topics.
 */
final class MeteredPipeline implements PipelineEvents {

    private static final String NONE = "none";

    private final Metrics metrics;
    private final Counter submissions;
    private final Counter resends;
    private final Counter deadLetters;
    private final Timer latency;
    private final Timer lateness;
    private final FinalResults results;
    private final Map<Kind, Counter> decisions = new ConcurrentHashMap<>();

    /** What decisions are told apart by; the reason is that of a rejection. */
    private record Kind(
            DecisionPhase phase,
            DecisionOutcome outcome,
            @Nullable Reason reason) {}

    MeteredPipeline(Metrics metrics) {
        this.metrics = metrics;
        submissions = metrics.counter(
                "leadstream.submissions", "Submissions read from leads, resends included", Tags.empty());
        resends = metrics.counter(
                "leadstream.resends",
                "Submissions that repeat an event and got its first decision again",
                Tags.empty());
        deadLetters = metrics.counter(
                "leadstream.dead.letters", "Records that could not be read", Tags.of("service", "streams-app"));
        latency = metrics.timer(
                "leadstream.decision.latency",
                "From the broker's time of a submission to the commit of its first decision",
                Tags.empty(),
                Buckets.answer());
        lateness = metrics.timer(
                "leadstream.release.lateness",
                "How long after they were due leads and deliveries were taken out of hold",
                Tags.empty(),
                Buckets.lateness());
        results = new FinalResults(metrics);
        // What most alarms and panels divide by is there from the start.
        counter(new Kind(DecisionPhase.FIRST, DecisionOutcome.ACCEPTED, null));
    }

    /** Says how much is held, by asking whenever the page is asked for. */
    void holding(Supplier<OptionalLong> held) {
        metrics.gauge(
                "leadstream.held",
                "Leads, and deliveries to be sent again, that wait for their time, as the state store estimates them;"
                        + " NaN while state is moved",
                () -> {
                    OptionalLong count = held.get();
                    return count.isPresent() ? count.getAsLong() : Double.NaN;
                });
    }

    @Override
    public void opened(KafkaStreams streams) {
        metrics.kafka().show(streams);
    }

    @Override
    public void submitted(int count) {
        submissions.increment(count);
    }

    @Override
    public void decided(LeadDecision decision, long latencyMs) {
        if (decision.getResend()) {
            resends.increment();
            return;
        }
        List<Rejection> reasons = decision.getReasons();
        @Nullable Reason first = reasons.isEmpty() ? null : reasons.getFirst().getReason();
        counter(new Kind(decision.getPhase(), decision.getOutcome(), first)).increment();
        if (decision.getPhase() == DecisionPhase.FIRST) {
            latency.record(latencyMs, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void ended(DeliveryResult result) {
        results.count(result);
    }

    @Override
    public void deadLetters(int count) {
        deadLetters.increment(count);
    }

    @Override
    public void released(long latenessMs) {
        lateness.record(latenessMs, TimeUnit.MILLISECONDS);
    }

    private Counter counter(Kind kind) {
        return decisions.computeIfAbsent(
                kind,
                each -> metrics.counter(
                        "leadstream.decisions",
                        "Decisions, resends left out, by the first reason where they are rejections",
                        Tags.of(
                                "phase",
                                word(each.phase()),
                                "outcome",
                                word(each.outcome()),
                                "reason",
                                each.reason() == null ? NONE : word(each.reason()))));
    }

    /** An enum's constant as a label. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
