package io.leadstream.standalone;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.leadstream.gateway.Operations;
import io.leadstream.gateway.OperationsRoutes;
import java.util.Map;

/**
 * The HTTP port at which operators ask a process: {@code /metrics}, {@code /health/live}, {@code /health/ready}, and what a
 * service adds.
 *
 * <p>It opens before its service does, so that whoever probes a process that restores hears that it lives. It has no access
 * control of its own: it belongs on loopback or inside a network policy.
 */
final class OperationsPort implements AutoCloseable {

    private final Javalin app;
    private final String host;

    private OperationsPort(Javalin app, String host) {
        this.app = app;
        this.host = host;
    }

    /**
     * Opens the port.
     *
     * @param more further paths to get, in Javalin's form ({@code /v1/leads/{id}}), by what answers them; asked from the
     *     moment the port is open
     * @throws RuntimeException if the port is taken
     */
    static OperationsPort open(OperationsConfig config, Operations operations, Map<String, Handler> more) {
        Javalin app = Javalin.start(server -> {
            plain(server, config);
            OperationsRoutes.add(server.routes, operations);
            more.forEach(server.routes::get);
        });
        return new OperationsPort(app, config.operationsHost());
    }

    int port() {
        return app.port();
    }

    /** Host and port, as this machine sees them. */
    String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    @Override
    public void close() {
        app.stop();
    }

    private static void plain(JavalinConfig server, OperationsConfig config) {
        server.jetty.host = config.operationsHost();
        server.jetty.port = config.operationsPort();
        server.concurrency.useVirtualThreads = true;
        server.http.compressionStrategy = CompressionStrategy.GZIP;
        server.startup.showJavalinBanner = false;
        server.startup.showOldJavalinVersionWarning = false;
        server.startup.startupWatcherEnabled = false;
        server.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    }
}
