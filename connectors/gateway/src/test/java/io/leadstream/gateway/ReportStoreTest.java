package io.leadstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Account;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final ReportStore store = new ReportStore(() -> NOW);
    private final Account all = account(Set.of(), Set.of());

    @Test
    void agentsAreTheAccountsOwnOrAllThatItMaySee() {
        store.agent("v:1", agent("1", "AFFILIATE001"));
        store.agent("v:2", agent("2", "AFFILIATE002"));
        store.agent("v:3", agent("3", ""));
        store.agent("v:4", agent("4", "acme"));
        Account limited = account(Set.of(), Set.of("A"));

        assertThat(ids(store.agents(all, false))).containsExactly("1", "4");
        assertThat(ids(store.agents(all, true))).containsExactly("1", "2", "3", "4");
        assertThat(ids(store.agents(limited, false))).containsExactly("1", "4");
        assertThat(ids(store.agents(limited, true))).containsExactly("1", "3", "4");

        store.agent("v:1", null);
        assertThat(ids(store.agents(all, false))).containsExactly("4");
    }

    @Test
    void callsAreThoseOfTheTimeAskedForOldestFirst() {
        store.call("v:2", call("2", NOW.minusSeconds(20), "A"));
        store.call("v:1", call("1", NOW.minusSeconds(30), "A"));
        store.call("w:3", call("3", NOW.minusSeconds(20), "B"));
        store.call("v:4", call("4", NOW.minusSeconds(10), "A"));

        assertThat(calls(all, NOW.minusSeconds(30), NOW.minusSeconds(20))).containsExactly("1", "2", "3");
        assertThat(calls(all, NOW.minusSeconds(29), NOW)).containsExactly("2", "3", "4");
        assertThat(calls(all, NOW, NOW.minusSeconds(29))).isEmpty();
        assertThat(calls(account(Set.of(), Set.of("B")), Instant.MIN, Instant.MAX))
                .containsExactly("3");
    }

    @Test
    void aCallThatIsReportedAgainCountsOnce() {
        store.call("v:1", call("1", NOW.minusSeconds(30), "A"));
        store.call("v:1", call("1", NOW.minusSeconds(5), "A"));

        assertThat(calls(all, Instant.MIN, Instant.MAX)).containsExactly("1");
        store.call("v:1", null);
        assertThat(calls(all, Instant.MIN, Instant.MAX)).isEmpty();
    }

    @Test
    void memoryIsBoundedByTimeAndByNumber() {
        store.call("v:old", call("old", NOW.minus(ReportStore.KEPT).minusSeconds(1), "A"));
        assertThat(calls(all, Instant.MIN, Instant.MAX)).isEmpty();

        for (int i = 0; i < ReportStore.MOST_CALLS + 10; i++) {
            store.call("v:" + i, call("" + i, NOW.minus(Duration.ofSeconds(200_000 - i)), "A"));
        }
        assertThat(calls(all, Instant.MIN, Instant.MAX))
                .hasSize(ReportStore.MOST_CALLS)
                .startsWith("10");
    }

    @Test
    void campaignsAreTheAccountsOwnOrAllThatItMaySeeWithTheListsItMayUse() {
        store.routing(Routing.newBuilder()
                .setVersion(1)
                .setAppliedAt(NOW)
                .setCampaigns(
                        List.of(campaign("A", "AFFILIATE001"), campaign("B", "AFFILIATE002"), campaign("C", null)))
                .setLists(List.of(list("1", "A"), list("2", "A"), list("3", "B"), list("4", "C")))
                .setVendors(List.of())
                .build());

        assertThat(campaigns(all, false)).containsExactly("A 2");
        assertThat(campaigns(all, true)).containsExactly("A 2", "B 1", "C 1");
        assertThat(campaigns(account(Set.of(), Set.of("B")), true)).containsExactly("B 1");
        assertThat(campaigns(account(Set.of("2"), Set.of()), true)).containsExactly("A 1");
        assertThat(campaigns(account(Set.of("4"), Set.of("B")), true)).isEmpty();
    }

    private List<String> calls(Account account, Instant from, Instant to) {
        return store.calls(account, from, to).stream()
                .map(CallRecord::getCallId)
                .toList();
    }

    private List<String> campaigns(Account account, boolean showAll) {
        return store.campaigns(account, showAll).stream()
                .map(listing ->
                        listing.campaign().getId() + " " + listing.lists().size())
                .toList();
    }

    private static List<String> ids(List<Agent> agents) {
        return agents.stream().map(Agent::getAgentId).toList();
    }

    private static Account account(Set<String> lists, Set<String> campaigns) {
        return new Account("acme", "infocu5", "AFFILIATE001", "1", "UTC", Set.of(), Set.of(), lists, campaigns);
    }

    private static Agent agent(String id, String owner) {
        return Agent.newBuilder()
                .setVendor("v")
                .setAgentId(id)
                .setOwner(owner)
                .setSeenAt(NOW)
                .build();
    }

    private static CallRecord call(String id, Instant at, String campaign) {
        return CallRecord.newBuilder()
                .setVendor("v")
                .setCallId(id)
                .setCalledAt(at)
                .setCampaign(campaign)
                .build();
    }

    private static Campaign campaign(String id, @org.jspecify.annotations.Nullable String owner) {
        return Campaign.newBuilder().setId(id).setName(id).setOwner(owner).build();
    }

    private static LeadList list(String id, String campaign) {
        return LeadList.newBuilder()
                .setId(id)
                .setName(id)
                .setCampaign(campaign)
                .setVendors(List.of())
                .build();
    }
}
