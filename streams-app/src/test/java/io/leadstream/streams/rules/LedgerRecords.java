package io.leadstream.streams.rules;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.HoldCause;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Decisions and results of leads, by name, as the ledger reads them; seconds count from {@link #START}. */
public final class LedgerRecords {

    public static final Instant START = Instant.parse("2026-11-20T15:00:00Z");
    public static final String PHONE = "17275551111";

    private LedgerRecords() {}

    /** The id of a lead at an offset of partition 0. */
    public static long lead(long offset) {
        return LeadId.of(0, 0, offset);
    }

    public static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    /** A decision of partition 0. */
    public static LeadDecision.Builder decision(
            long leadId, DecisionPhase phase, DecisionOutcome outcome, long second) {
        return LeadDecision.newBuilder()
                .setLeadId(leadId)
                .setEventId("event-" + leadId)
                .setAccount("a")
                .setDialect("croco")
                .setPhase(phase)
                .setOutcome(outcome)
                .setPhone(PHONE)
                .setListId("101")
                .setCampaign("A")
                .setSubmittedAt(START)
                .setDecidedAt(at(second))
                .setHoldCause(HoldCause.NONE)
                .setDecidedBy(0);
    }

    public static LeadDecision accepted(long leadId) {
        return decision(leadId, DecisionPhase.FIRST, DecisionOutcome.ACCEPTED, 1)
                .setDueAt(at(60))
                .setHoldCause(HoldCause.DELAY)
                .build();
    }

    public static LeadDecision routed(long leadId, String... vendors) {
        return decision(leadId, DecisionPhase.END, DecisionOutcome.ROUTED, 60)
                .setRoutingVersion(3)
                .setDeliveries(
                        Stream.of(vendors).map(vendor -> leadId + ":" + vendor).toList())
                .build();
    }

    public static LeadDecision ended(long leadId, DecisionOutcome outcome) {
        return decision(leadId, DecisionPhase.END, outcome, 60).build();
    }

    public static LeadDecision cancel(long cancelId, DecisionOutcome outcome, Long... cancelled) {
        return decision(cancelId, DecisionPhase.CANCEL, outcome, 90)
                .setCancelledLeads(List.of(cancelled))
                .build();
    }

    /** What an attempt of a delivery came to, or, as attempt 0, that it ended without one. */
    public static DeliveryResult result(
            long leadId, String delivery, int attempt, DeliveryClass result, boolean last, long second) {
        return DeliveryResult.newBuilder()
                .setDeliveryId(leadId + ":" + delivery)
                .setKind(delivery.endsWith(":withdraw") ? DeliveryKind.WITHDRAW : DeliveryKind.SEND)
                .setLeadId(leadId)
                .setVendor(delivery.split(":", 2)[0])
                .setAttempt(attempt)
                .setResult(result)
                .setFinal$(last)
                .setStartedAt(attempt == 0 ? null : at(second - 1))
                .setFinishedAt(at(second))
                .setSubmittedAt(START)
                .build();
    }
}
