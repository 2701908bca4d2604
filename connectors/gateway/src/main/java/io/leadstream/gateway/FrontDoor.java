package io.leadstream.gateway;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.LeadDecision;
import java.util.List;
import java.util.Set;

/** What producers call: the inbound half of a dialect, or the native API. Each method is as {@link Dialect} describes it. */
interface FrontDoor {

    String id();

    /** Paths at which producers call; a part in braces stands for any one part, and the call then has the real path. */
    Set<String> paths();

    Submission accept(Call call, Intake intake);

    Answer answer(Submission.Offered offered, List<LeadDecision> decisions);

    Answer undecided(Submission.Offered offered, Undecided why);

    /** The front door of a dialect. */
    static FrontDoor of(Dialect dialect) {
        return new OfDialect(dialect);
    }

    /** A dialect, seen from outside. */
    record OfDialect(Dialect dialect) implements FrontDoor {

        @Override
        public String id() {
            return dialect.id();
        }

        @Override
        public Set<String> paths() {
            return dialect.paths();
        }

        @Override
        public Submission accept(Call call, Intake intake) {
            return dialect.accept(call, intake);
        }

        @Override
        public Answer answer(Submission.Offered offered, List<LeadDecision> decisions) {
            return dialect.answer(offered, decisions);
        }

        @Override
        public Answer undecided(Submission.Offered offered, Undecided why) {
            return dialect.undecided(offered, why);
        }
    }
}
