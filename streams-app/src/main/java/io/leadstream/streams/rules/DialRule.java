package io.leadstream.streams.rules;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DialRequest;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where a dial goes and what its caller hears (dialects.md, elision). */
public final class DialRule {

    /** A dial is worth nothing once its caller was told that no answer came. */
    static final Duration WORTH = Duration.ofSeconds(5);

    private static final String SUFFIX = ":dial";

    private DialRule() {}

    /**
     * The delivery of a dial, or nothing if no vendor takes it: the vendor it names, else the first that speaks the dialect
     * it was asked in.
     *
     * @param placed an event of kind DIAL_REQUESTED that has a dial
     */
    public static Optional<Delivery> route(PlacedEvent placed, RoutingView routing, Instant now) {
        DialRequest dial = placed.getEvent().getDial().orElseThrow();
        Optional<Vendor> vendor = dial.getVendor().isPresent()
                ? dial.getVendor().flatMap(routing::vendor)
                : routing.vendorSpeaking(placed.getEvent().getDialect());
        return vendor.map(found -> Delivery.newBuilder()
                .setDeliveryId(placed.getLeadId() + ":" + found.getId() + SUFFIX)
                .setKind(DeliveryKind.DIAL)
                .setLeadId(placed.getLeadId())
                .setVendor(found.getId())
                .setPhone(placed.getPhone())
                .setDial(dial)
                .setPriority(99)
                .setSubmittedAt(placed.getSubmittedAt())
                .setRoutedAt(now)
                .setExpiresAt(placed.getSubmittedAt().plus(WORTH))
                .setRoutingVersion(routing.version())
                .build());
    }

    /** True if an outcome is that of a dial. */
    public static boolean isDial(DeliveryOutcome outcome) {
        return outcome.getDeliveryId().endsWith(SUFFIX);
    }

    /** What the caller hears: the vendor's reply, or that none came. */
    public static LeadDecision answered(LeadDecision pending, DeliveryOutcome outcome) {
        boolean accepted = outcome.getResult() == DeliveryClass.ACCEPTED;
        String reply = outcome.getReply()
                .orElse(accepted ? "success" : outcome.getResult().name());
        return LeadDecision.newBuilder(pending)
                .setOutcome(DecisionOutcome.ANSWERED)
                .setReply(reply)
                .build();
    }
}
