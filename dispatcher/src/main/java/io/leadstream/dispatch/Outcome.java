package io.leadstream.dispatch;

import io.leadstream.dialect.Reply;
import java.time.Instant;
import java.util.Optional;

/** What an attempt ended in: every attempt ends in exactly one. */
sealed interface Outcome {

    /**
     * The vendor was called.
     *
     * @param reply what it meant; {@code Failed} where nothing was sent, {@code Unknown} where no answer came
     * @param httpStatus status of the answer, where one came
     * @param startedAt when the call was sent; empty where that was in another dispatcher's life
     * @param endedAt when it was over
     */
    record Replied(Reply reply, Optional<Integer> httpStatus, Optional<Instant> startedAt, Instant endedAt)
            implements Outcome {}

    /**
     * The lane did not call: breaker open, time over, partition leaving. It is no attempt.
     *
     * @param reason a few fixed words
     */
    record NotStarted(String reason) implements Outcome {}
}
