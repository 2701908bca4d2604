package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Many lives of a lane, seeded, in virtual time: random vendors, aborted transactions, crashes at any step, hand-overs. */
class LaneSimulationTest {

    @Test
    void thePromisesHoldWhateverHappens() {
        for (long seed = 1; seed <= 1_000; seed++) {
            LaneSimulation simulation = new LaneSimulation(seed);
            simulation.run();
            assertThat(simulation.broken()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void everyTurnIsMetSomewhere() {
        var met = new java.util.TreeSet<String>();
        for (long seed = 1; seed <= 100; seed++) {
            LaneSimulation simulation = new LaneSimulation(seed);
            simulation.run();
            met.addAll(simulation.met());
        }
        assertThat(met)
                .contains(
                        "ACCEPTED",
                        "REJECTED",
                        "FAILED",
                        "UNKNOWN",
                        "CANCELLED",
                        "EXPIRED",
                        "AGAIN",
                        "ALREADY_SENT",
                        "abort",
                        "crash before commit",
                        "crash after commit",
                        "hand-over",
                        "lost",
                        "restarted")
                .containsAll(Arrays.stream(FaultyVendor.Fault.values())
                        .map(Enum::name)
                        .toList());
    }
}
