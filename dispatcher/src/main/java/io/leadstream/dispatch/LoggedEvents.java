package io.leadstream.dispatch;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LaneState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs what operators want to read: lanes and breakers at info and warn, single deliveries at debug. */
final class LoggedEvents implements DeliveryEvents {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedEvents.class);

    @Override
    public void finished(DeliveryResult result) {
        LOG.atDebug()
                .addKeyValue("vendor", result.getVendor())
                .addKeyValue("delivery", result.getDeliveryId())
                .addKeyValue("attempt", result.getAttempt())
                .addKeyValue("result", result.getResult())
                .addKeyValue("final", result.getFinal$())
                .addKeyValue("reason", result.getReason().orElse(""))
                .log("attempt ended");
    }

    @Override
    public void cancelTooLate(String vendor, String deliveryId) {
        LOG.atDebug()
                .addKeyValue("vendor", vendor)
                .addKeyValue("delivery", deliveryId)
                .log("cancel came too late");
    }

    @Override
    public void unreadable(String topic, int partition, long offset) {
        LOG.atWarn()
                .addKeyValue("topic", topic)
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .log("dead letter");
    }

    @Override
    public void aborted(String vendor, Exception cause) {
        LOG.atWarn().addKeyValue("vendor", vendor).setCause(cause).log("transaction aborted, will be repeated");
    }

    @Override
    public void laneChanged(String vendor, LaneState state, String reason) {
        LOG.atInfo()
                .addKeyValue("vendor", vendor)
                .addKeyValue("lane", state)
                .addKeyValue("reason", reason)
                .log("lane changed");
    }

    @Override
    public void failed(String vendor, Throwable bug) {
        LOG.atError().addKeyValue("vendor", vendor).setCause(bug).log("an attempt failed in the dispatcher");
    }

    @Override
    public void unmeasured(String vendor, Exception cause) {
        LOG.atDebug().addKeyValue("vendor", vendor).setCause(cause).log("what waits unread is not known");
    }

    @Override
    public void polled(String vendor, int agents, int calls, int unreadable) {
        LOG.atLevel(unreadable > 0 ? Level.WARN : Level.DEBUG)
                .addKeyValue("vendor", vendor)
                .addKeyValue("agents", agents)
                .addKeyValue("calls", calls)
                .addKeyValue("unreadable", unreadable)
                .log("reports published");
    }

    @Override
    public void pollFailed(String vendor, String reason) {
        LOG.atWarn().addKeyValue("vendor", vendor).addKeyValue("reason", reason).log("no report, will ask again");
    }

    @Override
    public void breakerChanged(String vendor, BreakerState state) {
        LOG.atWarn().addKeyValue("vendor", vendor).addKeyValue("breaker", state).log("breaker changed");
    }
}
