package io.leadstream.streams;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.rules.Verdict;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;

/** What is to happen next with a lead or a delivery, on its way from {@code match} to the topics. */
sealed interface Turn {

    /**
     * A lead that has its verdict and is to get its first decision.
     *
     * @param order of its entry under its phone, if it is accepted
     */
    record Decide(Verdict verdict, long order) implements Turn {}

    /** A delivery to be sent again, not before a time. */
    record Again(Delivery delivery, Instant at) implements Turn {}

    /**
     * A lead that is due.
     *
     * @param order of its entry under its phone; empty if it waited, so that it has an entry already
     */
    record Route(ResolvedLead lead, OptionalLong order) implements Turn {}

    /** A delivery that is due. */
    record Send(Delivery delivery) implements Turn {}

    /** A record that is to be published as it is. */
    record Say(SpecificRecord record) implements Turn {}
}
