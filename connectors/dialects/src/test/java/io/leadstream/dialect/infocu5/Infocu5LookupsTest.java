package io.leadstream.dialect.infocu5;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Reports;
import io.leadstream.dialect.Role;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Talk;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** getAgents, getCalls and getCampaigns, with data and without. */
class Infocu5LookupsTest {

    private static final String MALFORMED =
            "{\"responseCode\":80,\"responseMessage\":\"Improperly formatted request (JSON format required)\"}";
    private static final Instant CALLED = Instant.parse("2022-01-01T20:58:19Z");
    private final Infocu5 infocu5 = new Infocu5();

    @Test
    void where_nothing_is_known_the_documented_codes_for_nothing_are_answered() {
        assertThat(nothing(Infocu5Examples.GET_AGENTS))
                .isEqualTo("{\"responseCode\":341,\"responseMessage\":\"No Agents available\"}");
        assertThat(nothing(Infocu5Examples.GET_CALLS))
                .isEqualTo("{\"responseCode\":340,\"responseMessage\":\"No Calls found\"}");
        assertThat(nothing(Infocu5Examples.GET_CAMPAIGNS))
                .isEqualTo("{\"responseCode\":340,\"responseMessage\":\"No Campaigns available\"}");
    }

    @Test
    void agents_are_listed_as_the_example_shows() {
        assertThat(ask(Infocu5Examples.GET_AGENTS))
                .isEqualTo(
                        "{\"responseCode\":1,\"responseMessage\":\"Success\",\"responseDetails\":[{\"agentID\":\"A1\","
                                + "\"agentNameFirst\":\"First\",\"agentNameLast\":\"Last\"}]}");
        assertThat(ask(Infocu5Examples.GET_AGENTS.replace("\"y\"", "\"n\"")))
                .isEqualTo("{\"responseCode\":341,\"responseMessage\":\"No Agents available\"}");
    }

    @Test
    void calls_are_keyed_by_their_id_as_the_example_shows() {
        assertThat(ask(Infocu5Examples.GET_CALLS))
                .isEqualTo("{\"responseCode\":1,\"responseMessage\":\"Success\",\"responseDetails\":{\"C1\":{"
                        + "\"callDate\":\"2022-01-01T20:58:19+00:00\",\"callCampaignID\":\"1111\","
                        + "\"callCampaignName\":\"Campaign Name\",\"callListID\":\"111000\",\"callListName\":\"List Name\","
                        + "\"callAgentName\":\"First Last\",\"callContact\":\"Contact Name\",\"callType\":\"Inbound\","
                        + "\"callNumberInbound\":\"8885551212\",\"callNumberOutbound\":\"8885551313\","
                        + "\"callTime\":\"00:20:27\",\"callQueueTime\":\"00:01:49\",\"callTalkTime\":\"00:24:07\","
                        + "\"callHoldTime\":\"00:00:00\",\"callHandleTime\":\"00:18:37\","
                        + "\"callAfterCallWorkTime\":\"00:00:03\"}}}");
    }

    @Test
    void campaigns_are_listed_as_the_example_shows() {
        assertThat(ask(Infocu5Examples.GET_CAMPAIGNS))
                .isEqualTo("{\"responseCode\":1,\"responseMessage\":\"Success\",\"responseDetails\":[{"
                        + "\"campaignID\":\"1111\",\"campaignName\":\"Campaign Name\",\"campaignProducts\":[{"
                        + "\"listID\":\"111000\",\"listName\":\"List Name\",\"listMapping\":[{\"dialerID\":\"croco\","
                        + "\"dialerName\":\"croco\",\"fields\":[\"leadNameFirst\",\"leadNameLast\",\"leadAddress\","
                        + "\"leadAddress2\",\"leadCity\",\"leadState\",\"leadZip\",\"leadCountry\",\"leadPhone\","
                        + "\"leadPhone2\",\"leadEmail\",\"leadIPAddress\",\"leadCompany\",\"leadGender\","
                        + "\"leadCCNumber\",\"leadProductList\"]}]}]}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'filterCampaigns':['1111'] | true",
                "'filterCampaigns':[1111,5] | true",
                "'filterCampaigns':['5'] | false",
                "'filterCampaigns':[] | true",
                "'filterAgents':['A1'] | true",
                "'filterAgents':['A2'] | false",
                "'filterAgents':['A1'],'filterCampaigns':['5'] | false",
            })
    void calls_are_filtered_by_campaign_and_by_the_agents_name(String filter, boolean found) {
        assertThat(ask(with(filter))).contains(found ? "\"C1\"" : "\"responseCode\":340");
    }

    @ParameterizedTest
    @CsvSource({
        "2022-01-01T20:58:19+00:00,2022-01-01T20:58:19+00:00,true",
        "2022-01-01T21:58:19+01:00,2022-01-02T00:00:00Z,true",
        "2022-01-01T20:58:20+00:00,2022-01-02T00:00:00+00:00,false",
        "2022-01-01T00:00:00+00:00,2022-01-01T20:58:18+00:00,false",
    })
    void both_ends_of_the_range_count_in(String from, String to, boolean found) {
        String call = Infocu5Examples.GET_CALLS
                .replace("2022-01-01T00:00:00+00:00", from)
                .replace("2022-01-01T23:59:59+00:00", to);
        assertThat(ask(call)).contains(found ? "\"C1\"" : "\"responseCode\":340");
    }

