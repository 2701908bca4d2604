package io.leadstream.dispatch;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LaneState;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Called at each turn of a delivery and of a lane; logs and metrics implement it.
 *
 * <p>Calls come from several threads at once and must return soon: they stand in the way of deliveries.
 */
public interface DeliveryEvents {

    /** An attempt is sent now; {@code attempt} is 1 for the delivery's first one ever. */
    default void started(Delivery delivery, int attempt) {}

    /** An attempt's result, or the end of a delivery without one, was committed. */
    default void finished(DeliveryResult result) {}

    /** A delivery that a cancel named was found sent already; committed. */
    default void cancelTooLate(String vendor, String deliveryId) {}

    /** A record that is no delivery was moved to the dead letters; committed. */
    default void unreadable(String topic, int partition, long offset) {}

    /** A transaction was committed; {@code held} deliveries are in the lane, in flight or waiting. */
    default void committed(String vendor, int facts, int held) {}

    /** A transaction was aborted; its content goes into the next. */
    default void aborted(String vendor, Exception cause) {}

    /** A lane changed; {@code reason} is empty or a few fixed words. */
    default void laneChanged(String vendor, LaneState state, String reason) {}

    /** An attempt of a vendor's ended in a way that is a bug; its result says so, and the lane goes on. */
    default void failed(String vendor, Throwable bug) {}

    /** What a lane holds now; ten times a second at most. */
    default void stands(String vendor, LaneFigures.Standing standing) {}

    /** How much a lane has yet to read could not be learnt. */
    default void unmeasured(String vendor, Exception cause) {}

    /** What a vendor reports was published; {@code unreadable} calls had no usable id or time and were left out. */
    default void polled(String vendor, int agents, int calls, int unreadable) {}

    /** A vendor was asked what it reports and gave no answer that holds any; it is asked again. */
    default void pollFailed(String vendor, String reason) {}

    /** A vendor's circuit breaker changed. */
    default void breakerChanged(String vendor, BreakerState state) {}

    /** A lane's Kafka clients were opened. Their metrics may be read from any thread until {@link #closed}. */
    default void opened(String vendor, Consumer<?, ?> consumer, Producer<?, ?> producer) {}

    /** A lane's Kafka clients are about to be closed. */
    default void closed(String vendor) {}

    /** A listener that calls each of several in turn. */
    static DeliveryEvents all(List<DeliveryEvents> listeners) {
        return new AllEvents(List.copyOf(listeners));
    }
}
