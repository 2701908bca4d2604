package io.leadstream.dispatch;

import static io.leadstream.dispatch.Deliveries.START;
import static io.leadstream.dispatch.Deliveries.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Reply;
import io.leadstream.schema.AfterUnknown;
import io.leadstream.schema.DeliveryKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryRuleTest {

    private static final Reply FAILED = new Reply.Failed("5xx", false);
    private static final Reply UNKNOWN = new Reply.Unknown("timeout");
    private static final Reply BUSY = new Reply.Throttled(Optional.empty());
    private static final Optional<Instant> NEVER = Optional.empty();
    private static final Optional<Instant> IN_A_DAY = Optional.of(START.plus(Duration.ofDays(1)));

    private static RetryRule rule(AfterUnknown policy, boolean canVerify) {
        return new RetryRule(limits(1_000L, 10_000L).build(), policy, canVerify);
    }

    private static RetryRule.State state(int attempts, boolean maybeSent, Optional<Instant> expiresAt) {
        return new RetryRule.State(DeliveryKind.SEND, attempts, maybeSent, expiresAt);
    }

    /** A word for what follows: a final class, or the class and the wait in milliseconds. */
    private static String word(RetryRule.Next next) {
        return switch (next) {
            case RetryRule.Next.Stop stop -> stop.result().name();
            case RetryRule.Next.Again again ->
                again.result() + " " + Duration.between(START, again.at()).toMillis();
        };
    }

    static Stream<Arguments> table() {
        Reply accepted = new Reply.Accepted(Optional.of("7"), List.of());
        Reply ours = new Reply.Rejected("duplicate", Optional.of("7"), true);
        Reply rejected = Reply.Rejected.because("dnc");
        Reply after = new Reply.Throttled(Optional.of(Duration.ofMillis(700)));
        Optional<Instant> soon = Optional.of(START.plusMillis(999));
        return Stream.of(
                Arguments.of("accepted", accepted, state(1, false, NEVER), "ACCEPTED"),
                Arguments.of("rejected", rejected, state(1, false, NEVER), "REJECTED"),
                Arguments.of("a duplicate of itself", ours, state(2, true, NEVER), "ACCEPTED"),
                Arguments.of("first failure", FAILED, state(1, false, NEVER), "FAILED 1000"),
                Arguments.of("second failure", FAILED, state(2, false, NEVER), "FAILED 10000"),
                Arguments.of("attempts used up", FAILED, state(3, false, NEVER), "FAILED"),
                Arguments.of("used up, but one may have arrived", FAILED, state(3, true, NEVER), "UNKNOWN"),
                Arguments.of("next wait ends after expiry", FAILED, state(1, false, soon), "EXPIRED"),
                Arguments.of("the same, but one may have arrived", FAILED, state(1, true, soon), "UNKNOWN"),
                Arguments.of("asked to wait", after, state(1, false, NEVER), "THROTTLED 700"),
                Arguments.of("busy without a time", BUSY, state(2, false, NEVER), "THROTTLED 10000"),
                Arguments.of("busy beyond the schedule", BUSY, state(9, false, IN_A_DAY), "THROTTLED 10000"),
                Arguments.of("busy beyond the schedule, no expiry", BUSY, state(3, false, NEVER), "FAILED"),
                Arguments.of("refused login", new Reply.Failed("login", true), state(1, false, NEVER), "FAILED 1000"),
                Arguments.of("no answer", UNKNOWN, state(1, false, NEVER), "UNKNOWN 1000"),
                Arguments.of("no answer, used up", UNKNOWN, state(3, false, NEVER), "UNKNOWN"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("table")
    void whatFollowsFromAnAttempt(String name, Reply reply, RetryRule.State state, String expected) {
        assertThat(word(rule(AfterUnknown.VERIFY, true).after(state, reply, 0.5, START)))
                .as(name)
                .isEqualTo(expected);
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                Arguments.of(AfterUnknown.VERIFY, true, DeliveryKind.SEND, "UNKNOWN 1000", true),
                Arguments.of(AfterUnknown.VERIFY, false, DeliveryKind.SEND, "UNKNOWN", false),
                Arguments.of(AfterUnknown.RESEND, true, DeliveryKind.SEND, "UNKNOWN 1000", false),
                Arguments.of(AfterUnknown.STOP, true, DeliveryKind.SEND, "UNKNOWN", false),
                Arguments.of(AfterUnknown.UNKNOWN, true, DeliveryKind.SEND, "UNKNOWN", false),
                Arguments.of(AfterUnknown.STOP, false, DeliveryKind.WITHDRAW, "UNKNOWN 1000", false),
                Arguments.of(AfterUnknown.RESEND, true, DeliveryKind.DIAL, "UNKNOWN", false));
    }

    @ParameterizedTest(name = "{0}, dialect can: {1}, {2}: {3}, asks: {4}")
    @MethodSource("policies")
    void whatFollowsFromNoAnswer(
            AfterUnknown policy, boolean canVerify, DeliveryKind kind, String expected, boolean verifies) {
        RetryRule rule = rule(policy, canVerify);
        var state = new RetryRule.State(kind, 1, false, NEVER);
        assertThat(word(rule.after(state, UNKNOWN, 0.5, START))).isEqualTo(expected);
        assertThat(rule.verifies(kind, true)).isEqualTo(verifies);
        assertThat(rule.verifies(kind, false)).isFalse();
    }

    @Test
    void aDialIsTriedOnce() {
        var state = new RetryRule.State(DeliveryKind.DIAL, 1, false, IN_A_DAY);
        RetryRule rule = rule(AfterUnknown.VERIFY, true);
        assertThat(word(rule.after(state, FAILED, 0.5, START))).isEqualTo("FAILED");
        assertThat(word(rule.after(state, BUSY, 0.5, START))).isEqualTo("FAILED");
    }

    @Test
    void jitterStaysWithinItsShare() {
        RetryRule rule = new RetryRule(limits(10_000L).setRetryJitterPercent(10).build(), AfterUnknown.VERIFY, true);
        assertThat(word(rule.after(state(1, false, NEVER), FAILED, 0, START))).isEqualTo("FAILED 9000");
        assertThat(word(rule.after(state(1, false, NEVER), FAILED, 0.999999, START)))
                .isEqualTo("FAILED 11000");
    }

    @Test
    void aScheduleWithoutWaitsTriesOnce() {
        RetryRule rule = new RetryRule(limits().build(), AfterUnknown.VERIFY, true);
        assertThat(word(rule.after(state(1, false, NEVER), FAILED, 0.5, START))).isEqualTo("FAILED");
    }
}
