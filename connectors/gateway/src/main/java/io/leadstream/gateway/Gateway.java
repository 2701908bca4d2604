package io.leadstream.gateway;

import io.javalin.config.RoutesConfig;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Reports;
import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Topics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running gateway: its parts, started in order and closed in reverse. */
public final class Gateway implements AutoCloseable {

    /** However long requests may wait, closing has an end. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

    /** The dialect of accounts that use the native API. */
    public static final String NATIVE = NativeApi.ID;

    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private final Requests requests;
    private final Decisions decisions;
    private final HttpDoor door;
    private final BooleanSupplier ready;
    private final Duration drain;
    private final Deque<Runnable> closers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Gateway(
            Requests requests,
            Decisions decisions,
            HttpDoor door,
            BooleanSupplier ready,
            Duration drain,
            Deque<Runnable> closers) {
        this.requests = requests;
        this.decisions = decisions;
        this.door = door;
        this.ready = ready;
        this.drain = drain;
        this.closers = closers;
    }

    /**
     * Starts a gateway. When this returns, HTTP is open, the broker was met, and no decision to come can be missed.
     *
     * @param dialects the dialects to answer in, by id
     * @throws IllegalArgumentException if an account talks a dialect that there is none of, or the card keyset is none
     * @throws RuntimeException if the broker or the registry cannot be reached or the port is taken
     */
    public static Gateway start(GatewayConfig config, Map<String, Dialect> dialects) {
        return start(config, dialects, GatewayEvents.NONE, Optional.empty());
    }

    /**
     * The same, watched.
     *
     * @param events hears of each request
     * @param process what operators ask about the process, where this gateway's own port is where they ask; empty: the port
     *     tells the gateway's own health and no metrics
     */
    public static Gateway start(
            GatewayConfig config, Map<String, Dialect> dialects, GatewayEvents events, Optional<Operations> process) {
        return start(config, dialects, events, process, Optional.empty());
    }

    /**
     * The same.
     *
     * @param ledger where it asks where a lead is; empty: at {@code config.ledgerUrl}
     */
    public static Gateway start(
            GatewayConfig config,
            Map<String, Dialect> dialects,
            GatewayEvents events,
            Optional<Operations> process,
            Optional<LedgerSource> ledger) {
        check(config, dialects);
        Contracts contracts = Contracts.at(config.registryUrl(), config.registry());
        Decisions decisions = new Decisions();
        Deque<Runnable> closers = new ArrayDeque<>();
        try {
            var publisher =
                    LeadPublisher.open(config, contracts.serde(Topics.LEADS).serializer(), events);
            closers.push(publisher::close);
            var reader = DecisionReader.open(
                    config, contracts.serde(Topics.LEAD_DECISIONS).deserializer(), decisions, events);
            closers.push(reader::close);
            var leads = LeadLog.open(config, contracts.serde(Topics.LEADS).deserializer());
            closers.push(leads::close);
            var reports = new ReportStore(InstantSource.system());
            var reporter = ReportReader.open(config, contracts, reports, InstantSource.system());
            closers.push(reporter::close);
            LedgerSource source = ledger.orElseGet(() -> ledger(config, closers));
            BooleanSupplier reading = () -> reader.isReading() && reporter.isReading();
            return serve(
                    config,
                    dialects,
                    new Edges(publisher, decisions, leads, reports, source),
                    reading,
                    new Observers(events, process),
                    closers);
        } catch (RuntimeException e) {
            closers.forEach(Runnable::run);
            throw e;
        }
    }

    private static LedgerSource ledger(GatewayConfig config, Deque<Runnable> closers) {
        if (config.ledgerUrl().isEmpty()) {
            return LedgerSource.NONE;
        }
        HttpLedger ledger = new HttpLedger(config.ledgerUrl());
        closers.push(ledger::close);
        return ledger;
    }

