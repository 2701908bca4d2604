package io.leadstream.standalone;

import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Dialects;
import io.leadstream.dispatch.DispatcherConfig;
import io.leadstream.dispatch.DispatcherService;
import io.leadstream.gateway.Gateway;
import io.leadstream.gateway.GatewayAccount;
import io.leadstream.gateway.GatewayConfig;
import io.leadstream.gateway.Operations;
import io.leadstream.sandbox.Sandbox;
import io.leadstream.sandbox.SandboxConfig;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import io.leadstream.streams.StreamsApp;
import io.leadstream.streams.StreamsAppConfig;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole system in one process: a broker, a registry, the sandbox's vendors and the services, started in the order in
 * which they need each other, by the entry points that production uses, and closed in reverse.
 */
final class Standalone implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final String INSTANCE = "standalone";
    private static final short ONE_BROKER = 1;

    /** Whoever presses control-C does not wait longer for calls in flight, seconds. */
    private static final int CLOSING_SECONDS = 5;

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final StandaloneConfig config;
    private Optional<SecurityFolder> security = Optional.empty();
    private Optional<KafkaUsers> users = Optional.empty();
    private Map<String, String> registrySettings = Map.of();
    private @Nullable Addresses addresses;
    private @Nullable StreamsApp streams;
    private @Nullable Operations operations;

    /** What the gateway's port tells operators, since here it is the port of all. */
    private record WholeProcess(Metrics all, StreamsApp pipeline, DispatcherService dispatcher) implements Operations {

        @Override
        public String metrics() {
            return all.text();
        }

        @Override
        public boolean live() {
            return pipeline.live();
        }

        @Override
        public boolean ready() {
            return pipeline.ready() && dispatcher.ready();
        }
    }

    /** Where everything listens. */
    record Addresses(String gateway, String kafka, String registry, String sandbox) {}

    private Standalone(StandaloneConfig config) {
        this.config = config;
    }

    /**
     * Starts everything and returns when it is ready.
     *
     * @throws IllegalStateException if another system runs on the same data, a port is taken, or a part does not start
     */
    static Standalone start(StandaloneConfig config) {
        Standalone system = new Standalone(config);
        try {
            system.startAll();
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    private void startAll() {
        DataFolder data = keep(DataFolder.take(config.data()));
        Ports.check(config.ports());
        security = config.authorizer().map(decider -> SecurityFolder.open(data.resolve("security"), decider));
        RegistryServer registry = keep(RegistryServer.begin(
                config.registryProgram(),
                data.resolve("registry"),
                config.registryPort(),
                security.map(SecurityFolder::certificates)));
        EmbeddedKafka kafka = keep(
                EmbeddedKafka.start(data.resolve("kafka"), config.kafkaPort(), security.map(SecurityFolder::broker)));
        registry.awaitReady();
        users = security.map(each -> each.users(kafka));
        registrySettings = security.map(each -> each.registry(registry.url())).orElse(Map.of());
        Map<String, Dialect> dialects = Dialects.all();
        Sandbox sandbox = keep(Sandbox.start(
                new SandboxConfig("127.0.0.1", config.sandboxPort(), SandboxAccounts.of(dialects.keySet())), dialects));
        deploy(kafka, registry, config.routing(sandbox.port()));

        Metrics metrics = keep(new Metrics());
        MeteredPipeline metered = new MeteredPipeline(metrics);
        StreamsApp pipeline = keep(StreamsApp.start(
                StreamsAppConfig.of(
                                kafka.bootstrap(),
                                registry.url(),
                                INSTANCE,
                                data.resolve("streams").toString())
                        .withCardKeyset(config.files().cardKeysetFile())
                        .withKafka(access("streams-app", kafka).settings())
                        .withRegistry(registrySettings)
                        .lookingUpIn(
                                config.files()
                                        .callingHours()
                                        .map(Path::toString)
                                        .orElse(null),
                                config.files().nanpa().map(Path::toString).orElse(null)),
                metered));
        metered.holding(pipeline::held);
        DispatcherService dispatcher = keep(DispatcherService.start(
                DispatcherConfig.of(
                                kafka.bootstrap(),
                                registry.url(),
                                INSTANCE,
                                SandboxAccounts.credentials(data.resolve("credentials"))
                                        .toString())
                        .withCardKeyset(config.files().cardKeysetFile())
                        .withClosingSeconds(CLOSING_SECONDS)
                        .withClients(access("dispatcher", kafka).settings(), registrySettings),
                dialects,
                new MeteredDeliveries(metrics)));
        MeteredLanes.show(metrics, dispatcher::lanes, InstantSource.system());
        await("streams-app", pipeline::ready);
        await("dispatcher", dispatcher::ready);
        Gateway gateway = keep(Gateway.start(
                gatewayConfig(kafka, registry, dialects),
                dialects,
                new MeteredGateway(metrics),
                Optional.of(new WholeProcess(metrics, pipeline, dispatcher)),
                Optional.of(new OwnLedger(pipeline))));
        metrics.readiness(() -> pipeline.ready() && dispatcher.ready() && gateway.ready());
        operations = new WholeProcess(metrics, pipeline, dispatcher);
        streams = pipeline;
        addresses = new Addresses(
                (security.isPresent() ? "https" : "http") + "://127.0.0.1:" + gateway.port(),
                kafka.bootstrap(),
                registry.url(),
                "http://127.0.0.1:" + sandbox.port());
    }

    Addresses addresses() {
        return Objects.requireNonNull(addresses);
    }

    /**
     * Opens a port for operators on loopback: what the gateway's tells, and where each lead is, whoever's it is.
     *
     * @throws RuntimeException if the port is taken
     */
    OperationsPort openOperations(int port) {
        LedgerRoutes ledger = new LedgerRoutes();
        ledger.open(Objects.requireNonNull(streams));
        return keep(OperationsPort.open(
                new OperationsConfig("127.0.0.1", port), Objects.requireNonNull(operations), ledger.routes()));
    }

    /** How a service or a person connects to Kafka; {@code who} is of {@code acls.yaml}. */
    KafkaAccess kafka(String who) {
        return users.map(each -> each.user(who))
                .orElseGet(() -> KafkaAccess.open(addresses().kafka()));
    }

    /** The contracts, for whoever reads along. */
    Contracts contracts() {
        return Contracts.at(addresses().registry(), registrySettings);
    }

    /** A client that trusts the gateway. */
    HttpClient http() {
        HttpClient.Builder client = HttpClient.newBuilder();
        security.ifPresent(each -> client.sslContext(each.certificates().trust()));
        return client.build();
    }

    /** What locks it, if anything does. */
    Optional<SecurityFolder> security() {
        return security;
    }

    /** The topology that runs, as Kafka Streams prints it. */
    String topology() {
        return Objects.requireNonNull(streams).topology();
    }

    /** Closes everything in reverse; what fails to close is reported and does not keep the rest open. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            AutoCloseable last = running.pop();
            try {
                last.close();
            } catch (Exception e) {
                log.atWarn()
                        .addKeyValue("part", last.getClass().getSimpleName())
                        .setCause(e)
                        .log("did not close");
            }
        }
    }

    private GatewayConfig gatewayConfig(EmbeddedKafka kafka, RegistryServer registry, Map<String, Dialect> dialects) {
        List<GatewayAccount> accounts = config.accounts().stream()
                .filter(account -> account.dialect().equals(Gateway.NATIVE) || dialects.containsKey(account.dialect()))
                .toList();
        Optional<Certificates.Pair> pair =
                security.map(each -> each.certificates().pair(Certificates.GATEWAY));
        return new GatewayConfig(
                config.host(),
                config.gatewayPort(),
                kafka.bootstrap(),
                registry.url(),
                0,
                0,
                accounts,
                access("gateway", kafka).settings(),
                registrySettings,
                config.files().cardKeysetFile(),
                pair.map(each -> each.certificate().toString()).orElse(""),
                pair.map(each -> each.key().toString()).orElse(""),
                "");
    }

    private KafkaAccess access(String service, EmbeddedKafka kafka) {
        return users.map(each -> each.user(service)).orElseGet(() -> KafkaAccess.open(kafka.bootstrap()));
    }

    /** What a platform's deploy job does, topics and contracts, and what its operator does then, the first routing. */
    private void deploy(EmbeddedKafka kafka, RegistryServer registry, Routing routing) {
        new ContractSetup(registry.url(), registrySettings).apply();
        try (Admin admin = Admin.create(access("deploy", kafka).client(Map.of()))) {
            new TopicSetup(admin, ONE_BROKER).fixed(StandaloneConfig.PARTITIONS);
        }
        KafkaAccess operator = access("operator", kafka);
        try (Admin admin = Admin.create(operator.client(Map.of()))) {
            TopicSetup topics = new TopicSetup(admin, ONE_BROKER);
            RoutingPublisher publisher = new RoutingPublisher(operator, Contracts.at(registry.url(), registrySettings));
            Optional<Routing> current = publisher.current();
            topics.vendors(current.orElse(routing).getVendors().stream()
                    .map(Vendor::getId)
                    .toList());
            if (current.isEmpty()) {
                publisher.apply(routing);
            }
        }
    }

    private static void await(String part, BooleanSupplier ready) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(part + " was not ready within " + READY_WITHIN.toSeconds() + " s");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }
}
