package io.leadstream.dialect;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parameters of a query or a posted form, decoded.
 *
 * <p>Percent and plus are decoded as forms do; a percent sign that begins no code is kept, bytes that are no UTF-8 become
 * replacement characters, and of a parameter given twice the last counts. Nothing is malformed enough to throw.
 *
 * @param values by name, in the order first given
 */
public record Form(Map<String, String> values) {

    /** The content type of a posted form. */
    public static final String TYPE = "application/x-www-form-urlencoded";

    /** The parameters of a call: its query, then what it posts if that is a form or says no type. */
    public static Form of(Call call) {
        Map<String, String> values = new LinkedHashMap<>();
        read(call.query(), values);
        String type = call.header("content-type").toLowerCase(Locale.ROOT);
        if (call.method().equals("POST") && (type.isBlank() || type.contains(TYPE))) {
            read(call.text(), values);
        }
        return new Form(values);
    }

    /** The parameters of a call's query alone. */
    public static Form ofQuery(Call call) {
        Map<String, String> values = new LinkedHashMap<>();
        read(call.query(), values);
        return new Form(values);
    }

    /** A parameter's value without surrounding blanks; empty if it is absent. */
    public String get(String name) {
        return values.getOrDefault(name, "").strip();
    }

    /** Writes parameters as a form, everything percent-encoded. */
    public static String encode(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void read(String raw, Map<String, String> values) {
        int start = 0;
        while (start < raw.length()) {
            int next = raw.indexOf('&', start);
            int end = next < 0 ? raw.length() : next;
            int equals = raw.indexOf('=', start);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (nameEnd > start) {
                values.put(decode(raw, start, nameEnd), decode(raw, Math.min(nameEnd + 1, end), end));
            }
            start = end + 1;
        }
    }

    private static String decode(String raw, int from, int to) {
        byte[] bytes = raw.substring(from, to).getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int code = bytes[i] == '%' && i + 2 < bytes.length ? code(bytes[i + 1], bytes[i + 2]) : -1;
            if (code >= 0) {
                out.write(code);
                i += 2;
            } else {
                out.write(bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8).replace("\0", "");
    }

    private static int code(byte high, byte low) {
        int h = Character.digit(high, 16);
        int l = Character.digit(low, 16);
        return h < 0 || l < 0 ? -1 : h * 16 + l;
    }
}
