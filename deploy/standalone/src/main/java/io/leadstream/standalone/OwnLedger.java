package io.leadstream.standalone;

import io.leadstream.gateway.LedgerSource;
import io.leadstream.streams.Ledger;
import io.leadstream.streams.LedgerAnswer;
import io.leadstream.streams.StreamsApp;
import java.util.function.Function;

/** The ledger of the pipeline that runs in the gateway's own process. */
record OwnLedger(StreamsApp app) implements LedgerSource {

    @Override
    public Found lead(long leadId) {
        return ask(ledger -> ledger.byId(Long.toString(leadId), false));
    }

    @Override
    public Found phone(String identity) {
        return ask(ledger -> ledger.byIdentity(identity, false));
    }

    private Found ask(Function<Ledger, LedgerAnswer> question) {
        return app.ledger()
                .map(question)
                .<Found>map(answer -> switch (answer) {
                    case LedgerAnswer.Found found -> new Found.Answer(found.json());
                    case LedgerAnswer.Nothing nothing -> new Found.Nothing();
                    case LedgerAnswer.Malformed malformed -> new Found.Nothing();
                    case LedgerAnswer.Unavailable unavailable -> new Found.Unavailable();
                })
                .orElseGet(Found.Unavailable::new);
    }
}
