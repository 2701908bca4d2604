package io.leadstream.standalone;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the whole system until it is told to stop. */
@Command(
        name = "up",
        description =
                "Runs everything in one process: broker, registry, services and sandbox vendors. Ctrl-C stops it.")
final class UpCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(names = "--data", defaultValue = "data", description = "Where state is kept (default: ./data).")
    private Path data;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address the gateway listens at (default: ${DEFAULT-VALUE}); the rest is always on loopback.")
    private String host;

    @Option(names = "--gateway-port", defaultValue = "${env:LEADSTREAM_GATEWAY_PORT:-8080}")
    private int gatewayPort;

    @Option(names = "--kafka-port", defaultValue = "${env:LEADSTREAM_KAFKA_PORT:-9092}")
    private int kafkaPort;

    @Option(names = "--registry-port", defaultValue = "${env:LEADSTREAM_REGISTRY_PORT:-8081}")
    private int registryPort;

    @Option(names = "--sandbox-port", defaultValue = "${env:LEADSTREAM_SANDBOX_PORT:-8090}")
    private int sandboxPort;

    @Option(
            names = "--operations-port",
            defaultValue = "${env:LEADSTREAM_OPERATIONS_PORT:-9464}",
            description = "Where operators ask where a lead is, as leadstream trace does; on loopback"
                    + " (default: ${DEFAULT-VALUE}).")
    private int operationsPort;

    @Option(
            names = "--card-keyset",
            paramLabel = "FILE",
            defaultValue = "${env:LEADSTREAM_CARD_KEYSET}",
            description = "Keyset that card numbers and dead letters are sealed with (leadstream keyset create FILE);"
                    + " without one card numbers are dropped.")
    private @Nullable Path cardKeyset;

    @Option(
            names = "--calling-hours",
            paramLabel = "FILE",
            defaultValue = "${env:LEADSTREAM_CALLING_HOURS_FILE}",
            description = "A table of calling hours in place of deploy/data/calling-hours.csv.")
    private @Nullable Path callingHours;

    @Option(
            names = "--nanpa",
            paramLabel = "FILE",
            defaultValue = "${env:LEADSTREAM_NANPA_FILE}",
            description = "NANPA prefix data: CSV of area_code,prefix,state,zone.")
    private @Nullable Path nanpa;

    @Option(
            names = "--secure",
            description =
                    "Everything over TLS, and on Kafka a user with its own rights for each service; certificates and"
                            + " users are made in DATA/security.")
    private boolean secure;

    @Override
    public Integer call() throws Exception {
        warnBeyondLoopback();
        StandaloneConfig config = new StandaloneConfig(
                data,
                host,
                gatewayPort,
                kafkaPort,
                registryPort,
                sandboxPort,
                UnaryOperator.identity(),
                new StandaloneFiles(
                        Optional.ofNullable(cardKeyset),
                        Optional.ofNullable(callingHours),
                        Optional.ofNullable(nanpa)));
        CountDownLatch stopped = new CountDownLatch(1);
        Standalone system = Standalone.start(secure ? config.secured() : config);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            system.close();
            stopped.countDown();
        }));
        OperationsPort operations = system.openOperations(operationsPort);
        Standalone.Addresses at = system.addresses();
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready gateway=" + at.gateway() + " kafka=" + at.kafka() + " registry=" + at.registry()
                + " sandbox=" + at.sandbox() + " operations=http://" + operations.address() + " data="
                + data.toAbsolutePath().normalize());
        if (secure) {
            Path security = data.resolve("security").toAbsolutePath().normalize();
            out.println("locked: commands need --kafka-config=" + security.resolve("users/operator.properties")
                    + " --registry-config=" + security.resolve("registry.properties"));
        }
        out.flush();
        stopped.await();
        return 0;
    }

    private void warnBeyondLoopback() throws UnknownHostException {
        if (!InetAddress.getByName(host).isLoopbackAddress()) {
            spec.commandLine()
                    .getErr()
                    .println("leadstream: the demo accounts' passwords are public; anyone who reaches " + host
                            + " can submit leads");
        }
    }
}
