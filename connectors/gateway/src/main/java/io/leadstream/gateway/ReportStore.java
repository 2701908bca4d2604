package io.leadstream.gateway;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Reports;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.Routing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What vendors reported and what routing says, in memory, and who may see which part of it.
 *
 * <p>An account sees what is its own, which is what names its id or its login name as owner; beyond that what its
 * configuration does not keep from it: campaigns and calls by the campaigns and lists that it may use, agents of others
 * only if it may use everything, agents of nobody in any case.
 *
 * <p>Memory is bounded: calls older than {@link #KEPT} are forgotten, and of the others the newest {@link #MOST_CALLS} are
 * kept.
 */
final class ReportStore implements Reports {

    /** Calls made longer ago are not answered. */
    static final Duration KEPT = Duration.ofDays(31);

    /** More calls than these are not kept, some 60 MB. */
    static final int MOST_CALLS = 100_000;

    /** Oldest first; calls of one moment by their key. */
    private record Place(Instant at, String key) {}

    private final InstantSource clock;
    private final NavigableMap<String, Agent> agents = new TreeMap<>();
    private final NavigableMap<Place, CallRecord> calls =
            new TreeMap<>(Comparator.comparing(Place::at).thenComparing(Place::key));
    private final Map<String, Place> places = new HashMap<>();
    private Optional<Routing> routing = Optional.empty();

    ReportStore(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes what was reported of an agent; null forgets it. */
    synchronized void agent(String key, @Nullable Agent agent) {
        if (agent == null) {
            agents.remove(key);
        } else {
            agents.put(key, agent);
        }
    }

    /** Takes what was reported of a call; null forgets it. */
    synchronized void call(String key, @Nullable CallRecord call) {
        Place before = places.remove(key);
        if (before != null) {
            calls.remove(before);
        }
        if (call != null) {
            Place place = new Place(call.getCalledAt(), key);
            places.put(key, place);
            calls.put(place, call);
        }
        Instant oldest = clock.instant().minus(KEPT);
        while (!calls.isEmpty()
                && (calls.size() > MOST_CALLS || calls.firstKey().at().isBefore(oldest))) {
            places.remove(calls.pollFirstEntry().getKey().key());
        }
    }

    /** Takes a version of the routing. */
    synchronized void routing(Routing current) {
        routing = Optional.of(current);
    }

    @Override
    public synchronized List<Agent> agents(Account account, boolean all) {
        return agents.values().stream()
                .filter(agent ->
                        isOwn(agent.getOwner(), account) || (all && (isNobodys(agent) || isUnlimited(account))))
                .toList();
    }

    @Override
    public synchronized List<CallRecord> calls(Account account, Instant from, Instant to) {
        Instant oldest = clock.instant().minus(KEPT);
        Instant first = from.isBefore(oldest) ? oldest : from;
        if (first.isAfter(to)) {
            return List.of();
        }
        return calls.tailMap(new Place(first, ""), true).values().stream()
                .takeWhile(call -> !call.getCalledAt().isAfter(to))
                .filter(call -> isVisible(call, account))
                .toList();
    }

    @Override
    public synchronized List<Listing> campaigns(Account account, boolean all) {
        return routing.stream()
                .flatMap(current -> current.getCampaigns().stream()
                        .filter(campaign -> account.mayUseCampaign(campaign.getId()))
                        .filter(campaign -> all || isOwn(campaign.getOwner(), account))
                        .map(campaign -> new Listing(campaign, lists(current, campaign, account))))
                .filter(listing -> account.lists().isEmpty() || !listing.lists().isEmpty())
                .toList();
    }

    private static List<LeadList> lists(Routing routing, Campaign campaign, Account account) {
        return routing.getLists().stream()
                .filter(list -> list.getCampaign().equals(campaign.getId()) && account.mayUseList(list.getId()))
                .toList();
    }

    private static boolean isVisible(CallRecord call, Account account) {
        return account.mayUseCampaign(call.getCampaign().orElse(""))
                && account.mayUseList(call.getListId().orElse(""));
    }

    private static boolean isOwn(Optional<String> owner, Account account) {
        return owner.filter(name -> !name.isBlank() && (name.equals(account.id()) || name.equals(account.name())))
                .isPresent();
    }

    private static boolean isNobodys(Agent agent) {
        return agent.getOwner().filter(owner -> !owner.isBlank()).isEmpty();
    }

    private static boolean isUnlimited(Account account) {
        return account.lists().isEmpty() && account.campaigns().isEmpty();
    }
}
