package io.leadstream.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A way to fail, and how often; what is left out is null or 0.
 *
 * @param kind what happens
 * @param status the HTTP status of STATUS; 503
 * @param latencyMs how late LATENCY answers, or how long SLOW_BODY takes over its body, in milliseconds
 * @param retryAfterS what a Retry-After header of STATUS and THROTTLE says, in seconds; 0: there is none
 * @param times how many requests it applies to; 0: any number
 * @param percent how many of a hundred requests it applies to, drawn from {@code seed}; null: every one
 * @param seed where the drawing starts
 * @param forMs how long it applies from when it was set, in milliseconds; 0: until it is cleared
 */
record Fault(
        Kind kind,
        int status,
        @JsonProperty("latency_ms") long latencyMs,
        @JsonProperty("retry_after_s") long retryAfterS,
        int times,
        @Nullable Integer percent,
        long seed,
        @JsonProperty("for_ms") long forMs) {

    private static final int UNAVAILABLE = 503;

    /** What happens to a request. */
    enum Kind {
        /** It is answered with an HTTP status; nothing is saved. */
        STATUS,
        /** It is saved and answered late. */
        LATENCY,
        /** The connection is reset; nothing is saved. */
        RESET_BEFORE_SAVE,
        /** It is saved, and the connection is reset instead of an answer. */
        RESET_AFTER_SAVE,
        /** It is answered 200 with what no dialect says; nothing is saved. */
        GARBAGE,
        /** It is saved, and the answer's body comes a byte at a time. */
        SLOW_BODY,
        /** It is answered 429; nothing is saved. */
        THROTTLE,
        /** It is answered as a duplicate; nothing is saved. */
        DUPLICATE,
        /** Its login is refused; nothing is saved. */
        LOGIN_INCORRECT,
        /** The vendor is gone: every connection is reset and nothing is saved. */
        DOWN
    }

    /**
     * Fills in what was left out.
     *
     * @throws IllegalArgumentException if the fault makes no sense
     */
    Fault {
        require(kind != null, "a fault has a kind");
        status = status == 0 ? UNAVAILABLE : status;
        require(status >= 200 && status <= 599, "status is not 200 to 599");
        require(latencyMs >= 0 && retryAfterS >= 0 && times >= 0 && forMs >= 0, "a negative number");
        require(percent == null || (percent >= 0 && percent <= 100), "percent is not 0 to 100");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
