package io.leadstream.streams.rules;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.schema.RouteStrategy;
import io.leadstream.schema.Vendor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which vendors get a lead, and what of it. */
public final class RouteRule {

    private RouteRule() {}

    /**
     * The deliveries of a lead: one for each vendor of its list, or for one of them where the list is weighted.
     *
     * <p>A list that has gone since the lead was decided is routed as the default list is.
     */
    public static List<Delivery> route(ResolvedLead lead, RoutingView routing, Instant now) {
        Optional<LeadList> list = routing.list(lead.getRouteListId()).or(routing::defaultList);
        return list.map(found -> vendors(found, lead.getLeadId())).orElse(List.of()).stream()
                .flatMap(vendor -> routing.vendor(vendor.getVendor()).stream())
                .map(vendor -> delivery(lead, vendor, routing.version(), now))
                .toList();
    }

    private static List<ListVendor> vendors(LeadList list, long leadId) {
        return list.getStrategy() == RouteStrategy.WEIGHTED
                ? List.of(weighted(list.getVendors(), leadId))
                : list.getVendors();
    }

    /** The same lead always gets the same vendor, so that a replay routes alike. */
    private static ListVendor weighted(List<ListVendor> vendors, long leadId) {
        int total = vendors.stream().mapToInt(ListVendor::getWeight).sum();
        long point = Long.remainderUnsigned(spread(leadId), total);
        for (ListVendor vendor : vendors) {
            point -= vendor.getWeight();
            if (point < 0) {
                return vendor;
            }
        }
        throw new IllegalStateException("weights of a list add up to " + total);
    }

    /** Neighbouring ids land far apart: a multiplication by an odd constant and a fold of the upper half. */
    private static long spread(long id) {
        long mixed = id * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }

    private static Delivery delivery(ResolvedLead lead, Vendor vendor, long routingVersion, Instant now) {
        int maxAge = vendor.getLimits().getMaxAgeMinutes();
        return Delivery.newBuilder()
                .setDeliveryId(lead.getLeadId() + ":" + vendor.getId())
                .setKind(DeliveryKind.SEND)
                .setLeadId(lead.getLeadId())
                .setVendor(vendor.getId())
                .setPhone(lead.getPhone())
                .setLead(FieldMapping.of(vendor).apply(lead.getLead()))
                .setListId(lead.getListId())
                .setCampaign(lead.getCampaign().orElse(null))
                .setAttempts(0)
                .setVerify(false)
                .setReplay(false)
                .setPriority(lead.getLead().getSettings().getPriority())
                .setSubmittedAt(lead.getSubmittedAt())
                .setRoutedAt(now)
                // Time spent in hold is the producer's wish, so a delivery's age counts from its routing.
                .setExpiresAt(maxAge == 0 ? null : now.plus(Duration.ofMinutes(maxAge)))
                .setRoutingVersion(routingVersion)
                .setConditions(Conditions.ofDelivery(lead.getConditions()))
                .build();
    }
}
