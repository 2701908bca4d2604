package io.leadstream.standalone;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.leadstream.streams.Ledger;
import io.leadstream.streams.LedgerAnswer;
import io.leadstream.streams.StreamsApp;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The ledger's paths at an operations port; open before the ledger is there. */
final class LedgerRoutes {

    private volatile Optional<StreamsApp> app = Optional.empty();

    /** The paths, by what answers them. */
    Map<String, Handler> routes() {
        return Map.of(
                Ledger.PATH + "/{id}",
                ctx -> answer(ctx, ledger -> ledger.byId(ctx.pathParam("id"), isForwarded(ctx))),
                Ledger.PATH,
                ctx -> answer(ctx, ledger -> byPhone(ledger, ctx)));
    }

    /** Answers from the ledger of a pipeline that runs now. */
    void open(StreamsApp running) {
        app = Optional.of(running);
    }

    private static LedgerAnswer byPhone(Ledger ledger, Context ctx) {
        String identity = word(ctx, "identity");
        return identity.isEmpty()
                ? ledger.byPhone(word(ctx, "phone"), word(ctx, "calling_code"), isForwarded(ctx))
                : ledger.byIdentity(identity, isForwarded(ctx));
    }

    private void answer(Context ctx, Function<Ledger, LedgerAnswer> question) {
        LedgerAnswer answer = app.flatMap(StreamsApp::ledger)
                .map(question)
                .orElseGet(() -> new LedgerAnswer.Unavailable(
                        app.isEmpty() ? "It is being started." : "This instance keeps no ledger."));
        ctx.status(answer.status());
        answer.headers().forEach(ctx::header);
        ctx.result(answer.json().toString());
    }

    private static String word(Context ctx, String name) {
        return Objects.requireNonNullElse(ctx.queryParam(name), "").strip();
    }

    private static boolean isForwarded(Context ctx) {
        return ctx.header(Ledger.FORWARDED) != null;
    }
}
