package io.leadstream.dialect;

import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The intake of {@link Talk}, narrowed and furnished as an example's head says. */
record ExampleIntake(Example example, Intake accounts) implements Intake, Reports {

    @Override
    public Optional<Account> login(String name, String secret) {
        return accounts.login(name, secret).map(this::narrowed);
    }

    @Override
    public String newEventId() {
        return accounts.newEventId();
    }

    @Override
    public Reports reports() {
        return example.hasReports() ? this : Reports.NONE;
    }

    @Override
    public List<Agent> agents(Account account, boolean all) {
        return List.of(Agent.newBuilder()
                .setVendor("_UNIQUE_DIALER_ID_")
                .setAgentId("_AGENT_ID_")
                .setFirstName("First")
                .setLastName("Last")
                .setSeenAt(Talk.SUBMITTED)
                .build());
    }

    @Override
    public List<CallRecord> calls(Account account, Instant from, Instant to) {
        return List.of(CallRecord.newBuilder()
                .setVendor("_UNIQUE_DIALER_ID_")
                .setCallId("_CALL_ID_")
                .setCalledAt(Instant.parse("2022-01-01T20:58:19Z"))
                .setCampaign("_CAMPAIGN_ID_")
                .setCampaignName("Campaign Name")
                .setListId("_LIST_ID_")
                .setListName("List Name")
                .setAgentName("Agent Name")
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
                .build());
    }

    @Override
    public List<Listing> campaigns(Account account, boolean all) {
        Campaign campaign =
                Campaign.newBuilder().setId("1111").setName("Campaign Name").build();
        LeadList list = LeadList.newBuilder()
                .setId("111000")
                .setName("List Name")
                .setCampaign("1111")
                .setVendors(List.of(
                        ListVendor.newBuilder().setVendor("_UNIQUE_DIALER_ID_").build()))
                .build();
        return List.of(new Listing(campaign, List.of(list)));
    }

    private Account narrowed(Account account) {
        return new Account(
                account.id(),
                account.dialect(),
                account.name(),
                account.callingCode(),
                account.zone(),
                account.users(),
                words("functions"),
                words("lists"),
                words("campaigns"));
    }

    private Set<String> words(String name) {
        String value = example.account().getOrDefault(name, "");
        return Arrays.stream(value.split(",", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
