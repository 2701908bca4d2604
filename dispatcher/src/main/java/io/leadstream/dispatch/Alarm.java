package io.leadstream.dispatch;

import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.VendorLimits;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Two counters with a threshold each: deliveries that a vendor rejected in a row, and deliveries that failed for good in a
 * row. Either disables the lane, because something is wrong that waiting does not mend, such as a list that was closed.
 *
 * <p>It stays rung for as long as the lane is open: a person has to pause and resume the vendor, or change it.
 */
final class Alarm {

    static final String REJECTED = "too many rejected in a row";
    static final String FAILED = "too many failed in a row";

    private final VendorLimits limits;
    private int rejected;
    private int failed;
    private Optional<String> rung = Optional.empty();

    Alarm(VendorLimits limits) {
        this.limits = limits;
    }

    /** A result was committed. */
    void heard(DeliveryResult result) {
        if (!result.getFinal$()) {
            return;
        }
        switch (result.getResult()) {
            case ACCEPTED -> {
                rejected = 0;
                failed = 0;
            }
            case REJECTED -> {
                rejected++;
                failed = 0;
            }
            case FAILED -> failed++;
            case UNKNOWN, THROTTLED, CANCELLED, EXPIRED -> {}
        }
        ring(rejected, limits.getDisableAfterRejected(), REJECTED);
        ring(failed, limits.getDisableAfterFailed(), FAILED);
    }

    /** True if the lane is disabled, or would be once these results are committed: nothing more need start. */
    boolean ringsWith(Supplier<List<DeliveryResult>> results) {
        if (limits.getDisableAfterRejected() == 0 && limits.getDisableAfterFailed() == 0) {
            return false;
        }
        Alarm after = new Alarm(limits);
        after.rejected = rejected;
        after.failed = failed;
        after.rung = rung;
        results.get().forEach(after::heard);
        return after.rung.isPresent();
    }

    /** Why the lane is disabled, if it is. */
    Optional<String> rung() {
        return rung;
    }

    private void ring(int count, int threshold, String why) {
        if (threshold > 0 && count >= threshold && rung.isEmpty()) {
            rung = Optional.of(why);
        }
    }
}
