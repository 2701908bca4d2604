package io.leadstream.streams;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a dead letter: Kafka's own names (KIP-1034) and the stage.
 *
 * <p>There is no stack trace and, for what our serdes refuse, no message but ours: either could quote a lead
 * (correctness.md 21).
 */
final class DeadLetters {

    private static final String KAFKA = "__streams.errors.";

    private DeadLetters() {}

    /** The record's own headers and ours. */
    static Headers headers(
            Headers original,
            String topic,
            int partition,
            long offset,
            String stage,
            String error,
            @Nullable String message) {
        Headers headers = new RecordHeaders(original);
        add(headers, KAFKA + "exception", error);
        add(headers, KAFKA + "message", message == null ? "" : message);
        add(headers, KAFKA + "topic", topic);
        add(headers, KAFKA + "partition", Integer.toString(partition));
        add(headers, KAFKA + "offset", Long.toString(offset));
        add(headers, "leadstream.stage", stage);
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
