package io.leadstream.streams.rules;

import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStatus;
import io.leadstream.schema.ResolvedLead;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Resolved leads and entries for tests of rules. */
final class ResolvedLeads {

    static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    private ResolvedLeads() {}

    /** A lead of list 101, whose campaign also owns 102. */
    static ResolvedLead.Builder of(Lead.Builder lead) {
        return ResolvedLead.newBuilder()
                .setLeadId(9)
                .setEventId("e9")
                .setAccount("acme")
                .setDialect("avro")
                .setSubmittedAt(NOW)
                .setPhone("17275551111")
                .setListId("101")
                .setRouteListId("101")
                .setCampaign("TESTCAMP")
                .setCampaignLists(List.of("101", "102"))
                .setRoutingVersion(7)
                .setLead(lead.build());
    }

    /** An earlier lead of Bob Wilson. */
    static LeadEntry.Builder entry(long leadId, String list, Duration age) {
        return LeadEntry.newBuilder()
                .setLeadId(leadId)
                .setListId(list)
                .setAccount("acme")
                .setSubmittedAt(NOW.minus(age))
                .setFirstName("Bob")
                .setLastName("Wilson")
                .setStatus(LeadStatus.ROUTED);
    }
}
