package io.leadstream.sandbox;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.leadstream.dialect.Dialect;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running sandbox: each vendor answers at {@code /<vendor>} and the paths of its dialect, and is looked into and told to
 * fail at {@code /_sandbox/<vendor>}.
 */
public final class Sandbox implements AutoCloseable {

    private static final int MOST_HEADER_BYTES = 32 * 1024;

    /** Java's own 50 make a client that opens hundreds of connections at once wait a second for the rest of them. */
    private static final int MOST_UNACCEPTED = 1_024;

    private static final Logger log = LoggerFactory.getLogger(Sandbox.class);

    private final Javalin app;
    private final Wire wire;

    private Sandbox(Javalin app, Wire wire) {
        this.app = app;
        this.wire = wire;
    }

    /**
     * Starts the vendors.
     *
     * @param dialects the dialects there are, by id
     * @throws IllegalArgumentException if a vendor speaks a dialect that there is none of
     * @throws RuntimeException if the port is taken
     */
    public static Sandbox start(SandboxConfig config, Map<String, Dialect> dialects) {
        Map<String, Vendor> vendors = new TreeMap<>();
        for (SandboxVendor vendor : config.vendors()) {
            Dialect dialect = dialects.get(vendor.dialect());
            if (dialect == null) {
                throw new IllegalArgumentException(
                        "sandbox vendor " + vendor.id() + ": there is no dialect " + vendor.dialect());
            }
            vendors.put(vendor.id(), new Vendor(vendor, dialect, Clock.systemUTC()));
        }
        Wire wire = new Wire();
        Javalin app = Javalin.start(server -> {
            plain(server, config);
            new Controls(vendors).addTo(server.routes);
            vendors.values().forEach(vendor -> open(server, vendor, wire));
        });
        log.atInfo()
                .addKeyValue("host", config.host())
                .addKeyValue("port", app.port())
                .addKeyValue("vendors", vendors.keySet())
                .log("sandbox open");
        return new Sandbox(app, wire);
    }

    private static void plain(JavalinConfig server, SandboxConfig config) {
        server.jetty.addConnector((jetty, http) -> {
            ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
            connector.setHost(config.host());
            connector.setPort(config.port());
            connector.setAcceptQueueSize(MOST_UNACCEPTED);
            return connector;
        });
        server.concurrency.useVirtualThreads = true;
        server.http.compressionStrategy = CompressionStrategy.NONE;
        server.startup.showJavalinBanner = false;
        server.startup.showOldJavalinVersionWarning = false;
        server.startup.startupWatcherEnabled = false;
        server.jetty.modifyHttpConfiguration(http -> http.setRequestHeaderSize(MOST_HEADER_BYTES));
        server.routes.exception(
                HttpResponseException.class,
                (e, ctx) -> ctx.status(e.getStatus()).result(Objects.requireNonNullElse(e.getMessage(), "")));
        server.routes.exception(Exception.class, (e, ctx) -> fail(ctx, e));
    }

    private static void fail(Context ctx, Exception e) {
        log.atWarn()
                .addKeyValue("path", ctx.path())
                .addKeyValue("error", e.getClass().getName())
                .log("sandbox request failed");
        ctx.status(500).result("sandbox failed");
    }

    private static void open(JavalinConfig server, Vendor vendor, Wire wire) {
        for (String path : vendor.dialect().paths()) {
            Handler handler = ctx -> wire.carryOut(vendor.react(Wire.call(ctx, path)), ctx);
            HandlerType.commonHttp()
                    .forEach(method ->
                            server.routes.addEndpoint(new Endpoint(method, "/" + vendor.id() + path, handler)));
        }
    }

    /** The port that the vendors answer at. */
    public int port() {
        return app.port();
    }

    /** Ends every answer that is under way and stops listening. */
    @Override
    public void close() {
        wire.close();
        app.stop();
        log.atInfo().log("sandbox closed");
    }
}
