package io.leadstream.dispatch;

import io.leadstream.dialect.Reply;
import io.leadstream.schema.AfterUnknown;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.VendorLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What follows from an attempt: a wait before the next one, or the end (pipeline.md, Delivery).
 *
 * <p>One more attempt is made than the vendor's schedule has waits. A throttled attempt has a number and a wait like any
 * other, but is never the one that uses the schedule up while the delivery has an expiry: being asked to wait is no
 * failure, and the expiry ends it. Once an attempt came to UNKNOWN the vendor may have the lead for good, whatever later
 * attempts come to: a delivery that ends without the vendor's word is then UNKNOWN, never FAILED or EXPIRED, so that
 * nobody sends it again without looking.
 *
 * @param limits the vendor's schedule
 * @param afterUnknown what the vendor's settings say
 * @param canVerify what its dialect can
 */
record RetryRule(VendorLimits limits, AfterUnknown afterUnknown, boolean canVerify) {

    /** What happens now. */
    sealed interface Next {

        /** The delivery ends. */
        record Stop(DeliveryClass result, String reason, Optional<String> vendorLeadId) implements Next {}

        /** The attempt came to {@code result}, and another is due. */
        record Again(DeliveryClass result, String reason, Instant at) implements Next {}
    }

    /**
     * What the delivery is after an attempt.
     *
     * @param kind what was sent
     * @param attempts attempts started so far, this one included
     * @param maybeSent true if an earlier attempt came to UNKNOWN
     * @param expiresAt no attempt starts after this
     */
    record State(DeliveryKind kind, int attempts, boolean maybeSent, Optional<Instant> expiresAt) {}

    /**
     * Judges an attempt.
     *
     * @param reply what the vendor said, or the transport in its place
     * @param random at least 0, less than 1: where in the jitter's range the wait lies
     * @param now when the attempt ended
     */
    Next after(State state, Reply reply, double random, Instant now) {
        return switch (reply) {
            case Reply.Accepted accepted -> new Next.Stop(DeliveryClass.ACCEPTED, "", accepted.vendorLeadId());
            case Reply.Rejected rejected
            when rejected.ours() -> new Next.Stop(DeliveryClass.ACCEPTED, "", rejected.earlierLeadId());
            case Reply.Rejected rejected -> stop(DeliveryClass.REJECTED, rejected.reason());
            case Reply.Throttled throttled ->
                again(state, DeliveryClass.THROTTLED, "throttled", wait(state, throttled.after(), random), now);
            case Reply.Failed failed ->
                again(state, DeliveryClass.FAILED, failed.reason(), wait(state, Optional.empty(), random), now);
            case Reply.Unknown unknown
            when afterUnknown(state.kind()) == AfterUnknown.STOP -> stop(DeliveryClass.UNKNOWN, unknown.reason());
            case Reply.Unknown unknown ->
                again(state, DeliveryClass.UNKNOWN, unknown.reason(), wait(state, Optional.empty(), random), now);
        };
    }

    /** True if the next attempt of a delivery must ask for the vendor's own duplicate check. */
    boolean verifies(DeliveryKind kind, boolean maybeSent) {
        return maybeSent && afterUnknown(kind) == AfterUnknown.VERIFY;
    }

    /**
     * What happens after UNKNOWN. Telling a vendor twice that a lead is withdrawn does no harm; dialling twice does. A
     * policy that this version does not know stops.
     */
    private AfterUnknown afterUnknown(DeliveryKind kind) {
        return switch (kind) {
            case DIAL, UNKNOWN -> AfterUnknown.STOP;
            case WITHDRAW -> AfterUnknown.RESEND;
            case SEND ->
                switch (afterUnknown) {
                    case RESEND -> AfterUnknown.RESEND;
                    case VERIFY -> canVerify ? AfterUnknown.VERIFY : AfterUnknown.STOP;
                    case STOP, UNKNOWN -> AfterUnknown.STOP;
                };
        };
    }

    private Next again(State state, DeliveryClass result, String reason, Duration wait, Instant now) {
        boolean maybeSent = state.maybeSent() || result == DeliveryClass.UNKNOWN;
        DeliveryClass worst = maybeSent ? DeliveryClass.UNKNOWN : DeliveryClass.FAILED;
        if (state.kind() == DeliveryKind.DIAL) {
            return stop(worst, reason);
        }
        boolean patient = result == DeliveryClass.THROTTLED && state.expiresAt().isPresent();
        if (state.attempts() > limits.getRetryWaitsMs().size() && !patient) {
            return stop(worst, reason);
        }
        Instant at = now.plus(wait);
        if (state.expiresAt().filter(at::isAfter).isPresent()) {
            return stop(maybeSent ? DeliveryClass.UNKNOWN : DeliveryClass.EXPIRED, reason);
        }
        return new Next.Again(result, reason, at);
    }

    /** The vendor's own wish where it has one, else the schedule's wait (its last one for ever), with jitter. */
    private Duration wait(State state, Optional<Duration> wish, double random) {
        if (wish.isPresent()) {
            return wish.get().isNegative() ? Duration.ZERO : wish.get();
        }
        List<Long> waits = limits.getRetryWaitsMs();
        if (waits.isEmpty()) {
            return Duration.ZERO;
        }
        long wait = waits.get(Math.min(state.attempts(), waits.size()) - 1);
        double jitter = limits.getRetryJitterPercent() / 100.0 * (2 * random - 1);
        return Duration.ofMillis(Math.max(0, Math.round(wait * (1 + jitter))));
    }

    private static Next stop(DeliveryClass result, String reason) {
        return new Next.Stop(result, reason, Optional.empty());
    }
}
