package io.leadstream.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * The pipeline's benchmark: on one broker, one after the other and in turn, topologies that decide nothing and the
 * pipeline with its checks, without and with many earlier leads; then latency, hold and restore.
 */
final class PipelineBench {

    private static final String PAST = "past";
    private static final String PASS_THROUGH = "(a) pass-through";
    private static final String ONE_STORE = "(b) one RocksDB get and put";
    private static final String SAME_SHAPE = "(b') stores and outputs of ours";

    /** Leads a second that a pipeline takes in at the very least. */
    private static final double SLOWEST_INTAKE = 1_000;

    private final PipelineSettings settings;
    private final Consumer<String> say;
    private final Report report;
    private final Lab lab;
    private final LeadLoad load;
    private final Throughput throughput;
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private final Map<String, String> notOffered = new LinkedHashMap<>();
    private int known;

    private PipelineBench(PipelineSettings settings, Consumer<String> say, Lab lab, LeadLoad load) {
        this.settings = settings;
        this.say = say;
        this.report = new Report(settings.shown());
        this.lab = lab;
        this.load = load;
        this.throughput = new Throughput(lab, load);
    }

    /**
     * Measures everything.
     *
     * @param say hears of each step
     * @throws IllegalStateException if a lead was lost, duplicated or released early
     */
    static Report run(PipelineSettings settings, Consumer<String> say) throws Exception {
        say.accept("starting a broker and a registry …");
        try (Lab lab = Lab.open(settings.partitions());
                LeadLoad load = LeadLoad.inBulk(lab)) {
            PipelineBench bench = new PipelineBench(settings, say, lab, load);
            Baselines.Shape shape = bench.warmUp();
            bench.preload();
            bench.measureParts(shape);
            return bench.report;
        }
    }

    private void measureParts(Baselines.Shape shape) throws Exception {
        for (PipelineSettings.Part part : PipelineSettings.Part.values()) {
            if (!settings.parts().contains(part)) {
                continue;
            }
            switch (part) {
                case THROUGHPUT -> {
                    rounds(shape);
                    throughputTable();
                }
                case LATENCY -> latencies();
                case HOLD -> hold();
                case RESTORE -> restore();
            }
        }
    }

    /** Runs each kind once, unmeasured, and learns what the pipeline does for a lead. */
    private Baselines.Shape warmUp() throws Exception {
        say.accept("warming up …");
        int leads = settings.leads();
        Throughput.Run run = throughput.pipeline("warm-pipeline", LeadKind.NO_CHECK, leads);
        double outputs = run.outputs();
        Map<String, Long> changes = lab.changes("warm-pipeline");
        double puts = changes.values().stream().mapToLong(Long::longValue).sum() / (double) leads;
        long sinks = run.topology()
                .lines()
                .filter(line -> line.strip().startsWith("Sink:"))
                .count();
        lab.forget("warm-pipeline");
        var shape = new Baselines.Shape(
                changes.size(),
                Math.toIntExact(sinks),
                Math.toIntExact(Math.round(puts)),
                Math.toIntExact(Math.round(outputs)));
        report.note("the pipeline has " + shape.stores() + " logged stores and " + shape.sinks()
                + " sinks; for an accepted lead it changes its stores " + puts + " times and writes " + outputs
                + " records: (b') has as many, with one get before each put, and no logic");
        report.note(
                "every lead of a row has a phone of its own and is accepted; the rate is that of the last two thirds"
                        + " of a backlog, by committed offsets");
        report.note("the ledger, an application beside the pipeline, does not run");
        baseline("warm-baseline", shape);
        return shape;
    }

    private void preload() throws Exception {
        say.accept("bringing " + settings.earlier() + " earlier leads in …");
        double rate =
                throughput.pipeline(PAST, LeadKind.DUPSYS, settings.earlier()).perSecond();
        known = settings.earlier();
        report.note("the earlier leads were brought in through the pipeline itself, once for all rows, at "
                + Math.round(rate) + " a second; what the rows bring in adds to them");
    }

