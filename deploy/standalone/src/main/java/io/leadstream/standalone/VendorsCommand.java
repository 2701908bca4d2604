package io.leadstream.standalone;

import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorHealth;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the lanes of vendors do, by the last word of each dispatcher. */
@Command(
        name = "vendors",
        description = "Shows each vendor's lanes; pauses and resumes them.",
        subcommands = {VendorsCommand.Pause.class, VendorsCommand.Resume.class})
final class VendorsCommand implements Callable<Integer> {

    private static final String LINE = "%-16s %-10s %-9s %-10s %-16s %-26s %s%n";

    @Spec
    CommandSpec spec;

    @Mixin
    ConnectionOptions connection;

    @Override
    public Integer call() {
        List<Vendor> vendors = current(connection).getVendors();
        var health = new ArrayList<>(new HealthReader(connection.kafka(), connection.contracts()).newest());
        PrintWriter out = spec.commandLine().getOut();
        out.printf(LINE, "VENDOR", "DIALECT", "LANE", "BREAKER", "DISPATCHER", "SINCE", "WHY");
        for (Vendor vendor : vendors) {
            List<VendorHealth> words = health.stream()
                    .filter(word -> word.getVendor().equals(vendor.getId()))
                    .toList();
            if (words.isEmpty()) {
                out.printf(LINE, vendor.getId(), vendor.getDialect(), "-", "-", "-", "-", "no dispatcher spoke of it");
            }
            words.forEach(word -> out.printf(
                    LINE,
                    vendor.getId(),
                    vendor.getDialect(),
                    lower(word.getLane()),
                    lower(word.getBreaker()),
                    word.getDispatcher(),
                    word.getAt(),
                    word.getReason().orElse("")));
        }
        out.flush();
        return 0;
    }

    /** Stops sending to a vendor; what is routed to it waits. */
    @Command(name = "pause", description = "Stops sending to a vendor until it is resumed; what is routed to it waits.")
    static final class Pause implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        ConnectionOptions connection;

        @Parameters(paramLabel = "VENDOR", description = "The vendor's id, as routing has it.")
        String vendor;

        @Override
        public Integer call() {
            return set(spec, connection, vendor, true);
        }
    }

    /** Goes on sending to a vendor. */
    @Command(name = "resume", description = "Goes on sending to a vendor.")
    static final class Resume implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        ConnectionOptions connection;

        @Parameters(paramLabel = "VENDOR", description = "The vendor's id, as routing has it.")
        String vendor;

        @Override
        public Integer call() {
            return set(spec, connection, vendor, false);
        }
    }

    /** Pauses are part of routing, so that they outlive dispatchers and that every dispatcher hears of them. */
    private static int set(CommandSpec spec, ConnectionOptions connection, String id, boolean paused) {
        Routing routing = current(connection);
        if (routing.getVendors().stream().noneMatch(vendor -> vendor.getId().equals(id))) {
            throw new IllegalArgumentException("no vendor " + id + " in the routing");
        }
        Routing changed = Routing.newBuilder(routing)
                .setVendors(routing.getVendors().stream()
                        .map(vendor -> vendor.getId().equals(id)
                                ? Vendor.newBuilder(vendor).setPaused(paused).build()
                                : vendor)
                        .toList())
                .build();
        Routing applied = new RoutingPublisher(connection.kafka(), connection.contracts()).apply(changed);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s %s, routing version %d applied%n", id, paused ? "paused" : "resumed", applied.getVersion());
        out.flush();
        return 0;
    }

    private static Routing current(ConnectionOptions connection) {
        return new RoutingPublisher(connection.kafka(), connection.contracts())
                .current()
                .orElseThrow(() -> new IllegalStateException("no routing was applied yet"));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
