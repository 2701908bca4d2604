package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Leads that wait while the system stops and starts again: each is released once, never early, on time or right after
 * recovery. {@code -Dheld=100000} holds more of them.
 */
class HoldRestartTest {

    private static final int HELD = Integer.getInteger("held", 2_000);

    /** Leads fall due from the first second to this one. */
    private static final int LAST_SECOND = 30 + HELD / 3_000;

    /** What a shared machine may add to the second that is promised. */
    private static final Duration ON_TIME = Duration.ofSeconds(3);

    @TempDir
    private Path data;

    @Test
    void eachIsReleasedOnceOnTimeOrRightAfterRecovery() {
        StandaloneConfig config = StandaloneConfig.onFreePorts(data, UnaryOperator.identity());
        Instant ready;
        Map<Long, Instant> due;
        try (Standalone first = Standalone.start(config);
                FollowedDecisions decisions = decisions(first)) {
            HeldLeads.submit(first.addresses().kafka(), contracts(first), HELD, number -> 1 + number % LAST_SECOND);
            Eventually.holds(
                    Duration.ofMinutes(2),
                    () -> "not all are accepted",
                    () -> decisions.of(DecisionPhase.FIRST).size() == HELD);
            due = HeldLeads.dueTimes(decisions.of(DecisionPhase.FIRST));
            assertThat(decisions.of(DecisionPhase.END).size())
                    .as("released before the restart")
                    .isLessThan(HELD);
        }
        try (Standalone second = Standalone.start(config);
                FollowedDecisions decisions = decisions(second)) {
            ready = Instant.now();
            Eventually.holds(
                    Duration.ofSeconds(LAST_SECOND + 120),
                    () -> "not all are released",
                    () -> decisions.of(DecisionPhase.END).size() >= HELD);
            judge(decisions.of(DecisionPhase.END), due, ready);
            assertThat(new Records(second.addresses().kafka(), contracts(second)).of(Topics.deliveries("croco")))
                    .extracting(Delivery::getLeadId)
                    .hasSize(HELD)
                    .doesNotHaveDuplicates();
        }
    }

    private static void judge(List<LeadDecision> ends, Map<Long, Instant> due, Instant ready) {
        assertThat(ends)
                .extracting(LeadDecision::getLeadId)
                .doesNotHaveDuplicates()
                .hasSize(HELD);
        assertThat(ends).extracting(LeadDecision::getOutcome).containsOnly(DecisionOutcome.ROUTED);
        for (LeadDecision end : ends) {
            Instant at = Objects.requireNonNull(due.get(end.getLeadId()));
            Instant latest = (at.isBefore(ready) ? ready : at).plus(ON_TIME);
            assertThat(end.getDecidedAt()).as("lead " + end.getLeadId()).isBetween(at, latest);
        }
    }

    private static FollowedDecisions decisions(Standalone system) {
        return new FollowedDecisions(system.addresses().kafka(), contracts(system));
    }

    private static Contracts contracts(Standalone system) {
        return Contracts.at(system.addresses().registry(), Map.of());
    }
}
