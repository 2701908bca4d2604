package io.leadstream.standalone;

import io.javalin.http.Handler;
import io.leadstream.gateway.Operations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service in a process of its own: its operations port, the service behind it, and the end of both.
 *
 * <pre>
 *   port open ─► starting ─► waiting for ready ─► "ready …" ─► serving ─┬─ SIGTERM: not ready, service closed, port closed
 *   (live, not ready)                             (ready)               └─ no longer live: the same, and exit code 1
 * </pre>
 */
final class ServiceProcess implements Operations {

    private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration WATCH = Duration.ofSeconds(1);

    /** How long a signal to stop waits for a service that is just being started. */
    private static final Duration STARTING = Duration.ofSeconds(2);

    private final String name;
    private final Metrics metrics = new Metrics();
    private final ReentrantLock changing = new ReentrantLock();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<Service> service = Optional.empty();
    private volatile Optional<OperationsPort> port = Optional.empty();

    /** A service that runs. */
    interface Service extends AutoCloseable {

        boolean live();

        boolean ready();

        /** Where else it listens, as {@code name=address} words for the line that says ready; empty if nowhere. */
        default String addresses() {
            return "";
        }

        @Override
        void close();
    }

    /** Starts a service, once its operations port is open. */
    @FunctionalInterface
    interface Start {
        Service start(OperationsPort port, Metrics metrics);
    }

    private ServiceProcess(String name) {
        this.name = name;
        metrics.readiness(this::ready);
    }

    /**
     * Runs a service until the process is told to stop.
     *
     * @param name its command
     * @param routes what its operations port answers beside metrics and health; asked before the service runs, too
     * @param out where the one line that says ready goes
     * @throws IllegalStateException if it fails for good
     * @throws RuntimeException if it does not start
     */
    static void run(String name, OperationsConfig config, Map<String, Handler> routes, PrintWriter out, Start start)
            throws InterruptedException {
        ServiceProcess process = new ServiceProcess(name);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(process::close));
        try {
            OperationsPort port = process.start(config, routes, start);
            process.serve(port, out);
        } finally {
            process.close();
        }
    }

    private OperationsPort start(OperationsConfig config, Map<String, Handler> routes, Start start) {
        changing.lock();
        try {
            OperationsPort open = OperationsPort.open(config, this, routes);
            port = Optional.of(open);
            if (!closing.get()) {
                service = Optional.of(start.start(open, metrics));
            }
            return open;
        } finally {
            changing.unlock();
        }
    }

    private void serve(OperationsPort port, PrintWriter out) throws InterruptedException {
        while (!ready()) {
            if (ended(LOOK)) {
                return;
            }
        }
        String addresses = service.map(Service::addresses).orElse("");
        out.println("ready " + name + (addresses.isEmpty() ? "" : " " + addresses) + " operations=http://"
                + port.address());
        out.flush();
        while (!ended(WATCH)) {
            log.atTrace().log("serving");
        }
    }

    /** Waits a while; true if the process is closed by then. */
    private boolean ended(Duration wait) throws InterruptedException {
        if (closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        if (!live() && !closing.get()) {
            throw new IllegalStateException(name + " has failed for good; the log says why");
        }
        return false;
    }

    @Override
    public String metrics() {
        return metrics.text();
    }

    /** True while it starts and while it closes: killing it would help nobody. */
    @Override
    public boolean live() {
        return closing.get() || service.map(Service::live).orElse(true);
    }

    @Override
    public boolean ready() {
        return !closing.get() && service.map(Service::ready).orElse(false);
    }

    /** Closes the service, then the port, once. */
    private void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            if (changing.tryLock(STARTING.toMillis(), TimeUnit.MILLISECONDS)) {
                changing.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        service.ifPresent(Service::close);
        port.ifPresent(OperationsPort::close);
        metrics.close();
        closed.countDown();
    }
}
