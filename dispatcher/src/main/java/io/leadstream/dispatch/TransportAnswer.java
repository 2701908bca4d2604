package io.leadstream.dispatch;

import io.leadstream.dialect.Answer;

/** What came of a call. Where it is not sure that nothing was sent, it is {@link SentNoAnswer}. */
sealed interface TransportAnswer {

    /** An answer came; whether it is a good one is the dialect's to say. */
    record Answered(Answer answer) implements TransportAnswer {}

    /**
     * Not a byte of the call left us.
     *
     * @param reason a few fixed words
     */
    record NotSent(String reason) implements TransportAnswer {}

    /**
     * The call, or a part of it, may have reached the vendor, and no whole answer came.
     *
     * @param reason a few fixed words
     */
    record SentNoAnswer(String reason) implements TransportAnswer {}
}
