package io.leadstream.sandbox;

import io.leadstream.dialect.Answer;
import java.time.Duration;

/** How a vendor behaves towards one request. */
sealed interface Reaction {

    /** Answers, after a while. */
    record Respond(Answer answer, Duration after) implements Reaction {}

    /** Answers at once, but takes a while over the body. */
    record Trickle(Answer answer, Duration over) implements Reaction {}

    /** Resets the connection without a word. */
    record Reset() implements Reaction {}
}
