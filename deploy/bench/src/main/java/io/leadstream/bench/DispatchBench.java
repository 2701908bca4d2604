package io.leadstream.bench;

import io.leadstream.schema.Contracts;
import io.leadstream.standalone.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Utils;

/**
 * The dispatcher's benchmark: the same deliveries to the same kind of vendor by several senders in turn, measured and
 * counted at the vendor; then healthy vendors alone and beside a dead and a slow one.
 */
final class DispatchBench {

    private static final Duration STANDS_STILL = Duration.ofSeconds(30);
    private static final int WARM_UPS = 2;
    private static final String RAW = "raw Jetty client";

    private final DispatchSettings settings;
    private final Consumer<String> say;
    private final Platform platform;
    private final DeliveryLoad load;
    private final Map<Cell, List<Double>> rates = new LinkedHashMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private int rows;

    private DispatchBench(DispatchSettings settings, Consumer<String> say, Platform platform, DeliveryLoad load) {
        this.settings = settings;
        this.say = say;
        this.platform = platform;
        this.load = load;
    }

    /** What one figure is of. */
    private record Cell(String sender, int latency, int connections) {}

    /**
     * Measures everything.
     *
     * @param say hears of each step
     * @throws IllegalStateException if a delivery was lost or duplicated
     */
    static Report run(DispatchSettings settings, Consumer<String> say) throws Exception {
        say.accept("starting a broker and a registry …");
        Path folder = Files.createTempDirectory("leadstream-bench");
        try (Platform platform = Platform.start(folder, settings.partitions())) {
            Contracts contracts = Contracts.at(platform.registryUrl(), Map.of());
            try (DeliveryLoad load = new DeliveryLoad(platform.bootstrap(), contracts)) {
                OurDispatcher ours = new OurDispatcher(platform, contracts, folder);
                Report report = new Report(settings.shown());
                DispatchBench bench = new DispatchBench(settings, say, platform, load);
                if (settings.parts().contains(DispatchSettings.Part.SENDERS)) {
                    bench.senders(ours);
                }
                if (settings.parts().contains(DispatchSettings.Part.LOOP)) {
                    bench.loop();
                }
                bench.table(report);
                if (settings.parts().contains(DispatchSettings.Part.NEIGHBOURS)) {
                    new Neighbours(settings, say, platform, load, ours).measure(report);
                }
                return report;
            }
        } finally {
            Utils.delete(folder.toFile());
        }
    }

    private void senders(OurDispatcher ours) throws Exception {
        List<Sender> concurrent =
                List.of(new Senders.Raw(load), ours, new Senders.Parallel(platform.bootstrap(), load));
        Sender withResults = new Senders.ParallelWithResults(platform.bootstrap(), load);
        say.accept("warming up …");
        for (int pass = 0; pass < WARM_UPS; pass++) {
            for (Sender sender : concurrent) {
                attempt(sender, 0, settings.connections().getFirst());
            }
        }
        rates.clear();
        for (int round = 0; round < settings.rounds(); round++) {
            for (int latency : settings.latencies()) {
                for (int connections : settings.connections()) {
                    for (int i = 0; i < concurrent.size(); i++) {
                        attempt(concurrent.get((i + round) % concurrent.size()), latency, connections);
                    }
                    if (round == 0) { // to compare like with like, not to be beaten: once is enough
                        attempt(withResults, latency, connections);
                    }
                }
            }
        }
    }

    /** All latencies at once: who sends one at a time is idle most of that time. */
    private void loop() throws Exception {
        List<Callable<Arrivals>> rows = new ArrayList<>();
        for (int latency : settings.latencies()) {
            String vendor = nextVendor();
            rows.add(() -> oneAtATime(vendor, latency));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(rows.size())) {
            List<Future<Arrivals>> done = threads.invokeAll(rows);
            for (int i = 0; i < rows.size(); i++) {
                noted(
                        new Cell(Senders.OneAtATime.NAME, settings.latencies().get(i), 1),
                        done.get(i).get());
            }
        }
    }

