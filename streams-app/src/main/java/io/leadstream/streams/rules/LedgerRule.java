package io.leadstream.streams.rules;

import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.DncHit;
import io.leadstream.schema.HoldCause;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.LedgerDecision;
import io.leadstream.schema.LedgerReason;
import io.leadstream.schema.LedgerResult;
import io.leadstream.schema.LedgerStep;
import io.leadstream.schema.LedgerStepKind;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record tells the ledger: steps of leads' lives, each with a name of its own within its lead, so that a record read
 * again changes nothing and the order in which records come does not matter (docs/decisions/0022-the-ledger.md).
 */
public final class LedgerRule {

    private LedgerRule() {}

    /**
     * A step of a lead's life.
     *
     * @param here true if it is kept where the record was read: on the partition that the lead's id names
     */
    public record Noted(long leadId, LedgerStep step, boolean here) {}

    /** What a decision tells: of its own lead, and, if it is a cancel, of those that it stopped. */
    public static List<Noted> of(LeadDecision decision) {
        List<Noted> noted = new ArrayList<>();
        LedgerStep step = step(decision);
        boolean here = here(decision, decision.getLeadId());
        noted.add(new Noted(decision.getLeadId(), step, here));
        if (!here && names(step)) {
            noted.add(new Noted(decision.getLeadId(), elsewhere(decision), true));
        }
        if (step.getKind() == LedgerStepKind.CANCEL) {
            decision.getCancelledLeads()
                    .forEach(leadId -> noted.add(new Noted(leadId, met(decision), here(decision, leadId))));
        }
        return noted;
    }

    /** What a result tells. */
    public static LedgerStep of(DeliveryResult result) {
        return bare(LedgerStepKind.RESULT, result.getFinishedAt(), result.getSubmittedAt())
                .setResult(LedgerResult.newBuilder()
                        .setDeliveryId(result.getDeliveryId())
                        .setVendor(result.getVendor())
                        .setTold(result.getKind())
                        .setAttempt(result.getAttempt())
                        .setResult(result.getResult())
                        .setFinal$(result.getFinal$())
                        .setReason(result.getReason().orElse(null))
                        .setVendorLeadId(result.getVendorLeadId().orElse(null))
                        .setHttpStatus(result.getHttpStatus().orElse(null))
                        .setStartedAt(result.getStartedAt().orElse(null))
                        .setAgainAt(result.getAgainAt().orElse(null))
                        .setReplay(result.getReplay())
                        .setReply(result.getReply().orElse(null))
                        .setNotices(result.getNotices())
                        .build())
                .build();
    }

    /** The name of a step within its lead: two steps of one name are one step, told twice. */
    public static String name(LedgerStep step) {
        return switch (step.getKind()) {
            case FIRST -> "1";
            case RESENT -> "2";
            case END -> "3";
            case CANCEL -> "4";
            case DIAL ->
                "5" + step.getDecision().map(each -> each.getOutcome().name()).orElse("");
            case MET -> "6" + step.getCancelId().orElse(0L);
            case RESULT -> "7" + step.getResult().map(LedgerRule::name).orElse("");
            case ELSEWHERE -> "8";
            case UNKNOWN -> "9";
        };
    }

    /** True if a step says which phone its lead has. */
    public static boolean names(LedgerStep step) {
        return !phone(step).isEmpty();
    }

    /** The phone that a step names; empty if it names none. */
    public static String phone(LedgerStep step) {
        return step.getPhone()
                .or(() -> step.getDecision().flatMap(LedgerDecision::getPhone))
                .orElse("");
    }

    /** An attempt and an end without one may have the same number, and are two. */
    private static String name(LedgerResult result) {
        String delivery = result.getDeliveryId();
        return delivery.substring(delivery.indexOf(':') + 1) + ":" + result.getAttempt()
                + (result.getFinal$() ? ":final" : "");
    }

    private static boolean here(LeadDecision decision, long leadId) {
        return LeadId.partition(leadId) == decision.getDecidedBy();
    }

    private static LedgerStep step(LeadDecision decision) {
        LedgerStepKind kind = decision.getResend() ? LedgerStepKind.RESENT : kind(decision.getPhase());
        LedgerStep.Builder step = bare(kind, decision.getDecidedAt(), decision.getSubmittedAt());
        return switch (kind) {
            case FIRST, CANCEL, DIAL -> step.setDecision(whole(decision)).build();
            case END -> step.setDecision(decided(decision).build()).build();
            case RESENT, MET, RESULT, ELSEWHERE, UNKNOWN -> step.build();
        };
    }

