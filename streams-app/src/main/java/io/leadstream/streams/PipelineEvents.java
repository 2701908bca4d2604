package io.leadstream.streams;

import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadDecision;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Called at each turn of a lead; metrics implement it.
 *
 * <p>What a stage tells is passed on once the transaction that it belongs to is committed, so that work that is done again
 * after a failure is told once. Calls come from several stream threads at once and must return soon: nothing is decided
 * meanwhile.
 */
public interface PipelineEvents {

    /** A listener that nothing is told to. */
    PipelineEvents NONE = new PipelineEvents() {};

    /** The pipeline, or the ledger beside it, is about to start. Its metrics and states may be read from any thread. */
    default void opened(KafkaStreams streams) {}

    /** Submissions were read, resends among them. */
    default void submitted(int count) {}

    /**
     * A decision was published.
     *
     * @param latencyMs from the broker's submission time to the commit, which is when a waiting caller can hear of it;
     *     never negative
     */
    default void decided(LeadDecision decision, long latencyMs) {}

    /** A delivery ended in hold, without the dispatcher: its final result was published. */
    default void ended(DeliveryResult result) {}

    /** Records were moved to the dead letters. */
    default void deadLetters(int count) {}

    /**
     * A lead or a delivery that waited was taken out of hold.
     *
     * @param latenessMs after it was due, by this host's clock; never negative
     */
    default void released(long latenessMs) {}
}
