package io.leadstream.dialect;

import io.leadstream.schema.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes CONFORMANCE.md. */
final class ConformancePage {

    /** The tests that every field of a table passes, by the word that the page has for each. */
    static final Map<String, String> PROOFS_OF_ALL = proofs();

    private static final Path ROOMS = Path.of("src/main/java/io/leadstream/dialect");

    private ConformancePage() {}

    static String of(List<DialectContractTest> dialects) {
        StringBuilder page = new StringBuilder();
        page.append("# Conformance\n\n")
                .append("Each field, answer and reason of the five dialects, and the test that proves it. Written by")
                .append(
                        " `ConformanceTest` with `-Dconformance=write`, and checked by it: it fails when this page is not")
                .append(
                        " what the tests say, when a documented field has no proof, or when a proof is no test. Names and")
                .append(
                        " limits of fields are transcribed from the source documents (`src/test/resources/documented`),")
                .append(" not from our tables; answers are the documents' (`src/test/resources/examples`).\n\n")
                .append("| Proof | Test in every dialect's `…ContractTest` |\n|---|---|\n");
        PROOFS_OF_ALL.forEach((word, test) -> row(page, word, "`" + test + "`"));
        dialects.forEach(dialect -> dialect(page, dialect));
        return page.toString();
    }

    private static Map<String, String> proofs() {
        Map<String, String> proofs = new LinkedHashMap<>();
        proofs.put("table", "every_documented_field_is_in_the_table_with_its_limits");
        proofs.put("in", "every_documented_field_is_read");
        proofs.put("out", "every_documented_field_is_sent");
        proofs.put("limit in", "every_documented_limit_holds_for_what_is_read");
        proofs.put("limit out", "every_documented_limit_holds_for_what_is_sent");
        proofs.put("default", "every_documented_default_is_what_absence_means");
        proofs.put("answers, inbound", "every_example_is_answered_letter_for_letter");
        proofs.put("answers, outbound", "every_documented_answer_is_read_as_what_it_means");
        proofs.put("requests, outbound", "every_example_sent_to_a_vendor_is_read_as_the_same");
        proofs.put("no answer forgotten", "every_answer_of_the_document_has_its_example");
        proofs.put("reasons", "every_reason_has_an_answer_and_none_of_them_reads_as_accepted");
        proofs.put("nothing throws", "no_call_throws_or_hangs_or_is_saved_by_half");
        return Collections.unmodifiableMap(proofs);
    }

    private static void dialect(StringBuilder page, DialectContractTest dialect) {
        String id = dialect.dialect().id();
        page.append("\n## ").append(id).append("\n\n### Fields\n\n");
        page.append(
                "| Where | Field | Characters | Required | Default | What it is | Proof |\n|---|---|---|---|---|---|---|\n");
        Documented.fields(id).forEach(field -> field(page, dialect, field));
        page.append("\n### Answers\n\n| Documented answer | Read as | We answer it | Example |\n|---|---|---|---|\n");
        dialect.examples().forEach(example -> answer(page, dialect, example));
        page.append("\n### Reasons\n\n");
        reasons(page, dialect);
        page.append("\n### What the source leaves open\n\n")
                .append("As the package documentation judges, after `rulings.md`.\n\n");
        judgements(id).forEach(judgement -> page.append(judgement).append('\n'));
    }

    private static void field(StringBuilder page, DialectContractTest dialect, Documented field) {
        String characters = field.most().map(most -> field.least() + "-" + most).orElse("");
        List<String> proofs = new ArrayList<>();
        if (field.row(dialect.table()).isPresent()) {
            proofs.add("table, in");
            if (dialect.isCarried(field)) {
                proofs.add("out");
            }
            if (dialect.isLimited(field)) {
                proofs.add(dialect.isLimitedWhenSent(field) ? "limit in, limit out" : "limit in");
            }
            if (!field.defaulted().isEmpty()) {
                proofs.add("default");
            }
        }
        if (!field.proof().isEmpty()) {
            proofs.add("`" + field.proof() + "`");
        }
        String part = field.leadField().map(known -> "`" + known + "`").orElse(field.part());
        row(
                page,
                field.function(),
                "`" + field.field() + "`",
                characters,
                field.required() ? "yes" : "",
                field.defaulted(),
                part + (field.differs().isEmpty() ? "" : ": " + field.differs()),
                String.join(", ", proofs));
    }

