package io.leadstream.streams.judge;

import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.ResolvedLead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Leads over few phones that get in each other's way: with and without alt phones, with any of the twelve checks or none. */
public final class Crowd {

    private static final DuplicateMatchOn[] KINDS = {
        DuplicateMatchOn.PHONE,
        DuplicateMatchOn.PHONE_OR_ALT,
        DuplicateMatchOn.TITLE_ALT_PHONE,
        DuplicateMatchOn.NAME_PHONE
    };
    private static final DuplicateScope[] SCOPES = {DuplicateScope.LIST, DuplicateScope.CAMPAIGN, DuplicateScope.SYSTEM
    };

    private final Random random;
    private final int phones;
    private final List<String> lists;

    /**
     * A crowd.
     *
     * @param phones how many phones they share, at most 10,000
     * @param lists the lists they go to
     */
    public Crowd(long seed, int phones, List<String> lists) {
        this.random = new Random(seed);
        this.phones = phones;
        this.lists = List.copyOf(lists);
    }

    /** The next lead. */
    public Lead next() {
        Optional<String> alt = random.nextInt(100) < 60 ? Optional.of(phone()) : Optional.empty();
        return Lead.newBuilder()
                .setPhone(phone())
                .setAltPhone(alt.orElse(null))
                .setTitle(random.nextInt(4) == 0 ? null : random.nextBoolean() ? "Mr" : "Ms")
                .setFirstName(random.nextBoolean() ? "Bob" : "bob")
                .setLastName(random.nextInt(3) == 0 ? "Wilson" : "Smith")
                .setListId(lists.get(random.nextInt(lists.size())))
                .setSettings(
                        LeadSettings.newBuilder().setDuplicateChecks(checks()).build())
                .build();
    }

    /**
     * A lead of a crowd as the pipeline resolves it.
     *
     * @param campaignLists the lists of its list's campaign
     */
    public static ResolvedLead resolved(
            Lead lead, long leadId, String eventId, Instant at, List<String> campaignLists) {
        String phone = "1" + lead.getPhone().orElseThrow();
        return ResolvedLead.newBuilder()
                .setLeadId(leadId)
                .setEventId(eventId)
                .setAccount("crowd")
                .setDialect("avro")
                .setSubmittedAt(at)
                .setPhone(phone)
                .setAltPhone(lead.getAltPhone()
                        .map(alt -> "1" + alt)
                        .filter(alt -> !alt.equals(phone))
                        .orElse(null))
                .setListId(lead.getListId().orElseThrow())
                .setRouteListId(lead.getListId().orElseThrow())
                .setCampaignLists(campaignLists)
                .setRoutingVersion(1)
                .setLead(lead)
                .build();
    }

    private List<DuplicateCheck> checks() {
        List<DuplicateCheck> checks = new ArrayList<>();
        int count = List.of(0, 1, 1, 1, 2).get(random.nextInt(5));
        for (int i = 0; i < count; i++) {
            checks.add(DuplicateCheck.newBuilder()
                    .setMatchOn(KINDS[random.nextInt(KINDS.length)])
                    .setScope(SCOPES[random.nextInt(SCOPES.length)])
                    .setWindowDays(random.nextInt(3))
                    .build());
        }
        return checks;
    }

    private String phone() {
        return "212555%04d".formatted(random.nextInt(phones));
    }
}
