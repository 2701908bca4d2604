package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty identical leads at once over HTTP, twenty times; {@link ExactnessTest} does the same with producers. */
class IdenticalLeadsTest {

    private static final int ROUNDS = 20;
    private static final int AT_ONCE = 50;
    private static final Pattern ADDED =
            Pattern.compile("SUCCESS: add_lead LEAD HAS BEEN ADDED - \\d+\\|6666\\|102\\|(\\d+)\\|.*");

    @TempDir
    private static Path data;

    private static Standalone system;

    @BeforeAll
    static void start() {
        system = Standalone.start(StandaloneConfig.onFreePorts(data, UnaryOperator.identity()));
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void overHttpOneIsAddedAndTheOthersAreDuplicatesOfIt() throws Exception {
        Client client = new Client();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                String phone = "72755507%02d".formatted(round);
                List<String> answers = atOnce(
                        callers,
                        () -> client.get(system.addresses().gateway()
                                        + "/API/lmapi.php?user=6666&pass=1234&function=add_lead&source=test&list_id=102"
                                        + "&duplicate_check=DUPSYS&phone_number=" + phone)
                                .body()
                                .strip());
                List<String> added = answers.stream()
                        .map(ADDED::matcher)
                        .filter(Matcher::matches)
                        .map(match -> match.group(1))
                        .toList();
                assertThat(added).as("round " + round + ": " + answers).hasSize(1);
                assertThat(answers)
                        .filteredOn(answer -> answer.startsWith("ERROR: add_lead DUPLICATE PHONE NUMBER IN SYSTEM - "
                                + phone + "|102|" + added.getFirst() + "|"))
                        .hasSize(AT_ONCE - 1);
            }
        }
    }

    /** The results of a call that is made many times at the same moment. */
    private static <T> List<T> atOnce(ExecutorService callers, Callable<T> call) throws Exception {
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        List<Future<T>> calls = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            calls.add(callers.submit(() -> {
                together.await();
                return call.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : calls) {
            results.add(each.get());
        }
        return results;
    }
}
