package io.leadstream.gateway;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.BooleanSupplier;

/** The paths at which {@link Operations} are asked for, the same on every port that serves them. */
public final class OperationsRoutes {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private OperationsRoutes() {}

    /** Adds {@code /metrics}, {@code /health/live} and {@code /health/ready}. */
    public static void add(RoutesConfig routes, Operations operations) {
        routes.get("/metrics", ctx -> metrics(ctx, operations));
        health(routes, operations::live, operations::ready);
    }

    static void metrics(Context ctx, Operations operations) {
        ctx.contentType(PROMETHEUS).result(operations.metrics());
    }

    /** Adds the health of a process alone: 200 where it holds, 503 where it does not. */
    static void health(RoutesConfig routes, BooleanSupplier live, BooleanSupplier ready) {
        routes.get("/health/live", ctx -> say(ctx, live.getAsBoolean(), "live"));
        routes.get("/health/ready", ctx -> say(ctx, ready.getAsBoolean(), "ready"));
    }

    private static void say(Context ctx, boolean holds, String word) {
        ctx.status(holds ? 200 : 503);
        ctx.contentType("text/plain; charset=utf-8");
        ctx.result(holds ? word : "not " + word);
    }
}
