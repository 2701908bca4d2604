package io.leadstream.standalone;

import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Utils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends leads through a system of its own and shows that none was lost and none went twice. */
@Command(
        name = "demo",
        description =
                "Sends leads through a system of its own, on free ports and in a temporary folder, and judges it.")
final class DemoCommand implements Callable<Integer> {

    /** Where `up` has it, if that is free. */
    private static final int GATEWAY_PORT = 8080;

    private static final List<Long> QUICK_RETRIES = List.of(500L, 1_000L, 3_000L, 5_000L, 5_000L, 5_000L);
    private static final List<String> VENDORS = List.of("croco", "dialler", "elision", "infocu5", "partials");
    private static final int AT_ONCE = 24;
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration DONE_WITHIN = Duration.ofSeconds(80);

    @Spec
    CommandSpec spec;

    @Option(names = "--leads", defaultValue = "2000", description = "How many (default: ${DEFAULT-VALUE}).")
    private int leads;

    @Option(names = "--seed", defaultValue = "1", description = "The same seed sends the same leads.")
    private long seed;

    @Option(
            names = "--secure",
            description = "Everything over TLS, and on Kafka a user with its own rights for each service.")
    private boolean secure;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("leadstream-demo");
        try {
            say(out, "starting a broker, a registry, the services and the vendors …");
            Path keyset = folder.resolve("card-keyset.json");
            CardKeyset.create(keyset);
            StandaloneConfig config = StandaloneConfig.onFreePorts(folder.resolve("data"), DemoCommand::quickRetries)
                    .withGatewayPort(Ports.freeOr(GATEWAY_PORT))
                    .withCardKeyset(keyset);
            try (Standalone system = Standalone.start(secure ? config.secured() : config)) {
                return run(out, system);
            }
        } finally {
            Utils.delete(folder.toFile());
        }
    }

    private int run(PrintWriter out, Standalone system) throws Exception {
        Standalone.Addresses at = system.addresses();
        Contracts contracts = system.contracts();
        say(out, "its metrics meanwhile: " + at.gateway() + "/metrics");
        unreliable(at, "croco", "{\"kind\":\"status\",\"status\":503,\"percent\":4,\"seed\":%d}".formatted(seed));
        try (Watcher watcher = new Watcher(system.kafka("operator"), contracts, VENDORS, InstantSource.system())) {
            send(out, system, contracts);
            boolean done = awaitEnd(out, watcher);
            List<String> violations = watcher.conservation().violations();
            new DemoReport(out).print(watcher, violations);
            return done && violations.isEmpty() ? 0 : 1;
        }
    }

    private void send(PrintWriter out, Standalone system, Contracts contracts) throws Exception {
        DemoLeads generator = new DemoLeads(seed);
        AtomicInteger sent = new AtomicInteger();
        URI gateway = URI.create(system.addresses().gateway());
        try (DemoProducer producer = new DemoProducer(gateway, system.http(), system.kafka("producer"), contracts);
                ExecutorService workers =
                        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<?>> sending = new ArrayList<>();
            for (int number = 0; number < leads; number++) {
                DemoLeads.Sample sample = generator.next(number);
                sending.add(workers.submit(() -> {
                    producer.send(sample);
                    int count = sent.incrementAndGet();
                    if (count % Math.max(1, leads / 10) == 0) {
                        say(out, count + " of " + leads + " leads sent");
                    }
                    return null;
                }));
            }
            for (Future<?> each : sending) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a lead could not be sent: " + e.getCause(), e);
        }
    }

    private static boolean awaitEnd(PrintWriter out, Watcher watcher) throws InterruptedException {
        long deadline = System.nanoTime() + DONE_WITHIN.toNanos();
        long shown = -1;
        while (System.nanoTime() < deadline) {
            long open =
                    watcher.conservation().inProgress() + watcher.conservation().undecided();
            if (open == 0 && watcher.quietFor().compareTo(QUIET) > 0) {
                return true;
            }
            if (open != shown) {
                say(out, open + " leads and deliveries in progress");
                shown = open;
            }
            Thread.sleep(Duration.ofMillis(500)); // between two looks, not in place of one
        }
        return false;
    }

    private static void unreliable(Standalone.Addresses at, String vendor, String fault)
            throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(at.sandbox() + "/_sandbox/" + vendor + "/faults"))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(fault))
                    .build();
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IllegalStateException("the sandbox refused a fault: " + status);
            }
        }
    }

    /** The default routing, with waits between attempts that a demo can wait for. */
    private static Routing quickRetries(Routing routing) {
        List<Vendor> vendors = routing.getVendors().stream()
                .map(vendor -> Vendor.newBuilder(vendor)
                        .setLimits(VendorLimits.newBuilder(vendor.getLimits())
                                .setRetryWaitsMs(QUICK_RETRIES)
                                .build())
                        .build())
                .toList();
        return Routing.newBuilder(routing).setVendors(vendors).build();
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
