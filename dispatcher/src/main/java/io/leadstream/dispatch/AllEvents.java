package io.leadstream.dispatch;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LaneState;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Calls each of several listeners in turn. */
record AllEvents(List<DeliveryEvents> listeners) implements DeliveryEvents {

    @Override
    public void started(Delivery delivery, int attempt) {
        listeners.forEach(each -> each.started(delivery, attempt));
    }

    @Override
    public void finished(DeliveryResult result) {
        listeners.forEach(each -> each.finished(result));
    }

    @Override
    public void cancelTooLate(String vendor, String deliveryId) {
        listeners.forEach(each -> each.cancelTooLate(vendor, deliveryId));
    }

    @Override
    public void unreadable(String topic, int partition, long offset) {
        listeners.forEach(each -> each.unreadable(topic, partition, offset));
    }

    @Override
    public void committed(String vendor, int facts, int held) {
        listeners.forEach(each -> each.committed(vendor, facts, held));
    }

    @Override
    public void aborted(String vendor, Exception cause) {
        listeners.forEach(each -> each.aborted(vendor, cause));
    }

    @Override
    public void laneChanged(String vendor, LaneState state, String reason) {
        listeners.forEach(each -> each.laneChanged(vendor, state, reason));
    }

    @Override
    public void failed(String vendor, Throwable bug) {
        listeners.forEach(each -> each.failed(vendor, bug));
    }

    @Override
    public void stands(String vendor, LaneFigures.Standing standing) {
        listeners.forEach(each -> each.stands(vendor, standing));
    }

    @Override
    public void unmeasured(String vendor, Exception cause) {
        listeners.forEach(each -> each.unmeasured(vendor, cause));
    }

    @Override
    public void polled(String vendor, int agents, int calls, int unreadable) {
        listeners.forEach(each -> each.polled(vendor, agents, calls, unreadable));
    }

    @Override
    public void pollFailed(String vendor, String reason) {
        listeners.forEach(each -> each.pollFailed(vendor, reason));
    }

    @Override
    public void breakerChanged(String vendor, BreakerState state) {
        listeners.forEach(each -> each.breakerChanged(vendor, state));
    }

    @Override
    public void opened(String vendor, Consumer<?, ?> consumer, Producer<?, ?> producer) {
        listeners.forEach(each -> each.opened(vendor, consumer, producer));
    }

    @Override
    public void closed(String vendor) {
        listeners.forEach(each -> each.closed(vendor));
    }
}
