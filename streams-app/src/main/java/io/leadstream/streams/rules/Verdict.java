package io.leadstream.streams.rules;

import io.leadstream.schema.Rejection;
import io.leadstream.schema.ResolvedLead;
import java.util.List;
import java.util.function.Function;

/** What a rule says of a lead: it goes on, or it is rejected and why. */
public sealed interface Verdict {

    /** The lead, as far as it was resolved. */
    ResolvedLead lead();

    /** The lead goes on. */
    record Pass(ResolvedLead lead) implements Verdict {}

    /** The lead is rejected; the first reason is the answer. */
    record Reject(ResolvedLead lead, List<Rejection> reasons) implements Verdict {}

    /** The verdict of the next rule, which is asked only about leads that passed so far. */
    default Verdict then(Function<ResolvedLead, Verdict> rule) {
        return switch (this) {
            case Pass pass -> rule.apply(pass.lead());
            case Reject reject -> reject;
        };
    }
}
