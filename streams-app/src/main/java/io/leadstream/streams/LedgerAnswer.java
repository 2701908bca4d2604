package io.leadstream.streams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What the ledger says to a question, with the HTTP status and headers it is said with. */
public sealed interface LedgerAnswer {

    /** Seconds after which to ask again what could not be answered. */
    int RETRY_SECONDS = 2;

    /**
     * What is known.
     *
     * @param json a {@code LedgerLead} or a {@code LedgerPhone}
     */
    record Found(ObjectNode json) implements LedgerAnswer {}

    /** No lead, cancel or dial of this cluster has the id, or it is not decided yet, or older than what is kept. */
    record Nothing() implements LedgerAnswer {}

    /** The question makes no sense. */
    record Malformed(String why) implements LedgerAnswer {}

    /** Who keeps it cannot be asked now: it restores, or is gone and nobody has taken its place yet. */
    record Unavailable(String why) implements LedgerAnswer {}

    /** The HTTP status. */
    default int status() {
        return switch (this) {
            case Found found -> 200;
            case Malformed malformed -> 400;
            case Nothing nothing -> 404;
            case Unavailable unavailable -> 503;
        };
    }

    /** The HTTP headers. */
    default Map<String, String> headers() {
        return switch (this) {
            case Found found -> Map.of("content-type", "application/json");
            case Malformed malformed -> Map.of("content-type", "application/problem+json");
            case Nothing nothing -> Map.of("content-type", "application/problem+json");
            case Unavailable unavailable ->
                Map.of("content-type", "application/problem+json", "retry-after", Integer.toString(RETRY_SECONDS));
        };
    }

    /** The body. */
    default ObjectNode json() {
        return switch (this) {
            case Found found -> found.json();
            case Malformed malformed -> problem("The question cannot be read", malformed.why());
            case Nothing nothing ->
                problem("There is no such lead", "It is unknown, not decided yet, or older than what is kept.");
            case Unavailable unavailable -> problem("The ledger cannot tell at the moment", unavailable.why());
        };
    }

    private ObjectNode problem(String title, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status())
                .put("detail", detail);
    }
}
