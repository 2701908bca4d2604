package io.leadstream.dispatch;

import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Something that happened and must be published in the same transaction as the offset that it is about. */
sealed interface Fact {

    /** The partition whose offsets must be committed with it. */
    int partition();

    /** What an attempt came to, or an end without one; for `delivery-results`. */
    record Result(int partition, DeliveryResult result) implements Fact {}

    /** What streams-app must know; for `delivery-outcomes`. */
    record Told(int partition, DeliveryOutcome outcome) implements Fact {}

    /**
     * A record that is no delivery; for `dead-letters`.
     *
     * @param exception class of what was thrown
     * @param message its message, which quotes nothing of the record
     */
    record Unreadable(int partition, ConsumerRecord<byte[], byte[]> record, String exception, String message)
            implements Fact {}
}
