package io.leadstream.gateway;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Called at each turn of a request; metrics implement it.
 *
 * <p>Calls come from several threads at once and must return soon: they stand in the way of answers.
 */
public interface GatewayEvents {

    /** A listener that nothing is told to. */
    GatewayEvents NONE = new GatewayEvents() {};

    /**
     * A producer was answered.
     *
     * @param door the dialect's id, or that of the native API
     * @param status HTTP status of the answer
     * @param nanos how long it took, waiting for decisions included
     */
    default void answered(String door, int status, long nanos) {}

    /** A Kafka client was opened; it stays open until the gateway closes. */
    default void opened(Producer<?, ?> client) {}

    /** A Kafka client was opened; it stays open until the gateway closes. Its metrics may be read from any thread. */
    default void opened(Consumer<?, ?> client) {}
}
