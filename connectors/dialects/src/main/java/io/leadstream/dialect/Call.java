package io.leadstream.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP request as a dialect sees it, received or to be sent.
 *
 * @param method upper case, such as POST
 * @param path decoded, beginning with a slash; outbound it is appended to the vendor's base address
 * @param query the raw query string without the question mark; empty if there is none
 * @param headers names in lower case
 * @param body the raw body; empty if there is none
 */
public record Call(String method, String path, String query, Map<String, String> headers, byte[] body) {

    /** The body as UTF-8; malformed bytes become replacement characters. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The value of a header, empty if absent; {@code name} in lower case. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Queries, headers and bodies hold credentials and leads, which stay out of logs. */
    @Override
    public String toString() {
        return "Call[" + method + " " + path + "]";
    }
}
