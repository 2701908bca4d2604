package io.leadstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.croco.CrocoContractTest;
import io.leadstream.dialect.dialler.DiallerContractTest;
import io.leadstream.dialect.elision.ElisionContractTest;
import io.leadstream.dialect.infocu5.Infocu5ContractTest;
import io.leadstream.dialect.partials.PartialsContractTest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * CONFORMANCE.md is what the transcripts, the tables, the examples and the tests say, word for word.
 *
 * <p>{@code -Dconformance=write} writes it anew.
 */
class ConformanceTest {

    private static final Path PAGE = Path.of("CONFORMANCE.md");
    private static final List<DialectContractTest> DIALECTS = List.of(
            new PartialsContractTest(),
            new CrocoContractTest(),
            new Infocu5ContractTest(),
            new ElisionContractTest(),
            new DiallerContractTest());

    @Test
    void the_page_is_not_stale() throws IOException {
        String page = ConformancePage.of(DIALECTS);
        if (System.getProperty("conformance", "").equals("write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void every_documented_field_has_a_proof() {
        for (DialectContractTest dialect : DIALECTS) {
            for (Documented field : Documented.fields(dialect.dialect().id())) {
                boolean provedByAll =
                        dialect.isCarried(field) && field.differs().isEmpty();
                assertThat(provedByAll || !field.proof().isEmpty())
                        .as(dialect.dialect().id() + " " + field.field())
                        .isTrue();
            }
        }
    }

    @Test
    void every_proof_is_a_test_that_there_is() {
        for (DialectContractTest dialect : DIALECTS) {
            Documented.fields(dialect.dialect().id()).stream()
                    .map(Documented::proof)
                    .filter(proof -> !proof.isEmpty())
                    .distinct()
                    .forEach(proof ->
                            assertThat(isTest(dialect, proof)).as(proof).isTrue());
            ConformancePage.PROOFS_OF_ALL
                    .values()
                    .forEach(method -> assertThat(isTest(dialect, "DialectContractTest#" + method))
                            .as(method)
                            .isTrue());
        }
    }

    /** True if a class in the dialect's package, or here, has a method of that name that a test runner runs. */
    private static boolean isTest(DialectContractTest dialect, String proof) {
        String[] parts = proof.split("#", 2);
        return Stream.of(dialect.getClass().getPackageName(), "io.leadstream.dialect")
                .flatMap(where -> methods(where + "." + parts[0]))
                .filter(method -> method.getName().equals(parts[1]))
                .anyMatch(method -> Stream.of(method.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().contains("Test")));
    }

    private static Stream<Method> methods(String name) {
        try {
            return Stream.of(Class.forName(name).getDeclaredMethods());
        } catch (ClassNotFoundException e) {
            return Stream.empty();
        }
    }

    @Test
    void every_judgement_of_a_room_is_on_the_page() {
        for (DialectContractTest dialect : DIALECTS) {
            List<String> judgements =
                    ConformancePage.judgements(dialect.dialect().id());
            assertThat(judgements).as(dialect.dialect().id()).hasSizeGreaterThan(5);
            assertThat(judgements.stream().collect(Collectors.joining()))
                    .doesNotContain("{@")
                    .doesNotContain("<li>");
        }
    }
}
