package io.leadstream.streams.rules;

import io.leadstream.schema.Campaign;
import io.leadstream.schema.DncCheck;
import io.leadstream.schema.DncEntry;
import io.leadstream.schema.DncHit;
import io.leadstream.schema.DncListing;
import io.leadstream.schema.DncLookup;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import io.leadstream.schema.ResolvedLead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a number must not be called: the system's list first, then those of campaigns (pipeline.md, Screen). */
public final class ScreenRule {

    /** The system's own list. */
    static final String SYSTEM = "";

    /** What is listed. */
    public interface Lists {

        /** The entry of a phone's identity. */
        Optional<DncEntry> number(String phone);

        /** The entry of three digits of the North American Numbering Plan. */
        Optional<DncEntry> areaCode(String digits);
    }

    private ScreenRule() {}

    /**
     * The lists to look a lead up in: those it asks for and those that the campaign of its list asks for. Its own check of
     * a campaign's list means the campaign it names, and only else that of its list (rulings.md, croco).
     */
    public static List<DncLookup> lookups(Lead lead, Optional<Campaign> campaign) {
        LeadSettings asked = lead.getSettings();
        Map<String, DncCheck> lists = new LinkedHashMap<>();
        add(lists, SYSTEM, asked.getDncCheck());
        campaign.ifPresent(owner -> add(lists, SYSTEM, owner.getDncCheck()));
        lead.getCampaign()
                .or(() -> campaign.map(Campaign::getId))
                .ifPresent(named -> add(lists, named, asked.getCampaignDncCheck()));
        campaign.ifPresent(owner -> add(lists, owner.getId(), owner.getCampaignDncCheck()));
        return lookups(lists);
    }

    /** All that either asks for. */
    static List<DncLookup> union(List<DncLookup> some, List<DncLookup> others) {
        Map<String, DncCheck> lists = new LinkedHashMap<>();
        some.forEach(lookup -> add(lists, lookup.getList(), lookup.getCheck()));
        others.forEach(lookup -> add(lists, lookup.getList(), lookup.getCheck()));
        return lookups(lists);
    }

    /** The verdict on a lead. */
    public static Verdict screen(ResolvedLead lead, Lists lists) {
        return listed(lead.getPhone(), lead.getConditions().getDnc(), lists)
                .<Verdict>map(hit -> new Verdict.Reject(lead, List.of(rejection(hit))))
                .orElseGet(() -> new Verdict.Pass(lead));
    }

    /** The first entry that names a phone. */
    public static Optional<DncHit> listed(String phone, List<DncLookup> lookups, Lists lists) {
        if (lookups.isEmpty()) {
            return Optional.empty();
        }
        Optional<DncEntry> number = lists.number(phone);
        for (DncLookup lookup : lookups) {
            Optional<DncHit> hit = number.flatMap(entry -> hit(entry, lookup, false));
            if (hit.isEmpty() && lookup.getCheck() == DncCheck.AREA_CODE) {
                hit = CalledParty.northAmerican(phone)
                        .flatMap(digits -> lists.areaCode(digits.substring(0, 3)))
                        .flatMap(entry -> hit(entry, lookup, true));
            }
            if (hit.isPresent()) {
                return hit;
            }
        }
        return Optional.empty();
    }

    private static Optional<DncHit> hit(DncEntry entry, DncLookup lookup, boolean areaCode) {
        if (!entry.getListedBy().contains(lookup.getList())) {
            return Optional.empty();
        }
        DncListing listing = entry.getListings().stream()
                .filter(each -> each.getListedBy().equals(lookup.getList()))
                .findFirst()
                .orElseGet(() -> DncListing.newBuilder()
                        .setListedBy(lookup.getList())
                        .setSource(entry.getSource().orElse(null))
                        .setVersion(entry.getVersion().orElse(null))
                        .setListedAt(entry.getListedAt())
                        .build());
        return Optional.of(DncHit.newBuilder()
                .setListedBy(lookup.getList())
                .setAreaCode(areaCode)
                .setSource(listing.getSource().orElse(null))
                .setVersion(listing.getVersion().orElse(null))
                .setListedAt(listing.getListedAt())
                .build());
    }

    private static Rejection rejection(DncHit hit) {
        boolean system = hit.getListedBy().equals(SYSTEM);
        return Rejection.newBuilder()
                .setReason(system ? Reason.DNC : Reason.CAMPAIGN_DNC)
                .setDetail(system ? null : hit.getListedBy())
                .setDnc(hit)
                .build();
    }

    /** Of two checks of one list the one that looks further holds. */
    private static void add(Map<String, DncCheck> lists, String list, DncCheck check) {
        switch (check) {
            case NONE, UNKNOWN -> {}
            case NUMBER -> lists.putIfAbsent(list, check);
            case AREA_CODE -> lists.put(list, check);
        }
    }

    private static List<DncLookup> lookups(Map<String, DncCheck> lists) {
        return lists.entrySet().stream()
                .map(list -> DncLookup.newBuilder()
                        .setList(list.getKey())
                        .setCheck(list.getValue())
                        .build())
                .toList();
    }
}
