package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.LeadDecision;
import io.leadstream.streams.StreamsAppConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Leads that wait while an instance joins and another is killed and comes back: each is released once, never early, on time
 * or right after recovery. {@code -Dheld=100000} holds more of them.
 */
class HoldRebalanceTest {

    private static final int HELD = Integer.getInteger("held", 2_000);

    /** Leads fall due from this second, when all are in, to the last. */
    private static final int FIRST_SECOND = 10 + HELD / 2_500;

    private static final int LAST_SECOND = FIRST_SECOND + 35 + HELD / 2_000;

    /** What a shared machine may add to the second that is promised. */
    private static final Duration ON_TIME = Duration.ofSeconds(3);

    /** What has piled up until all are there again takes its time. */
    private static final Duration WORKED_OFF = Duration.ofSeconds(HELD / 20_000);

    @TempDir
    private Path folder;

    @Test
    void eachIsReleasedOnceOnTimeOrRightAfterRecovery() throws Exception {
        String registry = Backbone.shared().registry();
        Contracts contracts = Contracts.at(registry, Map.of());
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), Ports.free())) {
            ThreeLists.deploy(kafka.bootstrap(), contracts);
            try (FollowedDecisions decisions = new FollowedDecisions(kafka.bootstrap(), contracts);
                    StreamsAppProcess one = start(kafka.bootstrap(), registry, "one");
                    StreamsAppProcess two = start(kafka.bootstrap(), registry, "two")) {
                awaitReady(one);
                awaitReady(two);
                HeldLeads.submit(
                        kafka.bootstrap(),
                        contracts,
                        HELD,
                        number -> FIRST_SECOND + number % (LAST_SECOND - FIRST_SECOND));
                awaitDecisions(decisions, DecisionPhase.FIRST);
                Map<Long, Instant> due = HeldLeads.dueTimes(decisions.of(DecisionPhase.FIRST));
                Instant disturbed = Instant.now();
                try (StreamsAppProcess three = start(kafka.bootstrap(), registry, "three")) {
                    Eventually.holds(
                            Duration.ofSeconds(60),
                            () -> "none is released",
                            () -> !decisions.of(DecisionPhase.END).isEmpty());
                    two.kill();
                    assertThat(decisions.of(DecisionPhase.END).size())
                            .as("released before the kill")
                            .isBetween(1, HELD - HELD / 10);
                    two.restart();
                    awaitReady(two);
                    awaitReady(three);
                    Instant calm = Instant.now();
                    awaitDecisions(decisions, DecisionPhase.END);
                    judge(decisions.of(DecisionPhase.END), due, disturbed, calm);
                }
            }
        }
    }

    private static void judge(List<LeadDecision> ends, Map<Long, Instant> due, Instant disturbed, Instant calm) {
        Instant settled = calm.plus(WORKED_OFF);
        assertThat(ends)
                .extracting(LeadDecision::getLeadId)
                .doesNotHaveDuplicates()
                .hasSize(HELD);
        assertThat(ends).extracting(LeadDecision::getOutcome).containsOnly(DecisionOutcome.ROUTED);
        for (LeadDecision end : ends) {
            Instant at = Objects.requireNonNull(due.get(end.getLeadId()));
            boolean meanwhile = at.plus(ON_TIME).isAfter(disturbed) && at.isBefore(settled);
            Instant latest = (meanwhile ? settled : at).plus(ON_TIME);
            assertThat(end.getDecidedAt()).as("lead " + end.getLeadId()).isBetween(at, latest);
        }
    }

    private static void awaitReady(StreamsAppProcess process) {
        Eventually.holds(Duration.ofSeconds(90), () -> "not ready", process::isReady);
    }

    private static void awaitDecisions(FollowedDecisions decisions, DecisionPhase phase) {
        Eventually.holds(
                Duration.ofSeconds(LAST_SECOND + 120),
                () -> "not all have their decision " + phase,
                () -> decisions.of(phase).size() >= HELD);
    }

    private StreamsAppProcess start(String bootstrap, String registry, String instance) throws Exception {
        return StreamsAppProcess.start(
                StreamsAppConfig.of(
                        bootstrap, registry, instance, folder.resolve(instance).toString()),
                folder.resolve(instance + ".log"));
    }
}
