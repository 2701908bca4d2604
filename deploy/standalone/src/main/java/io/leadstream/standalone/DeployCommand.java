package io.leadstream.standalone;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a deployment does before its services start; {@code up} does the same by itself. */
@Command(
        name = "deploy",
        description = "Registers the contracts and creates the topics, or checks those that are there.")
final class DeployCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    ConnectionOptions connection;

    @Option(
            names = "--partitions",
            defaultValue = "" + StandaloneConfig.PARTITIONS,
            description = "Partitions of leads, fixed for life (default: ${DEFAULT-VALUE}).")
    int partitions;

    @Option(
            names = "--replication",
            defaultValue = "1",
            description = "Brokers that keep each topic (default: ${DEFAULT-VALUE}).")
    short replication;

    @Override
    public Integer call() {
        new ContractSetup(connection.registry, connection.registrySettings()).apply();
        try (Admin admin = connection.admin()) {
            new TopicSetup(admin, replication).fixed(partitions);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("contracts registered, topics there");
        out.flush();
        return 0;
    }
}
