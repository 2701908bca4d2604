package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadSettings;
import io.leadstream.streams.StreamsApp;
import io.leadstream.streams.StreamsAppConfig;
import io.leadstream.streams.judge.Case;
import io.leadstream.streams.judge.Crowd;
import io.leadstream.streams.judge.Judge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Decisions of a real broker with three instances, one of which is killed and comes back, before the judge. More leads:
 * {@code -Dexactness.leads=100000}.
 */
class ExactnessTest {

    private static final int LEADS = Integer.getInteger("exactness.leads", 6_000);
    private static final int ROUNDS = Integer.getInteger("exactness.rounds", 20);
    private static final int IDENTICAL = 50;
    private static final int PER_SECOND = 1_000;
    private static final Map<String, List<String>> CAMPAIGN_LISTS =
            Map.of("101", List.of("101", "102"), "102", List.of("101", "102"), "201", List.of("201"));

    @TempDir
    private Path folder;

    @Test
    void whatThreeInstancesDecideHasASerialOrderAndOneOfFiftyIdenticalLeadsIsAccepted() throws Exception {
        String registry = Backbone.shared().registry();
        Contracts contracts = Contracts.at(registry, Map.of());
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), Ports.free())) {
            ThreeLists.deploy(kafka.bootstrap(), contracts);
            try (StreamsApp one = StreamsApp.start(config(kafka.bootstrap(), registry, "one"));
                    StreamsApp two = StreamsApp.start(config(kafka.bootstrap(), registry, "two"));
                    StreamsAppProcess three = StreamsAppProcess.start(
                            config(kafka.bootstrap(), registry, "three"), folder.resolve("three.log"));
                    Submitters submitters = new Submitters(kafka.bootstrap(), contracts)) {
                Eventually.holds(Duration.ofSeconds(90), () -> "no tasks", () -> one.ready() && two.ready());
                for (int round = 0; round < ROUNDS; round++) {
                    fiftyAtOnce(submitters, round);
                }
                crowd(submitters, three);
            }
        }
    }

    private static void fiftyAtOnce(Submitters submitters, int round) {
        Lead lead = identical(round);
        CompletableFuture<?>[] sending = IntStream.range(0, IDENTICAL / 10)
                .mapToObj(producer -> CompletableFuture.runAsync(() -> IntStream.range(0, 10)
                        .forEach(i -> submitters.submit(producer, "round-" + round + "-" + (producer * 10 + i), lead))))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(sending).join();
        decided(submitters);
        List<Case> cases = submitters.cases("round-" + round + "-", CAMPAIGN_LISTS);
        assertThat(cases).hasSize(IDENTICAL);
        assertThat(cases)
                .filteredOn(each -> each.hit().isEmpty())
                .as("round %d", round)
                .hasSize(1);
    }

    /** With an alt phone below its phone, above it, or without one. */
    private static Lead identical(int round) {
        String phone = "313555%04d".formatted(round);
        List<String> alts = List.of("212", "917", "");
        String alt = alts.get(round % alts.size());
        return Lead.newBuilder()
                .setPhone(phone)
                .setAltPhone(alt.isEmpty() ? null : alt + phone.substring(3))
                .setListId("101")
                .setSettings(LeadSettings.newBuilder()
                        .setDuplicateChecks(List.of(DuplicateCheck.newBuilder()
                                .setMatchOn(DuplicateMatchOn.PHONE_OR_ALT)
                                .setScope(DuplicateScope.SYSTEM)
                                .build()))
                        .build())
                .build();
    }

    private static void crowd(Submitters submitters, StreamsAppProcess three) throws Exception {
        Crowd crowd = new Crowd(4, Math.max(200, LEADS / 100), List.of("101", "102", "201"));
        long begin = System.nanoTime();
        for (int i = 0; i < LEADS; i++) {
            Lead lead = crowd.next();
            submitters.submit(i, "crowd-" + i, lead);
            if (i % 20 == 0) {
                submitters.submit(i, "crowd-" + i, lead);
            }
            if (i == LEADS / 3) {
                assertThat(three.isAlive())
                        .as("the third instance runs until it is killed")
                        .isTrue();
                three.kill();
            } else if (i == 2 * LEADS / 3) {
                three.restart();
            }
            pace(begin, i);
        }
        decided(submitters);
        assertThat(three.isAlive()).as("the third instance came back").isTrue();
        List<Case> cases = submitters.cases("crowd-", CAMPAIGN_LISTS);
        assertThat(submitters.decidedTwice()).isEmpty();
        assertThat(cases).hasSize(LEADS);
        assertThat(cases).filteredOn(each -> each.hit().isEmpty()).hasSizeBetween(LEADS / 50, LEADS * 9 / 10);
        assertThat(Judge.contradiction(submitters.cases("", CAMPAIGN_LISTS))).isEmpty();
    }

    private static void decided(Submitters submitters) {
        Eventually.holds(
                Duration.ofSeconds(60 + LEADS / 100),
                () -> submitters.undecided() + " undecided",
                () -> submitters.undecided() == 0);
    }

    /** Leads come evenly, so that the kill meets some on their way. */
    private static void pace(long begin, int sent) throws InterruptedException {
        long due = begin + Duration.ofSeconds(1).toNanos() * sent / PER_SECOND;
        long early = due - System.nanoTime();
        if (early > 0) {
            Thread.sleep(Duration.ofNanos(early));
        }
    }

    private StreamsAppConfig config(String bootstrap, String registry, String instance) {
        return StreamsAppConfig.of(
                bootstrap, registry, instance, folder.resolve(instance).toString());
    }
}