    private static LedgerStepKind kind(DecisionPhase phase) {
        return switch (phase) {
            case FIRST -> LedgerStepKind.FIRST;
            case END -> LedgerStepKind.END;
            case CANCEL -> LedgerStepKind.CANCEL;
            case DIAL -> LedgerStepKind.DIAL;
            case UNKNOWN -> LedgerStepKind.UNKNOWN;
        };
    }

    private static LedgerDecision whole(LeadDecision decision) {
        return decided(decision)
                .setPhone(orNull(decision.getPhone()))
                .setAccount(decision.getAccount())
                .setDialect(decision.getDialect())
                .setEventId(decision.getEventId())
                .setListId(decision.getListId().orElse(null))
                .setCampaign(decision.getCampaign().orElse(null))
                .setNotes(decision.getNotes())
                .build();
    }

    /** Every field with a default is set, since Avro looks a default up by the hash of its whole schema. */
    private static LedgerDecision.Builder decided(LeadDecision decision) {
        boolean waitsForHours = decision.getHoldCause() == HoldCause.CALLING_HOURS;
        return LedgerDecision.newBuilder()
                .setOutcome(decision.getOutcome())
                .setReasons(reasons(decision))
                .setPhone(null)
                .setAccount(null)
                .setDialect(null)
                .setEventId(null)
                .setListId(null)
                .setCampaign(null)
                .setDueAt(decision.getDueAt().orElse(null))
                .setHoldCause(decision.getHoldCause())
                .setTimeZone(waitsForHours ? decision.getTimeZone().orElse(null) : null)
                .setDeliveries(decision.getDeliveries())
                .setRoutingVersion(decision.getRoutingVersion())
                .setCancelledLeads(decision.getCancelledLeads())
                .setReply(decision.getReply().orElse(null))
                .setNotes(List.of());
    }

    private static List<LedgerReason> reasons(LeadDecision decision) {
        List<LedgerReason> reasons = new ArrayList<>();
        decision.getReasons().forEach(rejection -> reasons.add(reason(rejection)));
        decision.getListed().ifPresent(hit -> reasons.add(listed(hit)));
        return reasons;
    }

    /** What a person wrote stays out, a phone as it was given above all: the ledger knows phones by their identity alone. */
    private static LedgerReason reason(Rejection rejection) {
        boolean quotes = switch (rejection.getReason()) {
            case PHONE_REQUIRED,
                    PHONE_INVALID,
                    PHONE_PREFIX_INVALID,
                    PHONE_AREA_CODE_INVALID,
                    PHONE_NANPA_INVALID,
                    CALLBACK_INVALID,
                    DUPLICATE,
                    UNKNOWN -> true;
            case LIST_UNKNOWN,
                    LIST_NAME_UNKNOWN,
                    CAMPAIGN_UNKNOWN,
                    TYPE_UNKNOWN,
                    LIST_NOT_ALLOWED,
                    CUSTOM_FORM_MISSING,
                    DELAY_INVALID,
                    DUPLICATE_CHECK_INVALID,
                    DIAL_VENDOR_UNKNOWN,
                    DNC,
                    CAMPAIGN_DNC,
                    NOT_CONFIGURED -> false;
        };
        return LedgerReason.newBuilder()
                .setReason(rejection.getReason())
                .setDetail(quotes ? null : rejection.getDetail().orElse(null))
                .setDuplicateOf(
                        rejection.getDuplicate().map(hit -> hit.getLeadId()).orElse(null))
                .build();
    }

    private static LedgerReason listed(DncHit hit) {
        boolean system = hit.getListedBy().isEmpty();
        return LedgerReason.newBuilder()
                .setReason(system ? Reason.DNC : Reason.CAMPAIGN_DNC)
                .setDetail(orNull(hit.getListedBy()))
                .setDuplicateOf(null)
                .build();
    }

    private static LedgerStep elsewhere(LeadDecision decision) {
        return bare(LedgerStepKind.ELSEWHERE, decision.getDecidedAt(), decision.getSubmittedAt())
                .setPhone(orNull(decision.getPhone()))
                .build();
    }

    private static LedgerStep met(LeadDecision cancel) {
        return bare(LedgerStepKind.MET, cancel.getDecidedAt(), cancel.getSubmittedAt())
                .setCancelId(cancel.getLeadId())
                .build();
    }

    private static LedgerStep.Builder bare(LedgerStepKind kind, Instant at, Instant submittedAt) {
        return LedgerStep.newBuilder()
                .setKind(kind)
                .setAt(at)
                .setSubmittedAt(submittedAt)
                .setDecision(null)
                .setResult(null)
                .setCancelId(null)
                .setPhone(null);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
