package io.leadstream.dispatch;

import io.leadstream.schema.AfterUnknown;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import java.time.Instant;
import java.util.List;

/** Deliveries, vendors and limits for tests. */
final class Deliveries {

    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    static final String VENDOR = "acme";

    private Deliveries() {}

    static Delivery.Builder delivery(long leadId, String phone) {
        return Delivery.newBuilder()
                .setDeliveryId(leadId + ":" + VENDOR)
                .setKind(DeliveryKind.SEND)
                .setLeadId(leadId)
                .setVendor(VENDOR)
                .setPhone(phone)
                .setSubmittedAt(START)
                .setRoutedAt(START);
    }

    static VendorLimits.Builder limits(Long... waitsMs) {
        return VendorLimits.newBuilder().setRetryWaitsMs(List.of(waitsMs)).setRetryJitterPercent(0);
    }

    static Vendor vendor(VendorLimits limits, AfterUnknown afterUnknown) {
        return Vendor.newBuilder()
                .setId(VENDOR)
                .setDialect("test")
                .setUrl("http://127.0.0.1:1/base")
                .setPrivateAddresses(true)
                .setAfterUnknown(afterUnknown)
                .setLimits(limits)
                .build();
    }

    static LaneSettings settings(VendorLimits limits) {
        return LaneSettings.of(vendor(limits, AfterUnknown.VERIFY));
    }
}
