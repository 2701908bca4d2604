package io.leadstream.streams.rules;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStatus;
import io.leadstream.schema.OpenDelivery;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.ResolvedLead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An accepted lead's entry under its phone, at each turn of its life. */
public final class Entries {

    private Entries() {}

    /** The entry of a lead that waits until it is due. */
    public static LeadEntry held(ResolvedLead lead, Instant dueAt) {
        return entry(lead).setStatus(LeadStatus.HELD).setDueAt(dueAt).build();
    }

    /** The entry of a lead that was routed; with no deliveries, of one that ended otherwise but still counts. */
    public static LeadEntry routed(ResolvedLead lead, List<Delivery> deliveries) {
        return entry(lead)
                .setStatus(LeadStatus.ROUTED)
                .setOpen(deliveries.stream()
                        .map(delivery -> OpenDelivery.newBuilder()
                                .setDeliveryId(delivery.getDeliveryId())
                                .setVendor(delivery.getVendor())
                                .build())
                        .toList())
                .build();
    }

    /** The entry of a lead that is not decided yet, as a cancel sees it. */
    public static LeadEntry pending(ResolvedLead lead) {
        return entry(lead).setStatus(LeadStatus.PENDING).build();
    }

    /**
     * The entry that an accepted lead leaves under its alt phone: what the checks that look there ask for.
     *
     * @param dueAt when the lead is due, if it waits
     */
    public static LeadEntry alt(ResolvedLead lead, Optional<Instant> dueAt) {
        return LeadEntry.newBuilder()
                .setLeadId(lead.getLeadId())
                .setListId(lead.getListId())
                .setAccount(lead.getAccount())
                .setSubmittedAt(lead.getSubmittedAt())
                .setAlt(true)
                .setOtherPhone(lead.getPhone())
                .setTitle(lead.getLead().getTitle().orElse(null))
                .setStatus(dueAt.isPresent() ? LeadStatus.HELD : LeadStatus.ROUTED)
                .setDueAt(dueAt.orElse(null))
                .build();
    }

    /** True if the lead gave the same number twice, so that its one entry counts as both. */
    static boolean altIsPhone(ResolvedLead lead) {
        Lead said = lead.getLead();
        return lead.getAltPhone().isEmpty()
                && said.getAltPhone()
                        .flatMap(alt -> PhoneIdentity.of(alt, said.getCallingCode()))
                        .filter(alt -> alt.equals(lead.getPhone()))
                        .isPresent();
    }

    /** The entry with one of its open deliveries changed. */
    public static LeadEntry with(LeadEntry entry, String deliveryId, UnaryOperator<OpenDelivery> change) {
        return LeadEntry.newBuilder(entry)
                .setOpen(entry.getOpen().stream()
                        .map(open -> open.getDeliveryId().equals(deliveryId) ? change.apply(open) : open)
                        .toList())
                .build();
    }

    /**
     * An entry of which a delivery has its final result.
     *
     * @param cancelled true if that ended the lead without any vendor having it, as a cancel asked
     */
    public record Ended(LeadEntry entry, boolean cancelled) {}

    /** The entry without one of its open deliveries. */
    public static Ended ended(LeadEntry entry, String deliveryId, boolean maybeSent) {
        List<OpenDelivery> open = entry.getOpen().stream()
                .filter(delivery -> !delivery.getDeliveryId().equals(deliveryId))
                .toList();
        boolean asked = entry.getOpen().stream()
                .anyMatch(delivery -> delivery.getDeliveryId().equals(deliveryId)
                        && delivery.getCancelId().isPresent());
        boolean sent = entry.getMaybeSent() || maybeSent;
        return new Ended(
                LeadEntry.newBuilder(entry).setOpen(open).setMaybeSent(sent).build(), asked && open.isEmpty() && !sent);
    }

    /** The entry with a cancel wanting some of its deliveries stopped. */
    public static LeadEntry stopping(LeadEntry entry, long cancelId) {
        return LeadEntry.newBuilder(entry)
                .setCancelAsked(true)
                .setOpen(entry.getOpen().stream()
                        .map(open -> OpenDelivery.newBuilder(open)
                                .setCancelId(cancelId)
                                .build())
                        .toList())
                .build();
    }

    /** The entry of a lead that a cancel meant too late: what has its final result stays as it is. */
    public static LeadEntry cancelAsked(LeadEntry entry) {
        return LeadEntry.newBuilder(entry).setCancelAsked(true).build();
    }

    /** Lists are set though empty, since Avro looks a default up by the hash of its whole schema. */
    private static LeadEntry.Builder entry(ResolvedLead lead) {
        Lead said = lead.getLead();
        return LeadEntry.newBuilder()
                .setLeadId(lead.getLeadId())
                .setListId(lead.getListId())
                .setCampaign(lead.getCampaign().orElse(null))
                .setType(said.getType().orElse(null))
                .setAccount(lead.getAccount())
                .setSubmittedAt(lead.getSubmittedAt())
                .setOtherPhone(lead.getAltPhone().orElse(null))
                .setAltSame(altIsPhone(lead))
                .setTitle(said.getTitle().orElse(null))
                .setFirstName(said.getFirstName().orElse(null))
                .setLastName(said.getLastName().orElse(null))
                .setAlt(false)
                .setOpen(List.of())
                .setMaybeSent(false)
                .setWithdrawable(List.of())
                .setFolded(List.of())
                .setCancelAsked(false);
    }
}