    private static void answer(StringBuilder page, DialectContractTest dialect, Example example) {
        boolean documented = example.ours().isEmpty();
        row(
                page,
                code(text(example.answer())),
                example.read().equals("none") ? "not asked for by us" : example.read(),
                documented
                        ? decided(dialect, example) + ", letter for letter"
                        : decided(dialect, example) + ": " + code(text(example.given())) + ", as " + example.why(),
                "`" + example.name() + "`: " + example.title());
    }

    private static String decided(DialectContractTest dialect, Example example) {
        return switch (new ExampleReplay(dialect.dialect(), dialect.vendor(), example).accept()) {
            case Submission.Answered answered -> "at once";
            case Submission.Offered offered ->
                "on "
                        + example.decisions().stream()
                                .map(line -> line.split(";", 2)[0])
                                .collect(Collectors.joining(" and "));
        };
    }

    /** One row a reason and a row each for what gets no decision; one column a function. */
    private static void reasons(StringBuilder page, DialectContractTest dialect) {
        Map<String, Submission.Offered> functions = new LinkedHashMap<>();
        for (Example example : dialect.examples()) {
            if (new ExampleReplay(dialect.dialect(), dialect.vendor(), example).accept()
                    instanceof Submission.Offered offered) {
                functions.putIfAbsent(offered.function(), offered);
            }
        }
        page.append("| Reason |");
        functions
                .keySet()
                .forEach(function -> page.append(" `").append(function).append("` |"));
        page.append("\n|---|").append("---|".repeat(functions.size())).append('\n');
        for (Reason reason : Reason.values()) {
            cells(
                    page,
                    reason.name(),
                    functions,
                    offered -> dialect.dialect()
                            .answer(
                                    offered,
                                    Collections.nCopies(offered.events().size(), Talk.rejected(reason))));
        }
        for (Undecided why : Undecided.values()) {
            cells(page, why.name(), functions, offered -> dialect.dialect().undecided(offered, why));
        }
    }

    private static void cells(
            StringBuilder page,
            String name,
            Map<String, Submission.Offered> functions,
            Function<Submission.Offered, Answer> answer) {
        List<String> cells = new ArrayList<>(List.of("`" + name + "`"));
        functions.values().forEach(offered -> cells.add(code(text(answer.apply(offered)))));
        row(page, cells.toArray(String[]::new));
    }

    /** The lines of a room's package documentation that say what its source leaves open, as Markdown. */
    static List<String> judgements(String dialect) {
        String text = lines(ROOMS.resolve(dialect).resolve("package-info.java"))
                .takeWhile(line -> !line.startsWith(" */"))
                .skip(1)
                .map(line -> line.replaceFirst("^ \\* ?", "").strip())
                .collect(Collectors.joining(" "));
        return Arrays.stream(text.split("(?=<h2>|<li>|</ul>)"))
                .filter(part -> part.startsWith("<h2>") || part.startsWith("<li>"))
                .map(part -> part.startsWith("<h2>") ? heading(part) : "- " + plain(part))
                .toList();
    }

    private static String heading(String part) {
        return "\n**" + plain(part.substring(0, part.indexOf("</h2>"))) + "**\n"
                + Optional.of(plain(part.substring(part.indexOf("</h2>") + 5)))
                        .filter(rest -> !rest.isEmpty())
                        .map(rest -> "\n" + rest + "\n")
                        .orElse("");
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link [\\w.]*?(\\w+)}", "`$1`")
                .replaceAll("\\{@link [\\w.]*?(\\w+#\\w+)}", "`$1`")
                .replaceAll("</?(b|em)>", "**")
                .replaceAll("<[^>]*>", "")
                .strip();
    }

    private static String text(Answer answer) {
        String body = answer.text().strip();
        String words = body.startsWith("{") ? Shape.compact(body) : body;
        return answer.status() == 200 ? words : (answer.status() + " " + words).strip();
    }

    private static String code(String text) {
        return text.lines().map(line -> "`` " + line + " ``").collect(Collectors.joining("<br>"));
    }

    private static void row(StringBuilder page, String... cells) {
        page.append(Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
