package io.leadstream.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The outward form of answers. */
public final class Shape {

    private Shape() {}

    /** JSON without the blanks between its parts, everything else untouched. */
    public static String compact(String json) {
        StringBuilder out = new StringBuilder();
        boolean text = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean escaped = text && c == '\\';
            if (c == '"') {
                text = !text;
            }
            if (text || !Character.isWhitespace(c)) {
                out.append(c);
            }
            if (escaped && i + 1 < json.length()) {
                out.append(json.charAt(++i));
            }
        }
        return out.toString();
    }

    /** What is wrong with an answer that must be a JSON object with one of these fields. */
    public static List<String> faultsOfJson(Answer answer, String... oneOf) {
        Optional<ObjectNode> body = Json.object(answer.body());
        List<String> faults = new ArrayList<>();
        if (body.isEmpty()) {
            faults.add("no JSON object");
        } else if (List.of(oneOf).stream().noneMatch(body.get()::has)) {
            faults.add("none of " + List.of(oneOf));
        }
        if (!answer.headers().getOrDefault("content-type", "").equals("application/json")) {
            faults.add("content type");
        }
        return faults;
    }

    /** What is wrong with an answer whose every line, the last one too, must be of a form. */
    public static List<String> faultsOfLines(Answer answer, Pattern line) {
        List<String> faults = new ArrayList<>();
        if (!answer.text().endsWith("\n")) {
            faults.add("no end of line");
        }
        for (String one : answer.text()
                .substring(0, Math.max(answer.text().length() - 1, 0))
                .split("\n", -1)) {
            if (!line.matcher(one).matches()) {
                faults.add("not a line of its own: " + one);
            }
        }
        return faults;
    }
}
