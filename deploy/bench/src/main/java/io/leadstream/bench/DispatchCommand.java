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

/** Measures the dispatcher beside an HTTP client alone and other ways to deliver. */
@Command(
        name = "dispatch",
        description = "Deliveries a second beside a bare HTTP client, a plain consumer and the parallel consumer.")
final class DispatchCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    private ReportOptions report;

    @Option(names = "--partitions", defaultValue = "8", description = "Of deliveries (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--rounds", defaultValue = "3", description = "Medians are taken of (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--deliveries", defaultValue = "25000", description = "Per row (default: ${DEFAULT-VALUE}).")
    private int deliveries;

    @Option(
            names = "--latencies",
            split = ",",
            defaultValue = "0,10,50,100",
            description = "Of vendors, ms (default: ${DEFAULT-VALUE}).")
    private List<Integer> latencies;

    @Option(
            names = "--connections",
            split = ",",
            defaultValue = "64,256",
            description = "In flight at once (default: ${DEFAULT-VALUE}).")
    private List<Integer> connections;

    @Option(
            names = "--loop",
            defaultValue = "60",
            description = "Seconds of a row that sends one at a time (default: ${DEFAULT-VALUE}).")
    private int loopSeconds;

    @Option(
            names = "--offer",
            defaultValue = "20",
            description = "Seconds of a fixed offer to five vendors (default: ${DEFAULT-VALUE}).")
    private int offerSeconds;

    @Option(
            names = "--parts",
            split = ",",
            defaultValue = "SENDERS,LOOP,NEIGHBOURS",
            description = "What is measured: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Set<DispatchSettings.Part> parts;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        var settings = new DispatchSettings(
                partitions,
                rounds,
                deliveries,
                List.copyOf(latencies),
                List.copyOf(connections),
                loopSeconds,
                offerSeconds,
                Set.copyOf(parts));
        report.publish(
                DispatchBench.run(settings, line -> {
                    err.println(line);
                    err.flush();
                }),
                spec.commandLine().getOut());
        return 0;
    }
}
