package io.leadstream.streams.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.streams.judge.SimulatedTask.Broken;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol of {@link io.leadstream.streams.rules.Reservations} before the judge, and broken on purpose. */
class SimulationTest {

    private static final int SEEDS = 200;
    private static final int LEADS = 2_000;

    @Tag("correctness-11")
    @Test
    void everyRunHasASerialOrderWhateverTheDelaysCrashesResendsAndCancels() {
        List<Run> runs = LongStream.range(0, SEEDS)
                .parallel()
                .mapToObj(seed -> run(seed, Broken.NOT))
                .toList();
        for (Run run : runs) {
            assertThat(run.contradiction()).as("seed %d", run.seed()).isEmpty();
            assertThat(run.cases()).as("decided, seed %d", run.seed()).hasSize(LEADS);
            assertThat(run.world().stuck()).as("stuck, seed %d", run.seed()).isZero();
            assertThat(run.world().unansweredResends())
                    .as("resends, seed %d", run.seed())
                    .isZero();
            assertThat(run.world().misplaced())
                    .as("entries, seed %d", run.seed())
                    .isEmpty();
            assertThat(run.world().crashes()).isPositive();
            assertThat(run.world().cancelledLeads()).isPositive();
        }
        assertThat(runs.stream().flatMap(run -> run.cases().stream()).filter(Case::accepted))
                .as("accepted, neither few nor most")
                .hasSizeBetween(SEEDS * LEADS / 20, SEEDS * LEADS * 9 / 10);
    }

    @ParameterizedTest
    @EnumSource(
            value = Broken.class,
            names = {"NOBODY_WAITS", "ALT_IS_NOT_LOCKED", "CANCEL_ANSWERS_EARLY"})
    void aBrokenProtocolIsFoundOutByLeadsThatCannotAllBeRight(Broken broken) {
        Optional<Judge.Contradiction> found = LongStream.range(0, 20)
                .mapToObj(seed -> run(seed, broken).contradiction())
                .flatMap(Optional::stream)
                .findFirst();
        assertThat(found).isPresent();
        assertThat(found.get().leads()).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
    }

    /**
     * 20,000 leads over 200 phones: the crowd must come to rest by itself, with nobody left. At 25 rounds a second, 40
     * leads a round are 1,000 a second; 20,000 a round is the backlog after an outage. First come first served needs some
     * 3,000 rounds for that (docs/decisions/0019).
     *
     * @param most rounds that it may take after the last lead came
     */
    @ParameterizedTest
    @CsvSource({"1, 40, 25", "2, 40, 25", "1, 20000, 600", "2, 20000, 600", "3, 20000, 600"})
    void aCrowdComesToRestWithNobodyLeft(long seed, int perRound, int most) {
        Simulation world = new Simulation(seed, 20_000, 200, Broken.NOT);
        int rounds = world.drain(perRound);
        assertThat(rounds).isLessThanOrEqualTo(most);
        assertThat(world.stuck()).isZero();
        assertThat(world.cases()).hasSize(20_000);
        assertThat(world.misplaced()).isEmpty();
    }

    private record Run(long seed, Simulation world, List<Case> cases, Optional<Judge.Contradiction> contradiction) {}

    private static Run run(long seed, Broken broken) {
        Simulation world = new Simulation(seed, LEADS, 20 + (int) (seed % 5) * 40, broken);
        List<Case> cases = world.run();
        return new Run(seed, world, cases, Judge.contradiction(cases));
    }
}
