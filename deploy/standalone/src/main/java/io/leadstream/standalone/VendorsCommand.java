package io.leadstream.standalone;

import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorHealth;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

    @Spec
    CommandSpec spec;

    @Mixin
    ConnectionOptions connection;

    @Override
    public Integer call() {
        List<Vendor> vendors = current(connection).getVendors();
        Instant now = Instant.now();
        Collection<VendorHealth> words = new HealthReader(connection.kafka(), connection.contracts()).newest(now);
        PrintWriter out = spec.commandLine().getOut();
        LaneTable.lines(vendors, words, now).forEach(out::println);
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
        Routing applied = new RoutingPublisher(connection.kafka(), connection.contracts())
                .change(current -> paused(current.orElseThrow(VendorsCommand::noRouting), id, paused));
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s %s, routing version %d applied%n", id, paused ? "paused" : "resumed", applied.getVersion());
        out.flush();
        return 0;
    }

    private static Routing current(ConnectionOptions connection) {
        return new RoutingPublisher(connection.kafka(), connection.contracts())
                .current()
                .orElseThrow(VendorsCommand::noRouting);
    }

    private static Routing paused(Routing routing, String id, boolean paused) {
        if (routing.getVendors().stream().noneMatch(vendor -> vendor.getId().equals(id))) {
            throw new IllegalArgumentException("no vendor " + id + " in the routing");
        }
        return Routing.newBuilder(routing)
                .setVendors(routing.getVendors().stream()
                        .map(vendor -> vendor.getId().equals(id)
                                ? Vendor.newBuilder(vendor).setPaused(paused).build()
                                : vendor)
                        .toList())
                .build();
    }

    private static IllegalStateException noRouting() {
        return new IllegalStateException("no routing was applied yet");
    }
}
