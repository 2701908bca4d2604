package io.leadstream.dialect;

import io.leadstream.schema.LeadEvent;
import java.util.List;

/** What came of reading a producer's call: events to be decided, or an answer that needs no decision. */
public sealed interface Submission {

    /**
     * A good call. The caller publishes the events in order, waits for one decision each, and asks the dialect for the
     * answer.
     *
     * @param account who asks
     * @param function what is asked for, in the dialect's own word
     * @param events at least one
     * @param call the call itself, for the parts that the answer echoes
     */
    record Offered(Account account, String function, List<LeadEvent> events, Call call) implements Submission {}

    /** A call that is answered at once: it was malformed, not allowed, or only a test. Nothing is saved. */
    record Answered(Answer answer) implements Submission {}
}
