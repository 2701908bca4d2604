package io.leadstream.streams.rules;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.OpenDelivery;
import io.leadstream.schema.SentLead;
import io.leadstream.schema.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which vendors are told that a lead they have is withdrawn (rulings.md, Outbound cancel): those whose settings said so when
 * the lead was routed to them.
 *
 * <pre>
 *   routed ─► sent ─┬─ rejected, failed, stopped ──────────────► forgotten
 *                   ├─ accepted, unknown ─► arrived ─ cancel ──► told
 *                   └─ cancel, then accepted or unknown ───────► told
 * </pre>
 *
 * <p>Whoever may have the lead is told too: to a vendor that has none it says nothing.
 */
public final class WithdrawRule {

    private static final String SUFFIX = ":withdraw";

    /** A vendor that cannot be told for so long has made its calls. */
    private static final Duration WORTH = Duration.ofDays(1);

    /** A consent withdrawn goes before every lead that waits. */
    private static final int FIRST = 99;

    private WithdrawRule() {}

    /** What became of an entry, and who is told now. */
    public record Move(LeadEntry entry, List<Delivery> withdrawals) {}

    /** The entry of a lead that is routed: keeps what vendors need to be told. */
    public static LeadEntry routed(LeadEntry entry, List<Delivery> deliveries, RoutingView routing) {
        List<SentLead> sent = deliveries.stream()
                .filter(delivery -> routing.vendor(delivery.getVendor())
                        .filter(Vendor::getWithdraw)
                        .isPresent())
                .map(WithdrawRule::sent)
                .toList();
        return sent.isEmpty() ? entry : with(entry, sent);
    }

    /** A cancel means the lead. What is in a lane is told when its end is known. */
    public static Move cancelled(LeadEntry entry, String phone, Instant now) {
        List<SentLead> kept = new ArrayList<>();
        List<Delivery> withdrawals = new ArrayList<>();
        for (SentLead sent : entry.getWithdrawable()) {
            Optional<OpenDelivery> open = open(entry, sent.getVendor());
            boolean inLane =
                    open.filter(delivery -> delivery.getHeldUntil().isEmpty()).isPresent();
            boolean maybeThere = open.map(OpenDelivery::getMaybeSent).orElse(entry.getMaybeSent());
            if (inLane) {
                kept.add(sent);
            } else if (sent.getArrived() || maybeThere) {
                withdrawals.add(withdrawal(entry, sent, phone, now));
            }
        }
        return new Move(with(entry, kept), withdrawals);
    }

    /** A delivery of the lead has its final result; its vendor is told at once if a cancel came before. */
    public static Move ended(LeadEntry entry, DeliveryOutcome outcome, Instant now) {
        List<SentLead> kept = new ArrayList<>();
        List<Delivery> withdrawals = new ArrayList<>();
        for (SentLead sent : entry.getWithdrawable()) {
            if (!id(entry, sent).equals(outcome.getDeliveryId())) {
                kept.add(sent);
            } else if (mayHave(outcome.getResult())) {
                SentLead arrived = SentLead.newBuilder(sent)
                        .setArrived(true)
                        .setVendorLeadId(outcome.getVendorLeadId().orElse(null))
                        .build();
                if (isCancelled(entry, sent.getVendor())) {
                    withdrawals.add(withdrawal(entry, arrived, outcome.getPhone(), now));
                } else {
                    kept.add(arrived);
                }
            }
        }
        return new Move(with(entry, kept), withdrawals);
    }

    private static boolean mayHave(DeliveryClass result) {
        return switch (result) {
            case ACCEPTED, UNKNOWN -> true;
            case REJECTED, FAILED, CANCELLED, EXPIRED, THROTTLED -> false;
        };
    }

    private static boolean isCancelled(LeadEntry entry, String vendor) {
        return open(entry, vendor).flatMap(OpenDelivery::getCancelId).isPresent();
    }

    private static Optional<OpenDelivery> open(LeadEntry entry, String vendor) {
        return entry.getOpen().stream()
                .filter(delivery -> delivery.getVendor().equals(vendor))
                .findFirst();
    }

    private static SentLead sent(Delivery delivery) {
        Lead lead = delivery.getLead().orElseGet(() -> Lead.newBuilder().build());
        return SentLead.newBuilder()
                .setVendor(delivery.getVendor())
                .setPhone(lead.getPhone().orElse(null))
                .setCallingCode(lead.getCallingCode().orElse(null))
                .setType(lead.getType().orElse(null))
                .setCampaign(lead.getCampaign().orElse(null))
                .build();
    }

    private static Delivery withdrawal(LeadEntry entry, SentLead sent, String phone, Instant now) {
        return Delivery.newBuilder()
                .setDeliveryId(id(entry, sent) + SUFFIX)
                .setKind(DeliveryKind.WITHDRAW)
                .setLeadId(entry.getLeadId())
                .setVendor(sent.getVendor())
                .setPhone(phone)
                .setLead(Lead.newBuilder()
                        .setPhone(sent.getPhone().orElse(null))
                        .setCallingCode(sent.getCallingCode().orElse(null))
                        .setType(sent.getType().orElse(null))
                        .setCampaign(sent.getCampaign().orElse(null))
                        .build())
                .setListId(entry.getListId())
                .setCampaign(entry.getCampaign().orElse(null))
                .setPriority(FIRST)
                .setSubmittedAt(entry.getSubmittedAt())
                .setRoutedAt(now)
                .setExpiresAt(now.plus(WORTH))
                .setVendorLeadId(sent.getVendorLeadId().orElse(null))
                .build();
    }

    private static String id(LeadEntry entry, SentLead sent) {
        return entry.getLeadId() + ":" + sent.getVendor();
    }

    private static LeadEntry with(LeadEntry entry, List<SentLead> sent) {
        return LeadEntry.newBuilder(entry).setWithdrawable(sent).build();
    }
}
