package io.leadstream.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the pipeline beside topologies that decide nothing. */
@Command(
        name = "pipeline",
        description = "Throughput, latency, hold and restore of the pipeline, beside topologies that decide nothing.")
final class PipelineCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    private ReportOptions report;

    @Option(names = "--partitions", defaultValue = "8", description = "Of leads (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--rounds", defaultValue = "3", description = "Medians are taken of (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--leads", defaultValue = "200000", description = "Per row and round (default: ${DEFAULT-VALUE}).")
    private int leads;

    @Option(names = "--earlier", defaultValue = "1000000", description = "Earlier leads (default: ${DEFAULT-VALUE}).")
    private int earlier;

    @Option(names = "--held", defaultValue = "1000000", description = "Due over time (default: ${DEFAULT-VALUE}).")
    private int held;

    @Option(names = "--due", defaultValue = "3000", description = "Of those, due a second (default: ${DEFAULT-VALUE}).")
    private int due;

    @Option(names = "--burst", defaultValue = "1000000", description = "Due at once (default: ${DEFAULT-VALUE}).")
    private int burst;

    @Option(names = "--seconds", defaultValue = "30", description = "Per latency row (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--kinds",
            split = ",",
            defaultValue = "NO_CHECK,DUPSYS,DUPPHONEALTSYS,DUPNAMEPHONESYS90DAY",
            description = "Of leads, for throughput (default: ${DEFAULT-VALUE}; there is ${COMPLETION-CANDIDATES}).")
    private List<LeadKind> kinds;

    @Option(
            names = "--parts",
            split = ",",
            defaultValue = "THROUGHPUT,LATENCY,HOLD,RESTORE",
            description = "What to measure (default: ${DEFAULT-VALUE}).")
    private Set<PipelineSettings.Part> parts;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        var settings = new PipelineSettings(
                partitions,
                rounds,
                leads,
                earlier,
                held,
                due,
                burst,
                seconds,
                PipelineSettings.WARM_UP_SECONDS,
                List.copyOf(kinds),
                Set.copyOf(parts));
        report.publish(
                PipelineBench.run(settings, line -> {
                    err.println(line);
                    err.flush();
                }),
                spec.commandLine().getOut());
        return 0;
    }
}
