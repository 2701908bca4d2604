package io.leadstream.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An exchange that a source document shows, from a file of {@code src/test/resources/examples/<dialect>}.
 *
 * <p>The file begins with a title, a {@code source:} line and one {@code repair:} line for each thing that is not as the
 * document has it; {@code account:} narrows what the account may do, {@code reports:} lets it see the example's data. The
 * sections are the request; the decision of each event, where there are events; the documented answer; ours, with the
 * ruling by which it differs; and how the outbound half reads the answer.
 *
 * @param decisions {@code ACCEPTED; id=1}, {@code REJECTED DUPLICATE; lead=1; match=PHONE LIST PHONE} and the like
 * @param answer the documented answer
 * @param ours the answer we give, if it differs
 * @param read {@code send}, {@code dial} or {@code withdraw} and the reply; {@code none} if nobody is asked for it
 */
record Example(
        String dialect,
        String name,
        Map<String, List<String>> head,
        Call call,
        List<String> decisions,
        Answer answer,
        Optional<Answer> ours,
        String why,
        String read) {

    private static final Path FOLDER = Path.of("src/test/resources/examples");

    /** The examples of a dialect, by name. */
    static List<Example> of(String dialect) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(dialect))) {
            return files.sorted().map(file -> read(dialect, file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String title() {
        return head.getOrDefault("#", List.of("")).get(0);
    }

    String source() {
        return head.getOrDefault("source", List.of("")).get(0);
    }

    List<String> repairs() {
        return head.getOrDefault("repair", List.of());
    }

    /** Words of one of the head's lines, such as {@code lists=101}. */
    Map<String, String> account() {
        return head.getOrDefault("account", List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    boolean hasReports() {
        return head.containsKey("reports");
    }

    /** The answer that we give. */
    Answer given() {
        return ours.orElse(answer);
    }

    @Override
    public String toString() {
        return dialect + "/" + name;
    }

    private static Example read(String dialect, Path file) {
        String text = text(file);
        Map<String, String> sections = new LinkedHashMap<>();
        for (String part : ("## head\n" + text).split("(?m)^## ", -1)) {
            if (!part.isEmpty()) {
                int end = part.indexOf('\n');
                sections.put(part.substring(0, end), part.substring(end + 1).strip());
            }
        }
        String name = file.getFileName().toString().replace(".md", "");
        String ours = section(sections, "ours").orElse("");
        int why = ours.indexOf('\n');
        return new Example(
                dialect,
                name,
                head(sections.getOrDefault("head", "")),
                call(sections.getOrDefault("request", "")),
                section(sections, "decision").stream().flatMap(String::lines).toList(),
                answer(sections, "answer", section(sections, "answer").orElse("")),
                ours.isEmpty() ? Optional.empty() : Optional.of(answer(sections, "ours", ours.substring(why + 1))),
                ours.isEmpty() ? "" : ours.substring("why: ".length(), why),
                sections.getOrDefault("read", ""));
    }

    private static Map<String, List<String>> head(String text) {
        Map<String, List<String>> head = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int end = line.startsWith("# ") ? 1 : line.indexOf(':');
            head.computeIfAbsent(line.substring(0, end), name -> new ArrayList<>())
                    .add(line.substring(end + 1).strip());
        });
        return head;
    }

    /** Method and path, the query's lines from a question mark on, headers, and after a blank line the body. */
    private static Call call(String text) {
        int blank = text.indexOf("\n\n");
        List<String> lines =
                text.substring(0, blank < 0 ? text.length() : blank).lines().toList();
        String body = blank < 0 ? "" : text.substring(blank + 2);
        String[] first = lines.get(0).split(" ", -1);
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(": ");
            if (line.startsWith("?")) {
                query.append(line.substring(1));
            } else if (line.startsWith("&")) {
                query.append(line);
            } else {
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        boolean form = headers.getOrDefault("content-type", "").equals(Form.TYPE);
        byte[] bytes = (form ? body.replace("\n", "") : body).getBytes(StandardCharsets.UTF_8);
        return new Call(first[0], first[1], query.toString(), headers, bytes);
    }

    private static Optional<String> section(Map<String, String> sections, String name) {
        return sections.entrySet().stream()
                .filter(section -> section.getKey().split(" ", -1)[0].equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Answer answer(Map<String, String> sections, String name, String body) {
        int status = sections.keySet().stream()
                .filter(key -> key.startsWith(name + " "))
                .map(key -> Integer.parseInt(key.substring(name.length() + 1)))
                .findFirst()
                .orElse(200);
        return body.startsWith("{") ? Answer.json(status, body) : Answer.text(status, body);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
