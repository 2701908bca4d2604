package io.leadstream.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP response as a dialect sees it, received or to be sent.
 *
 * @param status HTTP status code
 * @param headers names in lower case
 * @param body the raw body
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    /** A plain text answer. */
    public static Answer text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body);
    }

    /** A JSON answer. */
    public static Answer json(int status, String body) {
        return of(status, "application/json", body);
    }

    /** The same answer with one more header; {@code name} in lower case. */
    public Answer with(String name, String value) {
        var more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, Map.copyOf(more), body);
    }

    /** The body as UTF-8; malformed bytes become replacement characters. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Answer of(int status, String type, String body) {
        return new Answer(status, Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8));
    }
}