    /** Measures a cell; a sender that cannot run is noted with its error, a lost or duplicated delivery is not forgiven. */
    private void attempt(Sender sender, int latency, int connections) throws Exception {
        if (failed.containsKey(sender.name())) {
            return;
        }
        try {
            measure(sender, latency, connections);
        } catch (LinkageError | UnsupportedOperationException | org.apache.kafka.common.KafkaException e) {
            if (sender instanceof OurDispatcher) {
                throw e;
            }
            failed.put(sender.name(), e.toString());
        }
    }

    private void measure(Sender sender, int latency, int connections) throws Exception {
        String vendor = nextVendor();
        int deliveries = settings.deliveries();
        System.gc(); // no row pays for what those before it left
        try (VendorDesk desk = new VendorDesk(List.of(vendor))) {
            desk.late(vendor, latency);
            load.all(vendor, deliveries);
            try (Sender.Sending sending =
                    sender.start(new Sender.Target(vendor, desk.address(vendor), connections, deliveries))) {
                awaitAll(desk, vendor, deliveries, sending);
                sending.finish();
            }
            Arrivals arrivals = desk.arrivals(vendor, deliveries);
            arrivals.expectAllOnce(sender.name());
            noted(new Cell(sender.name(), latency, connections), arrivals);
        }
    }

    private Arrivals oneAtATime(String vendor, int latency) throws Exception {
        Sender sender = new Senders.OneAtATime(platform.bootstrap(), load);
        int deliveries = settings.deliveries();
        try (VendorDesk desk = new VendorDesk(List.of(vendor))) {
            desk.late(vendor, latency);
            load.all(vendor, deliveries);
            try (Sender.Sending sending =
                    sender.start(new Sender.Target(vendor, desk.address(vendor), 1, deliveries))) {
                long deadline = System.nanoTime()
                        + Duration.ofSeconds(settings.loopSeconds()).toNanos();
                while (desk.saved(vendor) < deliveries && System.nanoTime() < deadline) {
                    Thread.sleep(Duration.ofMillis(50));
                }
                sending.check();
            }
            Arrivals arrivals = desk.arrivals(vendor, deliveries);
            if (arrivals.duplicated() > 0) {
                throw new IllegalStateException("DUPLICATED by " + sender.name() + ": " + arrivals.duplicated());
            }
            return arrivals;
        }
    }

    private void noted(Cell cell, Arrivals arrivals) {
        rates.computeIfAbsent(cell, key -> new ArrayList<>()).add(arrivals.perSecond());
        say.accept(cell.sender() + ", " + cell.latency() + " ms, " + cell.connections() + " connections: "
                + Math.round(arrivals.perSecond()) + " /s");
    }

    private String nextVendor() {
        String vendor = "v" + ++rows;
        platform.vendors(List.of(vendor));
        return vendor;
    }

    /** Waits until a vendor has got so many, or gets no more. */
    static void awaitAll(VendorDesk desk, String vendor, int deliveries, Sender.Sending sending) throws Exception {
        long last = -1;
        long deadline = 0;
        for (long saved = 0; saved < deliveries; saved = desk.saved(vendor)) {
            sending.check();
            if (saved > last) {
                last = saved;
                deadline = System.nanoTime() + STANDS_STILL.toNanos();
            } else if (System.nanoTime() > deadline) {
                return;
            }
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private void table(Report report) {
        if (rates.isEmpty()) {
            return;
        }
        report.note(
                "rates are taken at the vendor, from the first delivery's arrival to the last's; a vendor is a sandbox"
                        + " in this process");
        Report.Section section = report.section("Deliveries a second, medians of " + settings.rounds());
        rates.forEach((cell, figures) -> {
            double median = Report.median(figures);
            List<Double> raw = rates.getOrDefault(new Cell(RAW, cell.latency(), cell.connections()), List.of());
            section.row(
                    "sender", cell.sender(),
                    "vendor ms", cell.latency(),
                    "connections", cell.connections(),
                    "deliveries /s", median,
                    "of raw", raw.isEmpty() ? "" : (Object) (median / Report.median(raw)),
                    "least /s", figures.stream().min(Double::compare).orElseThrow(),
                    "most /s", figures.stream().max(Double::compare).orElseThrow(),
                    "lost", cell.connections() == 1 ? "not all were due" : (Object) 0,
                    "duplicated", 0);
        });
        failed.forEach((sender, error) -> section.row("sender", sender, "deliveries /s", "does not run: " + error));
    }
}
