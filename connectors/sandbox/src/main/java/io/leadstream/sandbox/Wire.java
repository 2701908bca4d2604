package io.leadstream.sandbox;

import io.javalin.http.Context;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** Carries a vendor's reaction out: answers soon or late, slowly, or cuts the connection. */
final class Wire {

    private final CountDownLatch closed = new CountDownLatch(1);

    /** Ends every wait that is under way. */
    void close() {
        closed.countDown();
    }

    /** A request as a dialect sees it. */
    static Call call(Context ctx, String path) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(ctx.req().getHeaderNames())) {
            headers.put(
                    name.toLowerCase(Locale.ROOT),
                    String.join(", ", Collections.list(ctx.req().getHeaders(name))));
        }
        String query = Objects.requireNonNullElse(ctx.req().getQueryString(), "");
        return new Call(ctx.req().getMethod(), path, query, Map.copyOf(headers), ctx.bodyAsBytes());
    }

    void carryOut(Reaction reaction, Context ctx) throws IOException, InterruptedException {
        switch (reaction) {
            case Reaction.Respond respond -> {
                pause(respond.after());
                head(ctx, respond.answer());
                ctx.result(respond.answer().body());
            }
            case Reaction.Trickle trickle -> trickle(ctx, trickle.answer(), trickle.over());
            case Reaction.Reset reset -> reset(ctx);
        }
    }

    private void trickle(Context ctx, Answer answer, Duration over) throws IOException, InterruptedException {
        head(ctx, answer);
        byte[] body = answer.body();
        ctx.res().setContentLength(body.length);
        OutputStream out = ctx.res().getOutputStream();
        for (byte one : body) {
            ctx.res().flushBuffer();
            pause(over.dividedBy(body.length));
            out.write(one);
        }
        ctx.res().flushBuffer();
    }

    private static void head(Context ctx, Answer answer) {
        ctx.status(answer.status());
        answer.headers().forEach(ctx::header);
    }

    /** Cuts the connection: with nothing to linger for, the caller sees a reset and not an orderly end. */
    private static void reset(Context ctx) throws IOException {
        EndPoint connection = ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        if (connection.getTransport() instanceof SocketChannel socket) {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        connection.close();
    }

    private void pause(Duration time) throws InterruptedException {
        if (time.isPositive() && closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("the sandbox closes");
        }
    }
}
