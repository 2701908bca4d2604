package io.leadstream.standalone;

import io.leadstream.dialect.Dialects;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes and shows where leads go. */
@Command(
        name = "routing",
        description = "Changes or shows the campaigns, lists and vendors.",
        subcommands = {RoutingCommand.Apply.class, RoutingCommand.Show.class})
final class RoutingCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    /** Without a subcommand: what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    /** Checks a file and publishes it as the next version, the topics of its vendors first (correctness.md 19). */
    @Command(name = "apply", description = "Checks a YAML file and makes it the routing.")
    static final class Apply implements Callable<Integer> {

        private static final short REPLICATION = 1;

        @Spec
        CommandSpec spec;

        @Mixin
        ConnectionOptions connection;

        @Parameters(paramLabel = "FILE", description = "The routing; $${NAME} in it is taken from the environment.")
        Path file;

        @Override
        public Integer call() throws IOException {
            String name = String.valueOf(file.getFileName());
            return switch (RoutingFile.read(name, Files.readString(file), Dialects.all(), System.getenv())) {
                case RoutingFile.Result.Good good -> apply(good.routing());
                case RoutingFile.Result.Bad bad ->
                    throw new IllegalArgumentException(String.join("\n", bad.problems()));
            };
        }

        private int apply(Routing routing) {
            RoutingPublisher publisher = new RoutingPublisher(connection.kafka(), connection.contracts());
            try (Admin admin = connection.admin()) {
                new TopicSetup(admin, REPLICATION)
                        .vendors(
                                routing.getVendors().stream().map(Vendor::getId).toList());
            }
            Routing applied = publisher.apply(routing);
            print(spec, "routing version " + applied.getVersion() + " applied\n");
            return 0;
        }
    }

    /** Prints the routing in force, as a file that can be applied. */
    @Command(name = "show", description = "Prints the routing as YAML.")
    static final class Show implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        ConnectionOptions connection;

        @Override
        public Integer call() {
            Routing routing = new RoutingPublisher(connection.kafka(), connection.contracts())
                    .current()
                    .orElseThrow(() -> new IllegalStateException("no routing was applied yet"));
            print(
                    spec,
                    "# version " + routing.getVersion() + ", applied " + routing.getAppliedAt() + "\n"
                            + RoutingFile.write(routing));
            return 0;
        }
    }

    private static void print(CommandSpec spec, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
