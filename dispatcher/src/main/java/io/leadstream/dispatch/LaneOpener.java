package io.leadstream.dispatch;

import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Question;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.Vendor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens lanes: makes what a lane works with, in order, and closes it in reverse. */
final class LaneOpener {

    private static final Logger LOG = LoggerFactory.getLogger(LaneOpener.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final DispatcherConfig config;
    private final Clients clients;
    private final Contracts contracts;
    private final Map<String, Dialect> dialects;
    private final Cancels cancels;
    private final DeliveryEvents events;
    private final RandomGenerator jitter;
    private final Clock clock;
    private final Cards cards;
    private final Map<String, Wire> wires = new ConcurrentHashMap<>();

    LaneOpener(
            DispatcherConfig config,
            Contracts contracts,
            Map<String, Dialect> dialects,
            Cancels cancels,
            DeliveryEvents events,
            RandomGenerator jitter,
            Clock clock) {
        this.config = config;
        this.clients = new Clients(config);
        this.contracts = contracts;
        this.dialects = dialects;
        this.cancels = cancels;
        this.events = events;
        this.jitter = jitter;
        this.clock = clock;
        this.cards = new Cards(CardKeyset.configured(config.cardKeyset()));
    }

    /**
     * Opens a vendor's lane; the caller runs and closes it.
     *
     * @throws IllegalArgumentException if a setting or the credentials are bad
     * @throws RuntimeException if Kafka or the registry cannot be reached
     */
    Open open(Vendor vendor, Runnable firstAssignment) {
        LaneSettings settings = LaneSettings.of(vendor);
        Dialect dialect = dialects.get(vendor.getDialect());
        if (dialect == null) {
            throw new IllegalArgumentException("no dialect " + vendor.getDialect());
        }
        Path folder = Path.of(config.credentialsFolder());
        Map<String, String> secrets =
                vendor.getCredentials().map(new Credentials(folder)::read).orElse(Map.of());
        VendorAccount account =
                new VendorAccount(vendor.getId(), Tls.without(secrets), vendor.getSettings(), cards.opener(vendor));
        Wire wire =
                wires.computeIfAbsent(vendor.getId(), id -> new Wire(contracts, id, new DeadLetters(cards.keyset())));
        Open open = new Open(Tls.of(secrets, folder));
        try {
            open.build(settings, dialect, account, wire, firstAssignment);
            return open;
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /** An open lane. */
    final class Open implements AutoCloseable {

        private final Tls tls;
        private final Deque<Runnable> closers = new ArrayDeque<>();
        private Optional<Dispatcher> dispatcher = Optional.empty();
        private boolean leaveGroup;

        private Open(Tls tls) {
            this.tls = tls;
        }

        private void build(
                LaneSettings settings, Dialect dialect, VendorAccount account, Wire wire, Runnable firstAssignment) {
            JettyTransport transport =
                    transport(settings.id(), settings, settings.limits().getConcurrency(), JettyTransport.MOST_BODY);
            ExecutorService threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("attempt-" + settings.id() + "-", 0).factory());
            closers.push(threads::shutdownNow);
            Producer<byte[], byte[]> producer = clients.producer(settings);
            closers.push(() -> producer.close(CLOSING));
            Consumer<byte[], byte[]> consumer = clients.consumer(settings);
            closers.push(() -> consumer.close(CloseOptions.timeout(CLOSING)
                    .withGroupMembershipOperation(
                            leaveGroup ? GroupMembershipOperation.LEAVE_GROUP : GroupMembershipOperation.DEFAULT)));
            closers.push(() -> events.closed(settings.id()));
            events.opened(settings.id(), consumer, producer);
            Exchange exchange = new Exchange(settings, dialect, account, transport);
            VendorLane lane = new VendorLane(settings, exchange, clock, System::nanoTime, Pause.PARK, events);
            LaneWorks works = new LaneWorks(
                    settings,
                    consumer,
                    producer,
                    wire,
                    dialect,
                    account,
                    lane,
                    cancels,
                    threads,
                    events,
                    jitter,
                    clock,
                    System::nanoTime,
                    config.commitIntervalMs(),
                    polling(settings, dialect, account, lane));
            dispatcher = Optional.of(new Dispatcher(settings, works, firstAssignment));
        }

        /** Who polls the vendor while its first partition is ours; nobody where its settings or its dialect do not say so. */
        private LaneWorks.FirstOwner polling(
                LaneSettings settings, Dialect dialect, VendorAccount account, VendorLane lane) {
            Optional<PollSettings> often = PollSettings.of(account.settings());
            if (often.isEmpty() || dialect.ask(new Question.Agents(), account).isEmpty()) {
                return ours -> {};
            }
            JettyTransport transport = transport("poll-" + settings.id(), settings, 1, Poller.MOST_BODY);
            Exchange exchange = new Exchange(settings, dialect, account, transport);
            Poller poller = new Poller(
                    often.get(), dialect, account, call -> lane.beside(() -> exchange.send(call)), events, clock);
            PollThread polling = new PollThread(
                    settings.id(), often.get(), poller, () -> new PollLog(settings.id(), clients, contracts), clock);
            closers.push(polling::close);
            return polling;
        }

        private JettyTransport transport(String name, LaneSettings settings, int connections, int mostBody) {
            JettyTransport transport = new JettyTransport(
                    name,
                    settings.hosts(),
                    new AddressPolicy(settings.vendor().getPrivateAddresses()),
                    connections,
                    Duration.ofMillis(settings.limits().getConnectTimeoutMs()),
                    mostBody,
                    tls);
            closers.push(transport::close);
            return transport;
        }

        Dispatcher dispatcher() {
            return dispatcher.orElseThrow();
        }

        /** Says whether closing tells the group that this member will not come back. */
        void leaveGroup(boolean leave) {
            leaveGroup = leave;
        }

        @Override
        public void close() {
            while (!closers.isEmpty()) {
                try {
                    closers.pop().run();
                } catch (RuntimeException e) {
                    LOG.atWarn().setCause(e).log("a part of a lane did not close");
                }
            }
        }
    }
}
