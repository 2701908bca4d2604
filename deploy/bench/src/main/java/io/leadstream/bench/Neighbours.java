package io.leadstream.bench;

import io.leadstream.dispatch.DispatcherService;
import io.leadstream.standalone.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Measures what three healthy vendors get, alone and beside a dead and a slow one, saturated and at a fixed offer. */
final class Neighbours {

    private static final int HEALTHY_MS = 20;
    private static final int SLOW_MS = 2_000;
    private static final int CONNECTIONS = 64;

    /** What its connections and its latency let through to a healthy vendor, deliveries a second. */
    private static final int MOST = CONNECTIONS * 1_000 / HEALTHY_MS;

    /** Fewer than this never wait for a connection: their rate is that of a burst, many times what can last. */
    private static final int FEWEST = 8 * CONNECTIONS;

    /** Of a fixed offer, in which nothing is measured: lanes and topics are new, and their first transactions slow. */
    private static final int WARM_UP_SECONDS = 3;

    private static final int TRIALS = 3;

    private final DispatchSettings settings;
    private final Consumer<String> say;
    private final Platform platform;
    private final DeliveryLoad load;
    private final OurDispatcher dispatcher;
    private final Map<String, List<Phase>> phases = new LinkedHashMap<>();
    private int rows;

    Neighbours(
            DispatchSettings settings,
            Consumer<String> say,
            Platform platform,
            DeliveryLoad load,
            OurDispatcher dispatcher) {
        this.settings = settings;
        this.say = say;
        this.platform = platform;
        this.load = load;
        this.dispatcher = dispatcher;
    }

    /**
     * What the healthy vendors got.
     *
     * @param perSecond all three together
     * @param p99Ms from when a delivery was to be published until it came
     * @param processors busy meanwhile
     */
    private record Phase(double perSecond, double p99Ms, double processors) {}

    /** The vendors of a phase. */
    private record Vendors(List<String> healthy, List<String> bad) {

        List<String> all() {
            List<String> all = new ArrayList<>(healthy);
            all.addAll(bad);
            return all;
        }
    }

    void measure(Report report) throws Exception {
        int half = 0;
        for (int round = 0; round < settings.rounds(); round++) {
            double alone = saturated("saturated, alone", false);
            saturated("saturated, beside a dead and a slow vendor", true);
            if (round == 0) {
                half = half(alone);
                say.accept("offering " + half + " /s to each healthy vendor");
            }
            noted("an offer that takes half of the processors, alone", offered(half, false));
            noted("the same offer, beside a dead and a slow vendor", offered(half, true));
        }
        Report.Section section = report.section("Three healthy vendors (" + HEALTHY_MS + " ms, " + CONNECTIONS
                + " connections each), beside them one dead and one slow (" + SLOW_MS + " ms)");
        phases.forEach((name, figures) -> section.row(
                "row",
                name,
                "healthy /s",
                median(figures, Phase::perSecond),
                "p99 ms",
                median(figures, Phase::p99Ms),
                "processors",
                median(figures, Phase::processors),
                "lost",
                0,
                "duplicated",
                0));
    }

    /** What to offer to each healthy vendor so that half of the processors have work; what little is offered costs more each. */
    private int half(double saturated) throws Exception {
        double perSecond = saturated / 3 / 4;
        for (int trial = 0; trial < TRIALS; trial++) {
            int offer = Math.clamp((long) perSecond, 1, MOST / 2);
            double busy =
                    offered(offer, false).processors() / Runtime.getRuntime().availableProcessors();
            say.accept("a trial at " + offer + " /s to each: " + Math.round(100 * busy) + "% of the processors");
            perSecond = offer * 0.5 / busy;
        }
        return Math.clamp((long) perSecond, 1, MOST / 2);
    }

    private static double median(List<Phase> figures, java.util.function.ToDoubleFunction<Phase> of) {
        return Report.median(
                figures.stream().map(figure -> of.applyAsDouble(figure)).toList());
    }

