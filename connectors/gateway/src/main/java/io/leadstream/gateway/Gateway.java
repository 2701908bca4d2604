package io.leadstream.gateway;

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
    private final Duration drain;
    private final Deque<Runnable> closers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Gateway(Requests requests, Decisions decisions, HttpDoor door, Duration drain, Deque<Runnable> closers) {
        this.requests = requests;
        this.decisions = decisions;
        this.door = door;
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
        check(config, dialects);
        Contracts contracts = Contracts.at(config.registryUrl(), config.registry());
        Decisions decisions = new Decisions();
        Deque<Runnable> closers = new ArrayDeque<>();
        try {
            var publisher =
                    LeadPublisher.open(config, contracts.serde(Topics.LEADS).serializer());
            closers.push(publisher::close);
            var reader = DecisionReader.open(
                    config, contracts.serde(Topics.LEAD_DECISIONS).deserializer(), decisions);
            closers.push(reader::close);
            var leads = LeadLog.open(config, contracts.serde(Topics.LEADS).deserializer());
            closers.push(leads::close);
            var reports = new ReportStore(InstantSource.system());
            var reporter = ReportReader.open(config, contracts, reports, InstantSource.system());
            closers.push(reporter::close);
            BooleanSupplier reading = () -> reader.isReading() && reporter.isReading();
            return serve(config, dialects, new Edges(publisher, decisions, leads, reports), reading, closers);
        } catch (RuntimeException e) {
            closers.forEach(Runnable::run);
            throw e;
        }
    }

    /** Where the gateway ends: what it writes to, waits for and looks up. */
    record Edges(Publisher publisher, Decisions decisions, SubmittedLeads submitted, Reports reports) {}

    /** Opens HTTP over parts that run already. */
    static Gateway serve(
            GatewayConfig config,
            Map<String, Dialect> dialects,
            Edges edges,
            BooleanSupplier reading,
            Deque<Runnable> closers) {
        check(config, dialects);
        List<FrontDoor> doors =
                new ArrayList<>(dialects.values().stream().map(FrontDoor::of).toList());
        doors.add(new NativeApi(edges.submitted()));
        SecureRandom random = new SecureRandom();
        Optional<CardKeyset> cards = CardKeyset.configured(config.cardKeyset());
        Map<String, Intake> intakes = new HashMap<>();
        for (FrontDoor door : doors) {
            intakes.put(door.id(), new Accounts(config.accounts(), door.id(), random, edges.reports(), cards));
        }
        Requests requests = new Requests(config, intakes, edges.publisher(), edges.decisions());
        BooleanSupplier ready = () -> reading.getAsBoolean() && !requests.isClosing();
        HttpDoor door = HttpDoor.open(config, doors, requests, ready);
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
                timeout.compareTo(LONGEST_DRAIN) < 0 ? timeout : LONGEST_DRAIN,
                closers);
    }

    private static void check(GatewayConfig config, Map<String, Dialect> dialects) {
        for (GatewayAccount account : config.accounts()) {
            if (!account.dialect().equals(NATIVE) && !dialects.containsKey(account.dialect())) {
                throw new IllegalArgumentException(
                        "account " + account.id() + ": there is no dialect " + account.dialect());
            }
        }
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