    @Test
    void who_may_only_look_submits_nothing_and_who_may_only_submit_sees_nothing() {
        String add = "{\"affiliateID\":\"AFFILIATE001\",\"affiliateKey\":\"" + Talk.INFOCU5_KEY
                + "\",\"dialerFunction\":\"addLeads\",\"campaignID\":\"1111\",\"listID\":\"111000\","
                + "\"leads\":[{\"leadPhone\":\"7275551111\"}]}";
        String login = nothing(add.replace(Talk.INFOCU5_KEY, "another"));
        assertThat(login).contains("\"responseCode\":");

        assertThat(as(Role.VIEW, add)).isEqualTo(login);
        assertThat(as(Role.SUBMIT, Infocu5Examples.GET_AGENTS)).isEqualTo(login);
        assertThat(as(Role.SUBMIT, Infocu5Examples.GET_CALLS)).isEqualTo(login);
        assertThat(as(Role.SUBMIT, Infocu5Examples.GET_CAMPAIGNS)).isEqualTo(login);
        assertThat(as(Role.VIEW, Infocu5Examples.GET_CALLS)).isNotEqualTo(login);
        assertThat(infocu5.accept(Talk.post("/dialer/", "", "application/json", add), having(Role.SUBMIT)))
                .isInstanceOf(Submission.Offered.class);
    }

    private String as(Role role, String body) {
        return Talk.answered(infocu5.accept(Talk.post("/dialer/", "", "application/json", body), having(role)))
                .text();
    }

    private static Intake having(Role role) {
        Account all = Talk.INFOCU5;
        return Talk.intake(Map.of(
                "AFFILIATE001 " + Talk.INFOCU5_KEY,
                new Account(
                        all.id(),
                        all.dialect(),
                        all.name(),
                        all.callingCode(),
                        all.zone(),
                        all.users(),
                        all.functions(),
                        all.lists(),
                        all.campaigns(),
                        Set.of(role))));
    }

    @Test
    void what_is_missing_or_unreadable_is_80() {
        assertThat(ask(Infocu5Examples.GET_AGENTS.replace("showAll", "showall")))
                .isEqualTo(MALFORMED);
        assertThat(ask(Infocu5Examples.GET_CAMPAIGNS.replace("\"y\"", "\"maybe\"")))
                .isEqualTo(MALFORMED);
        assertThat(ask(Infocu5Examples.GET_CALLS.replace("dateEnd", "date"))).isEqualTo(MALFORMED);
        assertThat(ask(Infocu5Examples.GET_CALLS.replace("+00:00", ""))).isEqualTo(MALFORMED);
        assertThat(ask(with("'filterAgents':'A1'"))).isEqualTo(MALFORMED);
        assertThat(ask(with("'filterCampaigns':[{}]"))).isEqualTo(MALFORMED);
    }

    private static String with(String filter) {
        return Infocu5Examples.GET_CALLS.replace(
                "\"dialerFunction\"", filter.replace('\'', '"') + ",\"dialerFunction\"");
    }

    private String nothing(String body) {
        return Talk.answered(infocu5.accept(Talk.post("/dialer/", "", "application/json", body), Talk.intake()))
                .text();
    }

    private String ask(String body) {
        return Talk.answered(infocu5.accept(Talk.post("/dialer/", "", "application/json", body), new Knowing()))
                .text();
    }

    /** An intake that knows one agent, one call and one campaign, none of them the account's own. */
    private static final class Knowing implements Intake, Reports {

        private final Intake accounts = Talk.intake();

        @Override
        public Optional<Account> login(String name, String secret) {
            return accounts.login(name, secret);
        }

        @Override
        public String newEventId() {
            return accounts.newEventId();
        }

        @Override
        public Reports reports() {
            return this;
        }

        @Override
        public List<Agent> agents(Account account, boolean all) {
            Agent agent = Agent.newBuilder()
                    .setVendor("v")
                    .setAgentId("A1")
                    .setFirstName("First")
                    .setLastName("Last")
                    .setSeenAt(CALLED)
                    .build();
            return all ? List.of(agent) : List.of();
        }

        @Override
        public List<CallRecord> calls(Account account, Instant from, Instant to) {
            CallRecord call = CallRecord.newBuilder()
                    .setVendor("v")
                    .setCallId("C1")
                    .setCalledAt(CALLED)
                    .setCampaign("1111")
                    .setCampaignName("Campaign Name")
                    .setListId("111000")
                    .setListName("List Name")
                    .setAgentName("First Last")
                    .setContact("Contact Name")
                    .setCallType("Inbound")
                    .setInboundNumber("8885551212")
                    .setOutboundNumber("8885551313")
                    .setCallSeconds(1227)
                    .setQueueSeconds(109)
                    .setTalkSeconds(1447)
                    .setHoldSeconds(0)
                    .setHandleSeconds(1117)
                    .setAfterCallSeconds(3)
                    .build();
            return from.isAfter(CALLED) || to.isBefore(CALLED) ? List.of() : List.of(call);
        }

        @Override
        public List<Listing> campaigns(Account account, boolean all) {
            LeadList list = LeadList.newBuilder()
                    .setId("111000")
                    .setName("List Name")
                    .setCampaign("1111")
                    .setVendors(
                            List.of(ListVendor.newBuilder().setVendor("croco").build()))
                    .build();
            Campaign campaign =
                    Campaign.newBuilder().setId("1111").setName("Campaign Name").build();
            return List.of(new Listing(campaign, List.of(list)));
        }
    }
}
