package io.leadstream.dispatch;

import io.leadstream.schema.OutcomeKind;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Makes a plan one transaction: facts, offsets and their metadata together, or nothing (pipeline.md, Delivery).
 *
 * <p>After an abort the lane goes on and the same facts come again. If it cannot even abort, the producer is done for
 * and the exception ends the lane, which is begun anew from what is committed.
 */
record Transactions(Producer<byte[], byte[]> producer, Wire wire, String vendor, DeliveryEvents events) {

    private static final int COMMIT_TRIES = 3;

    /**
     * Commits; true if it is done, false if it was aborted.
     *
     * @throws KafkaException if the producer cannot go on
     */
    boolean commit(Commit commit, String topic, ConsumerGroupMetadata group) {
        producer.beginTransaction();
        try {
            for (Fact fact : commit.facts()) {
                var unused = producer.send(wire.write(fact)); // a failure fails the commit
            }
            producer.sendOffsetsToTransaction(offsets(commit, topic), group);
        } catch (KafkaException e) {
            return abort(e);
        }
        return end();
    }

    /** Tells the listeners what a commit published. */
    void report(Commit commit, int holding) {
        for (Fact fact : commit.facts()) {
            switch (fact) {
                case Fact.Result f -> events.finished(f.result());
                case Fact.Told f
                when f.outcome().getKind() == OutcomeKind.ALREADY_SENT ->
                    events.cancelTooLate(vendor, f.outcome().getDeliveryId());
                case Fact.Told f -> {}
                case Fact.Unreadable f ->
                    events.unreadable(
                            f.record().topic(),
                            f.record().partition(),
                            f.record().offset());
            }
        }
        events.committed(vendor, commit.facts().size(), holding);
    }

    private boolean end() {
        for (int tries = 1; ; tries++) {
            try {
                producer.commitTransaction();
                return true;
            } catch (TimeoutException e) { // whether it is committed is not known until the same call has an answer
                if (tries == COMMIT_TRIES) {
                    throw e;
                }
            } catch (KafkaException e) {
                return abort(e);
            }
        }
    }

    private boolean abort(KafkaException cause) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            e.addSuppressed(cause);
            throw e;
        }
        events.aborted(vendor, cause);
        return false;
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Commit commit, String topic) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        commit.points()
                .forEach((partition, point) -> offsets.put(
                        new TopicPartition(topic, partition), new OffsetAndMetadata(point.offset(), point.metadata())));
        return offsets;
    }
}
