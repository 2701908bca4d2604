package io.leadstream.dispatch;

import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.VendorAccount;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * What a lane works with.
 *
 * @param lane the vendor's limits around its calls
 * @param threads where calls run, a virtual thread for each place that is taken
 * @param nanoTime tells how much time passed, whatever the wall clock does
 * @param commitIntervalMs least time between two transactions
 * @param ownsFirst hears whether the first partition is ours: who has it does what one dispatcher alone does
 */
record LaneWorks(
        LaneSettings settings,
        Consumer<byte[], byte[]> consumer,
        Producer<byte[], byte[]> producer,
        Wire wire,
        Dialect dialect,
        VendorAccount account,
        VendorLane lane,
        Cancels cancels,
        ExecutorService threads,
        DeliveryEvents events,
        RandomGenerator jitter,
        Clock clock,
        LongSupplier nanoTime,
        int commitIntervalMs,
        FirstOwner ownsFirst) {

    /** Hears, after each hand-over, whether the vendor's first partition is ours. */
    @FunctionalInterface
    interface FirstOwner {
        void accept(boolean ours);
    }

    /** What the lane's core asks for. */
    LaneCore.Means means(BooleanSupplier mayStart) {
        RetryRule rule = new RetryRule(settings.limits(), settings.vendor().getAfterUnknown(), dialect.canVerify());
        return new LaneCore.Means(
                rule,
                delivery -> dialect.encode(delivery, account),
                cancels::has,
                mayStart,
                jitter,
                settings.capacity(),
                wire::fits);
    }
}
