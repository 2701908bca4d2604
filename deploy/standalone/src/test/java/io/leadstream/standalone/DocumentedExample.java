package io.leadstream.standalone;

import io.leadstream.dialect.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An exchange of a source document, from the example files of the dialects, as a client over HTTP sees it.
 *
 * @param name dialect and file, such as {@code croco/get}
 * @param functions functions that its account may call; empty: all
 * @param lists lists that its account may use; empty: all
 * @param request the request, with its query ready to be sent
 * @param decisions what the pipeline decides, as the file says it
 * @param status of the answer we give
 * @param answer the answer we give: the documented one, or ours where a ruling says so; JSON without blanks
 */
record DocumentedExample(
        String name,
        List<String> functions,
        List<String> lists,
        Call request,
        List<String> decisions,
        int status,
        String answer) {

    private static final Path FOLDER = Path.of("../../connectors/dialects/src/test/resources/examples");
    private static final List<String> DIALECTS = List.of("croco", "dialler", "elision", "infocu5", "partials");
    private static final Pattern ID = Pattern.compile("(?<=; )(id|lead|cancelled)=([0-9]{4,})");

    /** Every example there is, dialect by dialect, by name. */
    static List<DocumentedExample> all() {
        List<DocumentedExample> examples = new ArrayList<>();
        for (String dialect : DIALECTS) {
            try (Stream<Path> files = Files.list(FOLDER.resolve(dialect))) {
                files.sorted()
                        .map(file -> read(
                                dialect + "/" + file.getFileName().toString().replace(".md", ""), text(file)))
                        .forEach(examples::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return examples;
    }

    String dialect() {
        return name.substring(0, name.indexOf('/'));
    }

    /** The lead ids that the document shows, each with what it is: id, lead or cancelled. */
    Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String decision : decisions) {
            Matcher id = ID.matcher(decision);
            while (id.find()) {
                ids.put(id.group(2), id.group(1));
            }
        }
        return ids;
    }

    /** The same with something replaced in its request and answer. */
    DocumentedExample with(UnaryOperator<String> change) {
        return new DocumentedExample(
                name, functions, lists, changed(request, change), decisions, status, change.apply(answer));
    }

    /** The request with something replaced in its query and body. */
    Call request(UnaryOperator<String> change) {
        return changed(request, change);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Call changed(Call call, UnaryOperator<String> change) {
        return new Call(
                call.method(),
                call.path(),
                change.apply(call.query()),
                call.headers(),
                change.apply(call.text()).getBytes(StandardCharsets.UTF_8));
    }

    private static DocumentedExample read(String name, String text) {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String part : ("## head\n" + text).split("(?m)^## ", -1)) {
            int end = part.indexOf('\n');
            if (end > 0) {
                sections.put(part.substring(0, end), part.substring(end + 1).strip());
            }
        }
        String kind = sections.keySet().stream().anyMatch(key -> key.startsWith("ours ")) ? "ours " : "answer ";
        String key = sections.keySet().stream()
                .filter(each -> each.startsWith(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no answer"));
        String answer = sections.getOrDefault(key, "").replaceFirst("\\Awhy: .*\n", "");
        String head = sections.getOrDefault("head", "");
        return new DocumentedExample(
                name,
                allowed(head, "functions"),
                allowed(head, "lists"),
                call(sections.getOrDefault("request", "")),
                sections.getOrDefault("decision", "").lines().toList(),
                Integer.parseInt(key.substring(kind.length())),
                answer.startsWith("{") ? compact(answer) : answer);
    }

    private static List<String> allowed(String head, String what) {
        Matcher line = Pattern.compile("(?m)^account: .*\\b" + what + "=(\\S+)").matcher(head);
        return line.find() ? List.of(line.group(1).split(",", -1)) : List.of();
    }

    private static Call call(String text) {
        String[] parts = text.split("\n\n", 2);
        List<String> lines = parts[0].lines().toList();
        String[] first = lines.getFirst().split(" ", -1);
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(": ");
            if (line.startsWith("?") || line.startsWith("&")) {
                query.append(line.startsWith("?") ? line.substring(1) : line);
            } else {
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        String body = parts.length < 2 ? "" : parts[1];
        boolean form = headers.getOrDefault("content-type", "").startsWith("application/x-www-form");
        return new Call(
                first[0],
                first[1],
                escaped(query.toString()),
                headers,
                (form ? body.replace("\n", "") : body).getBytes(StandardCharsets.UTF_8));
    }

    /** A query with what HTTP does not let through written in percents, as every client does. */
    private static String escaped(String query) {
        return Pattern.compile("[\\[\\]{}\" ]")
                .matcher(query)
                .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
    }

    /** JSON without the blanks between its parts. */
    static String compact(String json) {
        return Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")|\\s+")
                .matcher(json)
                .replaceAll(found -> found.group(1) == null ? "" : Matcher.quoteReplacement(found.group(1)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