    /** Every vendor has a backlog; returns the rate of the healthy ones. */
    private double saturated(String name, boolean bad) throws Exception {
        Vendors vendors = vendors(bad);
        int deliveries = Math.max(FEWEST, settings.deliveries());
        try (VendorDesk desk = desk(vendors)) {
            for (String vendor : vendors.all()) {
                load.all(vendor, deliveries);
            }
            double processors = Machine.processorSeconds();
            long from = System.nanoTime();
            try (DispatcherService service = serve(desk, vendors)) {
                awaitHealthy(desk, vendors, deliveries);
                processors = (Machine.processorSeconds() - processors) * 1e9 / (System.nanoTime() - from);
                judge(vendors, deliveries, service);
            }
            double rate = 0;
            for (String vendor : vendors.healthy()) {
                Arrivals arrivals = desk.arrivals(vendor, deliveries);
                arrivals.expectAllOnce(name);
                rate += arrivals.perSecond();
            }
            noted(name, new Phase(rate, Double.NaN, processors));
            return rate;
        }
    }

    /** Offers every vendor so many deliveries a second. */
    private Phase offered(int perSecond, boolean bad) throws Exception {
        Vendors vendors = vendors(bad);
        int warmUp = perSecond * Math.min(WARM_UP_SECONDS, settings.offerSeconds());
        int deliveries = warmUp + perSecond * settings.offerSeconds();
        try (VendorDesk desk = desk(vendors);
                DispatcherService service = serve(desk, vendors)) {
            double processors = Machine.processorSeconds();
            long from = System.nanoTime();
            Pace pace = Pace.of(perSecond);
            long offset = System.currentTimeMillis() - System.nanoTime() / 1_000_000;
            pace.offer(deliveries, number -> vendors.all().forEach(vendor -> load.one(vendor, number)));
            load.flush();
            processors = (Machine.processorSeconds() - processors) * 1e9 / (System.nanoTime() - from);
            awaitHealthy(desk, vendors, deliveries);
            judge(vendors, deliveries, service);
            Histogram waits = Arrivals.histogram();
            double rate = 0;
            for (String vendor : vendors.healthy()) {
                Arrivals arrivals = desk.arrivals(vendor, deliveries);
                arrivals.expectAllOnce("a fixed offer");
                arrivals.waits(warmUp, number -> pace.at(number) / 1_000_000 + offset, waits);
                rate += arrivals.perSecond();
            }
            return new Phase(rate, waits.getValueAtPercentile(99), processors);
        }
    }

    private void judge(Vendors vendors, int deliveries, DispatcherService service) {
        if (!service.ready()) {
            throw new IllegalStateException("a dispatcher that ran is not ready");
        }
        vendors.healthy().forEach(vendor -> dispatcher.expectResults(vendor, deliveries));
    }

    private void noted(String name, Phase phase) {
        phases.computeIfAbsent(name, key -> new ArrayList<>()).add(phase);
        say.accept(name + ": " + Math.round(phase.perSecond()) + " /s");
    }

    private Vendors vendors(boolean bad) {
        rows++;
        Vendors vendors = new Vendors(
                List.of("n" + rows + "-a", "n" + rows + "-b", "n" + rows + "-c"),
                bad ? List.of("n" + rows + "-dead", "n" + rows + "-slow") : List.of());
        platform.vendors(vendors.all());
        return vendors;
    }

    private static VendorDesk desk(Vendors vendors) throws Exception {
        VendorDesk desk = new VendorDesk(vendors.all());
        for (String vendor : vendors.healthy()) {
            desk.late(vendor, HEALTHY_MS);
        }
        for (String vendor : vendors.bad()) {
            if (vendor.endsWith("dead")) {
                desk.dead(vendor);
            } else {
                desk.late(vendor, SLOW_MS);
            }
        }
        return desk;
    }

    private DispatcherService serve(VendorDesk desk, Vendors vendors) throws InterruptedException {
        return dispatcher.serve(vendors.all().stream()
                .map(vendor -> new Sender.Target(vendor, desk.address(vendor), CONNECTIONS, 0))
                .toList());
    }

    private static void awaitHealthy(VendorDesk desk, Vendors vendors, int deliveries) throws Exception {
        for (String vendor : vendors.healthy()) {
            DispatchBench.awaitAll(desk, vendor, deliveries, () -> {});
        }
    }
}
