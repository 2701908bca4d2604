package io.leadstream.streams.rules;

import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.Reason;
import java.util.Optional;

/**
 * Which list a lead belongs to: the id given; else by campaign and list name; else by type; else the default list. A
 * step applies only if its field is absent; given but unknown is a rejection (rulings.md, All dialects).
 */
final class ListRule {

    /** What came of it. */
    sealed interface Resolution {

        /** The lead's list. */
        record Found(LeadList list) implements Resolution {}

        /** A list that is not defined: the lead keeps its number and is routed like the default list (croco). */
        record Undefined(String id, LeadList routedAs) implements Resolution {}

        /** The value given is unknown. */
        record Unknown(Reason reason, String given) implements Resolution {}
    }

    private ListRule() {}

    static Resolution resolve(Lead lead, RoutingView routing) {
        Optional<String> id = lead.getListId();
        if (id.isPresent()) {
            return byId(id.get(), lead.getSettings().getUndefinedListAllowed(), routing);
        }
        Optional<String> name = lead.getListName();
        if (name.isPresent()) {
            return byName(lead.getCampaign().orElse(""), name.get(), routing);
        }
        Optional<String> type = lead.getType();
        if (type.isPresent()) {
            return found(routing.listOfType(type.get()), Reason.TYPE_UNKNOWN, type.get());
        }
        return found(routing.defaultList(), Reason.LIST_UNKNOWN, "");
    }

    private static Resolution byId(String id, boolean undefinedAllowed, RoutingView routing) {
        Optional<LeadList> list = routing.list(id);
        if (list.isEmpty() && undefinedAllowed && routing.defaultList().isPresent()) {
            return new Resolution.Undefined(id, routing.defaultList().get());
        }
        return found(list, Reason.LIST_UNKNOWN, id);
    }

    private static Resolution byName(String campaign, String name, RoutingView routing) {
        if (routing.campaign(campaign).isEmpty()) {
            return new Resolution.Unknown(Reason.CAMPAIGN_UNKNOWN, campaign);
        }
        return found(routing.listNamed(campaign, name), Reason.LIST_NAME_UNKNOWN, name);
    }

    private static Resolution found(Optional<LeadList> list, Reason otherwise, String given) {
        return list.<Resolution>map(Resolution.Found::new).orElseGet(() -> new Resolution.Unknown(otherwise, given));
    }
}
