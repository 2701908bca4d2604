package io.leadstream.streams.rules;

import io.leadstream.schema.Campaign;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One version of the routing, indexed by what leads name. */
public final class RoutingView {

    private final Routing routing;
    private final Map<String, LeadList> lists = new HashMap<>();
    private final Map<String, LeadList> listsByName = new HashMap<>();
    private final Map<String, LeadList> listsByType = new HashMap<>();
    private final Map<String, List<String>> listsByCampaign;
    private final Map<String, Campaign> campaigns = new HashMap<>();
    private final Map<String, Vendor> vendors = new HashMap<>();

    private RoutingView(Routing routing) {
        this.routing = routing;
        routing.getCampaigns().forEach(campaign -> campaigns.put(campaign.getId(), campaign));
        routing.getVendors().forEach(vendor -> vendors.put(vendor.getId(), vendor));
        for (LeadList list : routing.getLists()) {
            lists.put(list.getId(), list);
            list.getListName().ifPresent(name -> listsByName.put(nameKey(list.getCampaign(), name), list));
            list.getType().ifPresent(type -> listsByType.put(type, list));
        }
        listsByCampaign = routing.getLists().stream()
                .collect(Collectors.groupingBy(
                        LeadList::getCampaign, Collectors.mapping(LeadList::getId, Collectors.toUnmodifiableList())));
    }

    public static RoutingView of(Routing routing) {
        return new RoutingView(routing);
    }

    /** Counts up with each version applied. */
    public long version() {
        return routing.getVersion();
    }

    /** The list of leads that name none. */
    public Optional<LeadList> defaultList() {
        return list(routing.getDefaultList());
    }

    public Optional<LeadList> list(String id) {
        return Optional.ofNullable(lists.get(id));
    }

    /** The list that a campaign calls by a name. */
    public Optional<LeadList> listNamed(String campaign, String name) {
        return Optional.ofNullable(listsByName.get(nameKey(campaign, name)));
    }

    /** The list of a lead type. */
    public Optional<LeadList> listOfType(String type) {
        return Optional.ofNullable(listsByType.get(type));
    }

    public Optional<Campaign> campaign(String id) {
        return Optional.ofNullable(campaigns.get(id));
    }

    public Optional<Vendor> vendor(String id) {
        return Optional.ofNullable(vendors.get(id));
    }

    /** Every vendor. */
    public List<Vendor> vendors() {
        return routing.getVendors();
    }

    /** The first vendor that speaks a dialect. */
    public Optional<Vendor> vendorSpeaking(String dialect) {
        return routing.getVendors().stream()
                .filter(vendor -> vendor.getDialect().equals(dialect))
                .findFirst();
    }

    /** Ids of the lists that a campaign owns. */
    public List<String> listsOf(String campaign) {
        return listsByCampaign.getOrDefault(campaign, List.of());
    }

    private static String nameKey(String campaign, String name) {
        return campaign + '\n' + name;
    }
}
