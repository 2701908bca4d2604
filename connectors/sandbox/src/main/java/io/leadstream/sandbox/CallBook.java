package io.leadstream.sandbox;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Reports;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.LeadList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The agents and calls that a vendor has to report, and the campaigns that its calls name. Not thread-safe. */
final class CallBook implements Reports {

    private final Map<String, Agent> agents = new LinkedHashMap<>();
    private final List<CallRecord> calls = new ArrayList<>();

    /** Adds an agent, or changes the one of the same id. */
    void add(Agent agent) {
        agents.put(agent.getAgentId(), agent);
    }

    void add(CallRecord call) {
        calls.add(call);
    }

    /** Forgets every agent and call. */
    void clear() {
        agents.clear();
        calls.clear();
    }

    @Override
    public List<Agent> agents(Account account, boolean all) {
        return agents.values().stream()
                .filter(agent -> all || agent.getOwner().equals(java.util.Optional.of(account.name())))
                .toList();
    }

    @Override
    public List<CallRecord> calls(Account account, Instant from, Instant to) {
        return calls.stream()
                .filter(call -> !call.getCalledAt().isBefore(from)
                        && !call.getCalledAt().isAfter(to))
                .sorted(Comparator.comparing(CallRecord::getCalledAt))
                .toList();
    }

    @Override
    public List<Listing> campaigns(Account account, boolean all) {
        Map<String, Listing> listings = new LinkedHashMap<>();
        for (CallRecord call : calls) {
            call.getCampaign().ifPresent(id -> listings.putIfAbsent(id, listing(id, call)));
        }
        return List.copyOf(listings.values());
    }

    private static Listing listing(String id, CallRecord call) {
        Campaign campaign = Campaign.newBuilder()
                .setId(id)
                .setName(call.getCampaignName().orElse(id))
                .build();
        List<LeadList> lists = call.getListId().stream()
                .map(list -> LeadList.newBuilder()
                        .setId(list)
                        .setName(call.getListName().orElse(list))
                        .setCampaign(id)
                        .setVendors(List.of())
                        .build())
                .toList();
        return new Listing(campaign, lists);
    }
}
