package io.leadstream.streams.rules;

import io.leadstream.schema.CalledPlace;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.Lead;
import io.leadstream.schema.ReleaseConditions;
import io.leadstream.schema.ResolvedLead;
import java.util.List;
import java.util.Optional;

/** What must hold whenever a lead leaves hold. */
public final class Conditions {

    private Conditions() {}

    /** Nothing but where the called party may be, until the list is known. */
    static ReleaseConditions at(List<CalledPlace> places) {
        return ReleaseConditions.newBuilder()
                .setDnc(List.of())
                .setCallingHours(false)
                .setPlaces(places)
                .setCampaignHours(List.of())
                .build();
    }

    /** What the lead asks for and what the campaign of its list does. */
    static ReleaseConditions of(Lead lead, Optional<Campaign> campaign, List<CalledPlace> places) {
        return ReleaseConditions.newBuilder()
                .setDnc(ScreenRule.lookups(lead, campaign))
                .setCallingHours(lead.getSettings().getLocalCallTimeCheck()
                        || campaign.filter(Campaign::getCallingHoursCheck).isPresent())
                .setPlaces(places)
                .setCampaignHours(campaign.map(Campaign::getCallingHours).orElse(List.of()))
                .build();
    }

    /** A lead held under one routing and released under another: what either asks for (correctness.md 12). */
    public static ReleaseConditions atRelease(ResolvedLead lead, Optional<RoutingView> routing) {
        ReleaseConditions decided = lead.getConditions();
        Optional<Campaign> campaign = routing.flatMap(view -> lead.getCampaign().flatMap(view::campaign));
        if (campaign.isEmpty()) {
            return decided;
        }
        ReleaseConditions now = of(lead.getLead(), campaign, decided.getPlaces());
        return ReleaseConditions.newBuilder(now)
                .setDnc(ScreenRule.union(decided.getDnc(), now.getDnc()))
                .setCallingHours(decided.getCallingHours() || now.getCallingHours())
                .build();
    }

    /** What of it a delivery carries: where the called party may be only if that is asked for. */
    static ReleaseConditions ofDelivery(ReleaseConditions conditions) {
        return conditions.getCallingHours()
                ? conditions
                : ReleaseConditions.newBuilder()
                        .setDnc(conditions.getDnc())
                        .setCallingHours(false)
                        .setPlaces(List.of())
                        .setCampaignHours(List.of())
                        .build();
    }
}
