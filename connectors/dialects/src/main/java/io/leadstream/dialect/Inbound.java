package io.leadstream.dialect;

import io.leadstream.schema.LeadDecision;
import java.util.List;

/** The half of a dialect that producers call, as {@link Dialect} describes it. */
public interface Inbound {

    /** What a producer's call asks for; never throws. */
    Submission accept(Call call, Intake intake);

    /** The answer to a good call; {@code decisions} are at least one, in the order of the events. */
    Answer answer(Submission.Offered offered, List<LeadDecision> decisions);

    /** The answer to a good call that gets no decision. */
    Answer undecided(Submission.Offered offered, Undecided why);
}
