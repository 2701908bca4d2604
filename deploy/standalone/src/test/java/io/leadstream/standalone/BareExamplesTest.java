package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The documents' examples that need something not to be there: a form, a type, anything to show, an open hour; and the one
 * that needs NANPA data.
 */
class BareExamplesTest {

    @TempDir
    private static Path folder;

    private static Standalone system;
    private static ExampleWitness witness;

    @BeforeAll
    static void start() throws IOException {
        StandaloneConfig free = StandaloneConfig.onFreePorts(folder.resolve("data"), ExampleSettings::bare);
        StandaloneConfig config = new StandaloneConfig(
                free.data(),
                free.host(),
                free.gatewayPort(),
                free.kafkaPort(),
                free.registryPort(),
                free.sandboxPort(),
                free.adjust(),
                new StandaloneFiles(
                        Optional.empty(),
                        Optional.of(Files.writeString(folder.resolve("hours.csv"), hours())),
                        Optional.of(Files.writeString(folder.resolve("nanpa.csv"), "212,555,NY,America/New_York\n"))));
        system = Standalone.start(config);
        witness = new ExampleWitness(system, config);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsAnsweredAsDocumented() {
        List<DocumentedExample> examples = ExamplesTest.examples(ExampleSettings.BARE, LocalDate.now(ZoneId.of("UTC")));
        assertThat(examples).hasSameSizeAs(ExampleSettings.BARE);
        return examples.stream()
                .map(example -> DynamicTest.dynamicTest(example.name(), () -> {
                    if (example.name().equals("infocu5/get-campaigns-none")) {
                        witness.isAnswered(example, List.of(), List.of(), List.of("NONE"));
                    } else {
                        witness.isAnswered(example);
                    }
                }));
    }

    /** Hours that are open neither today nor tomorrow in Florida. */
    private static String hours() {
        String row = switch (LocalDate.now(ZoneId.of("America/New_York")).getDayOfWeek()) {
            case SATURDAY -> "US,08:00-21:00,none,none";
            case FRIDAY -> "US,none,none,08:00-21:00";
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, SUNDAY -> "US,none,08:00-21:00,none";
        };
        return "# version: test\nwhere,weekday,saturday,sunday,holiday,source\n" + row
                + ",,test\nCA,08:00-21:00,08:00-21:00,08:00-21:00,,test\n";
    }
}
