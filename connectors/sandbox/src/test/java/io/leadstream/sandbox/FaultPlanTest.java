package io.leadstream.sandbox;

import static io.leadstream.sandbox.Fault.Kind.GARBAGE;
import static io.leadstream.sandbox.Fault.Kind.STATUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.sandbox.Fault.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultPlanTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final String NONE = "-";

    /** Requests come 100 ms apart, the first when the faults are set. */
    @ParameterizedTest
    @MethodSource
    void eachRequestMeetsTheFirstFaultThatApplies(List<Fault> faults, List<String> expected) {
        assertThat(run(faults, expected.size())).isEqualTo(expected);
    }

    static Stream<Arguments> eachRequestMeetsTheFirstFaultThatApplies() {
        return Stream.of(
                Arguments.of(List.of(), List.of(NONE, NONE)),
                Arguments.of(List.of(fault(STATUS, 0, null, 0)), List.of("STATUS", "STATUS", "STATUS")),
                Arguments.of(List.of(fault(STATUS, 2, null, 0)), List.of("STATUS", "STATUS", NONE, NONE)),
                Arguments.of(List.of(fault(STATUS, 0, null, 200)), List.of("STATUS", "STATUS", NONE)),
                Arguments.of(List.of(fault(STATUS, 1, null, 200)), List.of("STATUS", NONE, NONE)),
                Arguments.of(List.of(fault(STATUS, 0, 0, 0)), List.of(NONE, NONE)),
                Arguments.of(List.of(fault(STATUS, 0, 100, 0)), List.of("STATUS", "STATUS")),
                Arguments.of(
                        List.of(fault(STATUS, 1, null, 0), fault(GARBAGE, 1, null, 0)),
                        List.of("STATUS", "GARBAGE", NONE)),
                Arguments.of(List.of(fault(STATUS, 0, 0, 0), fault(GARBAGE, 1, null, 0)), List.of("GARBAGE", NONE)));
    }

    @Test
    void aShareOfRequestsIsDrawnTheSameWayFromTheSameSeed() {
        List<String> first = run(List.of(fault(STATUS, 0, 30, 0)), 1000);

        assertThat(first).filteredOn("STATUS"::equals).hasSizeBetween(250, 350);
        assertThat(run(List.of(fault(STATUS, 0, 30, 0)), 1000)).isEqualTo(first);
    }

    @Test
    void clearedFaultsApplyNoMore() {
        var plan = new FaultPlan();
        plan.add(fault(STATUS, 0, null, 0), START);
        plan.clear();

        assertThat(plan.next(START)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void aFaultThatMakesNoSenseIsRefused(int status, int times, Integer percent, String words) {
        assertThatThrownBy(() -> new Fault(STATUS, status, 0, 0, times, percent, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(words);
    }

    static Stream<Arguments> aFaultThatMakesNoSenseIsRefused() {
        return Stream.of(
                Arguments.of(99, 0, 0, "status is not 200 to 599"),
                Arguments.of(600, 0, 0, "status is not 200 to 599"),
                Arguments.of(503, -1, 0, "a negative number"),
                Arguments.of(503, 0, 101, "percent is not 0 to 100"));
    }

    private static List<String> run(List<Fault> faults, int requests) {
        var plan = new FaultPlan();
        faults.forEach(fault -> plan.add(fault, START));
        List<String> met = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            met.add(plan.next(START.plusMillis(100L * i))
                    .map(fault -> fault.kind().name())
                    .orElse(NONE));
        }
        return met;
    }

    private static Fault fault(Kind kind, int times, @Nullable Integer percent, long forMs) {
        return new Fault(kind, 0, 0, 0, times, percent, 42, forMs);
    }
}
