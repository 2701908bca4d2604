package io.leadstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.javalin.util.JavalinException;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: turns requests into {@link Call}s and {@link Answer}s into responses, on virtual threads.
 *
 * <p>It decides nothing. Whatever goes wrong is answered in a few fixed words, never with a stack trace or an echo.
 */
final class HttpDoor implements AutoCloseable {

    private static final int MOST_HEADER_BYTES = 32 * 1024;
    private static final Duration FINISHING = Duration.ofMillis(1500);
    private static final String NATIVE = "/v1/";
    private static final String TEXT = "text/plain; charset=utf-8";

    private static final Logger log = LoggerFactory.getLogger(HttpDoor.class);

    private final Javalin app;

    /** What answers a call. */
    @FunctionalInterface
    interface Answers {
        Answer answer(FrontDoor door, Call call);
    }

    private HttpDoor(Javalin app) {
        this.app = app;
    }

    /**
     * Opens the door at the configured address.
     *
     * @param operations adds the paths that operators ask at
     */
    static HttpDoor open(
            GatewayConfig config, Iterable<FrontDoor> doors, Answers answers, Consumer<RoutesConfig> operations) {
        return new HttpDoor(Javalin.start(server -> {
            plain(server, config);
            server.routes.exception(
                    HttpResponseException.class,
                    (e, ctx) -> fail(ctx, e.getStatus(), HttpStatus.getMessage(e.getStatus())));
            // A body that ends too soon or is no body: the caller's fault, not a bug.
            server.routes.exception(IOException.class, (e, ctx) -> fail(ctx, 400, "Bad Request"));
            server.routes.exception(HttpException.RuntimeException.class, (e, ctx) -> fail(ctx, 400, "Bad Request"));
            server.routes.exception(Exception.class, (e, ctx) -> bug(ctx, e));
            operations.accept(server.routes);
            String description = OpenApi.document();
            server.routes.get(OpenApi.PATH, ctx -> send(ctx, Answer.json(200, description)));
            for (FrontDoor door : doors) {
                for (String path : door.paths()) {
                    Handler handler = ctx -> send(ctx, answers.answer(door, call(ctx, path)));
                    // Whether a method is the right one is the door's to say.
                    HandlerType.commonHttp()
                            .forEach(method -> server.routes.addEndpoint(new Endpoint(method, path, handler)));
                }
            }
        }));
    }

    int port() {
        return app.port();
    }

    /** Stops listening and finishes what is being written; a caller that does not take its answer in time is cut off. */
    @Override
    public void close() {
        try {
            app.stop();
        } catch (JavalinException late) {
            log.atWarn().setCause(late).log("HTTP was stopped before every answer was taken");
        }
    }

    private static void plain(JavalinConfig server, GatewayConfig config) {
        server.jetty.host = config.host();
        server.jetty.port = config.port();
        server.concurrency.useVirtualThreads = true;
        server.http.maxRequestSize = config.maxBodyBytes();
        server.http.compressionStrategy = CompressionStrategy.NONE;
        server.startup.showJavalinBanner = false;
        server.startup.showOldJavalinVersionWarning = false;
        server.startup.startupWatcherEnabled = false;
        server.jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(MOST_HEADER_BYTES);
            http.setSendServerVersion(false);
        });
        server.jetty.modifyServer(HttpDoor::stopGracefully);
        if (config.servesTls()) {
            KeyStore store = TlsFiles.read(Path.of(config.tlsCertificate()), Path.of(config.tlsKey()));
            server.jetty.addConnector((jetty, http) -> encrypted(jetty, http, store, config));
        }
    }

    /** HTTP/1.1 over TLS 1.2 or newer. */
    private static ServerConnector encrypted(
            Server jetty, HttpConfiguration http, KeyStore store, GatewayConfig config) {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(store);
        tls.setKeyStorePassword(TlsFiles.PASSWORD);
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        HttpConfiguration secure = new HttpConfiguration(http);
        // A gateway goes by many names, and by its address: whether the certificate has the one that was used is the
        // caller's
        // to check.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(
                jetty,
                new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
                new HttpConnectionFactory(secure));
        connector.setHost(config.host());
        connector.setPort(config.port());
        return connector;
    }

    private static void stopGracefully(Server jetty) {
        jetty.setHandler(new GracefulHandler());
        jetty.setStopTimeout(FINISHING.toMillis());
        jetty.setErrorHandler(HttpDoor::refuse);
    }

    /** Answers what is no HTTP that Jetty can read. */
    private static boolean refuse(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT);
        String words = Objects.requireNonNullElse(HttpStatus.getMessage(response.getStatus()), "");
        response.write(true, ByteBuffer.wrap(words.getBytes(UTF_8)), callback);
        return true;
    }

    private static Call call(Context ctx, String path) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(ctx.req().getHeaderNames())) {
            headers.put(
                    name.toLowerCase(Locale.ROOT),
                    String.join(", ", Collections.list(ctx.req().getHeaders(name))));
        }
        String query = Objects.requireNonNullElse(ctx.req().getQueryString(), "");
        String real = path.contains("{") ? ctx.path() : path;
        return new Call(ctx.req().getMethod(), real, query, Map.copyOf(headers), ctx.bodyAsBytes());
    }

    private static void send(Context ctx, Answer answer) {
        ctx.status(answer.status());
        answer.headers().forEach(ctx::header);
        ctx.result(answer.body());
    }

    private static void fail(Context ctx, int status, String words) {
        boolean known = ctx.path().startsWith(NATIVE);
        send(ctx, known ? NativeAnswers.plain(status) : Answer.text(status, words));
    }

    /** A bug: its message may quote a lead, so only its kind and place are logged. */
    private static void bug(Context ctx, Exception e) {
        StackTraceElement[] trace = e.getStackTrace();
        log.atError()
                .addKeyValue("path", ctx.path())
                .addKeyValue("error", e.getClass().getName())
                .addKeyValue("at", trace.length == 0 ? "" : trace[0])
                .log("request failed");
        fail(ctx, 500, "Server Error");
    }
}