    /** Where the gateway ends: what it writes to, waits for and looks up. */
    record Edges(
            Publisher publisher, Decisions decisions, SubmittedLeads submitted, Reports reports, LedgerSource ledger) {

        /** Edges without a ledger. */
        Edges(Publisher publisher, Decisions decisions, SubmittedLeads submitted, Reports reports) {
            this(publisher, decisions, submitted, reports, LedgerSource.NONE);
        }
    }

    /** Who watches: {@code events} hears of each request, {@code process} tells operators of the whole process. */
    record Observers(GatewayEvents events, Optional<Operations> process) {

        static final Observers NONE = new Observers(GatewayEvents.NONE, Optional.empty());
    }

    /** Opens HTTP over parts that run already. */
    static Gateway serve(
            GatewayConfig config,
            Map<String, Dialect> dialects,
            Edges edges,
            BooleanSupplier reading,
            Observers observers,
            Deque<Runnable> closers) {
        check(config, dialects);
        List<FrontDoor> doors =
                new ArrayList<>(dialects.values().stream().map(FrontDoor::of).toList());
        doors.add(new NativeApi(edges.submitted(), edges.ledger()));
        SecureRandom random = new SecureRandom();
        Optional<CardKeyset> cards = CardKeyset.configured(config.cardKeyset());
        Map<String, Intake> intakes = new HashMap<>();
        for (FrontDoor door : doors) {
            intakes.put(door.id(), new Accounts(config.accounts(), door.id(), random, edges.reports(), cards));
        }
        Requests requests = new Requests(config, intakes, edges.publisher(), edges.decisions());
        BooleanSupplier ready = () -> reading.getAsBoolean() && !requests.isClosing();
        HttpDoor door = HttpDoor.open(
                config,
                doors,
                timed(requests, observers.events()),
                routes -> operations(routes, ready, observers.process()));
        Duration timeout = Duration.ofMillis(config.decisionTimeoutMs());
        log.atInfo()
                .addKeyValue("host", config.host())
                .addKeyValue("port", door.port())
                .addKeyValue("dialects", dialects.keySet())
                .log("gateway open");
        return new Gateway(
                requests,
                edges.decisions(),
                door,
                ready,
                timeout.compareTo(LONGEST_DRAIN) < 0 ? timeout : LONGEST_DRAIN,
                closers);
    }

    /** Tells of each answer: a call that ends in a bug is answered by the door, with 500. */
    private static HttpDoor.Answers timed(Requests requests, GatewayEvents events) {
        return (door, call) -> {
            long begun = System.nanoTime();
            int status = 500;
            try {
                Answer answer = requests.answer(door, call);
                status = answer.status();
                return answer;
            } finally {
                events.answered(door.id(), status, System.nanoTime() - begun);
            }
        };
    }

    private static void operations(RoutesConfig routes, BooleanSupplier ready, Optional<Operations> process) {
        if (process.isEmpty()) {
            OperationsRoutes.health(routes, () -> true, ready);
        } else {
            Operations whole = process.get();
            routes.get("/metrics", ctx -> OperationsRoutes.metrics(ctx, whole));
            OperationsRoutes.health(routes, whole::live, () -> ready.getAsBoolean() && whole.ready());
        }
    }

    private static void check(GatewayConfig config, Map<String, Dialect> dialects) {
        for (GatewayAccount account : config.accounts()) {
            if (!account.dialect().equals(NATIVE) && !dialects.containsKey(account.dialect())) {
                throw new IllegalArgumentException(
                        "account " + account.id() + ": there is no dialect " + account.dialect());
            }
        }
    }

    /** True while it reads every decision and takes submissions (correctness.md 21). */
    public boolean ready() {
        return ready.getAsBoolean();
    }

    /** The port that HTTP is open at. */
    public int port() {
        return door.port();
    }

    /** Takes no further submission, lets those that wait get their answer, and closes, within 8 s. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            if (!requests.drain(drain)) {
                log.atWarn().log("gateway closes before every decision came");
                decisions.giveUp();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        door.close();
        closers.forEach(Runnable::run);
        log.atInfo().log("gateway closed");
    }
}