    private void rounds(Baselines.Shape shape) throws Exception {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(PASS_THROUGH, round -> baseline("a" + round, Baselines.Shape.PASS_THROUGH)));
        steps.add(new Step(ONE_STORE, round -> baseline("b" + round, Baselines.Shape.ONE_STORE)));
        steps.add(new Step(SAME_SHAPE, round -> baseline("s" + round, shape)));
        for (LeadKind kind : settings.kinds()) {
            steps.add(new Step(named(kind, 0), round -> fromNothing("zero" + round + kind.name(), kind)));
            steps.add(new Step(named(kind, settings.earlier()), round -> withPast(kind)));
        }
        steps.forEach(step -> rates.put(step.name, new ArrayList<>()));
        for (int round = 0; round < settings.rounds(); round++) {
            for (int i = 0; i < steps.size(); i++) {
                measure(steps.get((i + round * 4) % steps.size()), round);
            }
        }
    }

    private record Step(String name, Measured measured) {}

    private interface Measured {
        double rate(int round) throws Exception;
    }

    private void measure(Step step, int round) throws Exception {
        try {
            double rate = step.measured.rate(round);
            rates.getOrDefault(step.name, new ArrayList<>()).add(rate);
            say.accept("round " + (round + 1) + ": " + step.name + ": " + Math.round(rate) + " /s");
        } catch (Tally.NotOffered e) {
            notOffered.put(step.name, Tally.NotOffered.WORDS);
        }
    }

    private double baseline(String app, Baselines.Shape shape) throws Exception {
        double rate = throughput.baseline(app, shape, settings.leads());
        lab.forget(app);
        return rate;
    }

    private double fromNothing(String app, LeadKind kind) throws Exception {
        try {
            return throughput.pipeline(app, kind, settings.leads()).perSecond();
        } finally {
            lab.forget(app);
        }
    }

    private double withPast(LeadKind kind) throws Exception {
        double rate = throughput.pipeline(PAST, kind, settings.leads()).perSecond();
        known += settings.leads();
        return rate;
    }

    private static String named(LeadKind kind, int earlier) {
        return "(c) ours, " + kind.label() + ", " + earlier + " earlier";
    }

    private void throughputTable() {
        Report.Section section = report.section("Throughput, leads a second, medians of " + settings.rounds());
        rates.forEach((name, figures) -> {
            if (figures.isEmpty()) {
                section.row("row", name, "leads /s", notOffered.getOrDefault(name, "not measured"));
            } else {
                double median = Report.median(figures);
                section.row(
                        "row",
                        name,
                        "leads /s",
                        median,
                        "of (a)",
                        median / median(PASS_THROUGH),
                        "of (b)",
                        median / median(ONE_STORE),
                        "of (b')",
                        median / median(SAME_SHAPE),
                        "least /s",
                        figures.stream().min(Double::compare).orElseThrow(),
                        "most /s",
                        figures.stream().max(Double::compare).orElseThrow(),
                        "lost",
                        0,
                        "duplicated",
                        0);
            }
        });
        Report.Section past = report.section("With " + settings.earlier() + " earlier leads, of the same with none");
        for (LeadKind kind : settings.kinds()) {
            if (!notOffered.containsKey(named(kind, 0))) {
                past.row(
                        "row", kind.label(), "ratio", median(named(kind, settings.earlier())) / median(named(kind, 0)));
            }
        }
    }

    private double median(String row) {
        return Report.median(rates.getOrDefault(row, List.of()));
    }

    private void latencies() throws Exception {
        Report.Section section = report.section("Submission to readable decision at " + PipelineSettings.OFFERED
                + " leads a second, ms, with " + known + " earlier leads");
        Latency latency = new Latency(lab, settings);
        say.accept("measuring latency …");
        latencyRow(section, PASS_THROUGH, latency.baseline("latency-a", Baselines.Shape.PASS_THROUGH));
        lab.forget("latency-a");
        for (LeadKind kind : List.of(LeadKind.DUPSYS, LeadKind.TWO_PHONES)) {
            try {
                latencyRow(section, "(c) ours, " + kind.label(), latency.pipeline(PAST, kind));
            } catch (Tally.NotOffered e) {
                section.row("row", "(c) ours, " + kind.label(), "p50", Tally.NotOffered.WORDS);
            }
        }
    }

    private void latencyRow(Report.Section section, String name, Histogram micros) {
        section.row(
                "row", name,
                "p50", micros.getValueAtPercentile(50) / 1e3,
                "p99", micros.getValueAtPercentile(99) / 1e3,
                "p99.9", micros.getValueAtPercentile(99.9) / 1e3,
                "max", micros.getMaxValue() / 1e3);
        say.accept("latency, " + name + ": p99 " + micros.getValueAtPercentile(99) / 1_000 + " ms");
    }

    private void hold() throws Exception {
        say.accept("holding and releasing …");
        Report.Section section = report.section("Release of held leads");
        Hold hold = new Hold(lab, load, settings);
        List<Double> seen = rates.getOrDefault(named(settings.kinds().getFirst(), 0), List.of());
        double intake = seen.isEmpty() ? SLOWEST_INTAKE : Math.max(SLOWEST_INTAKE, Report.median(seen) / 2);
        hold.overTime(section, intake);
        hold.burst(section, intake);
    }

    /** Starts the pipeline with the many earlier leads on an empty disk. */
    private void restore() throws Exception {
        say.accept("restoring …");
        lab.startAt(PAST, Tally.Start.now(lab).leads());
        Report.Section sizes = report.section("Size of the stores on disk");
        lab.stateBytes(PAST)
                .forEach((store, bytes) ->
                        sizes.row("row", store, "bytes", bytes, "bytes a lead", (double) bytes / known));
        lab.forgetState(PAST);
        long from = System.nanoTime();
        try (Subject.Running running = new Subject.Pipeline().start(lab.config(PAST))) {
            running.awaitReady();
            double seconds = (System.nanoTime() - from) / 1e9;
            report.section("Restore of every store from Kafka, start-up included")
                    .row("row", known + " leads", "s", seconds, "leads /s", known / seconds);
        }
    }
}
