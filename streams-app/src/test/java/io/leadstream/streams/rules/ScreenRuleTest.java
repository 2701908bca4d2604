package io.leadstream.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Campaign;
import io.leadstream.schema.DncCheck;
import io.leadstream.schema.DncEntry;
import io.leadstream.schema.DncHit;
import io.leadstream.schema.DncListing;
import io.leadstream.schema.DncLookup;
import io.leadstream.schema.Lead;
import io.leadstream.schema.Reason;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.Leads;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenRuleTest {

    /** The lead's checks, the campaign it names, and its list's campaign's checks; then the lists and how far they look. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "NONE, NONE, -, NONE, NONE, ''",
                "NUMBER, NONE, -, NONE, NONE, ':NUMBER'",
                "AREA_CODE, NONE, -, NUMBER, NONE, ':AREA_CODE'",
                "NONE, NONE, -, AREA_CODE, NONE, ':AREA_CODE'",
                "NONE, NUMBER, OTHER, NONE, NONE, 'OTHER:NUMBER'",
                "NONE, NUMBER, -, NONE, NONE, 'OWN:NUMBER'",
                "NUMBER, NUMBER, OTHER, NONE, NUMBER, ':NUMBER OTHER:NUMBER OWN:NUMBER'",
                "NONE, NUMBER, OWN, NONE, AREA_CODE, 'OWN:AREA_CODE'",
            })
    void theListsAreThoseThatTheLeadOrTheCampaignOfItsListAsksFor(
            DncCheck system, DncCheck campaign, String named, DncCheck always, DncCheck own, String lists) {
        Lead lead = Leads.valid()
                .setCampaign(named)
                .setSettings(Leads.settings()
                        .setDncCheck(system)
                        .setCampaignDncCheck(campaign)
                        .build())
                .build();
        Campaign owner = Campaign.newBuilder()
                .setId("OWN")
                .setName("Own")
                .setDncCheck(always)
                .setCampaignDncCheck(own)
                .build();
        assertThat(ScreenRule.lookups(lead, Optional.of(owner)))
                .extracting(lookup -> lookup.getList() + ":" + lookup.getCheck())
                .isEqualTo(lists.isEmpty() ? List.of() : Arrays.asList(lists.split(" ", -1)));
    }

    /** Who lists the number, who its area code, what is looked up; then who is found and whether by area code. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, ':AREA_CODE', -, false",
                "'', -, ':NUMBER', '', false",
                "C, -, ':NUMBER', -, false",
                "C, -, ':NUMBER C:NUMBER', C, false",
                "'C,', -, 'C:NUMBER :NUMBER', C, false",
                "-, '', ':NUMBER', -, false",
                "-, '', ':AREA_CODE', '', true",
                "-, C, ':AREA_CODE C:AREA_CODE', C, true",
                "C, '', ':AREA_CODE C:NUMBER', '', true",
            })
    void theFirstListThatNamesItDecides(String number, String area, String lookups, String by, boolean areaCode) {
        Optional<DncHit> hit = ScreenRule.listed("17275551111", lookups(lookups), lists(number, area));
        assertThat(hit.map(DncHit::getListedBy)).isEqualTo(Optional.ofNullable(by));
        assertThat(hit.map(DncHit::getAreaCode).orElse(false)).isEqualTo(areaCode);
    }

    @Test
    void anAreaCodeIsOneOfTheNorthAmericanPlan() {
        assertThat(ScreenRule.listed("447275551111", lookups(":AREA_CODE"), lists(null, "")))
                .isEmpty();
    }

    @Test
    void theRejectionNamesTheEntryAndTheVersionOfItsList() {
        DncEntry entry = DncEntry.newBuilder(entry("C,"))
                .setListings(List.of(DncListing.newBuilder()
                        .setListedBy("C")
                        .setSource("c.csv")
                        .setVersion("7")
                        .setListedAt(Instant.EPOCH)
                        .build()))
                .build();
        ResolvedLead lead = ResolvedLeads.of(Leads.valid())
                .setConditions(io.leadstream.schema.ReleaseConditions.newBuilder()
                        .setDnc(lookups("C:NUMBER"))
                        .build())
                .build();
        var rejection = ((Verdict.Reject) ScreenRule.screen(lead, lists(entry, null)))
                .reasons()
                .getFirst();
        assertThat(rejection.getReason()).isEqualTo(Reason.CAMPAIGN_DNC);
        assertThat(rejection.getDnc().orElseThrow())
                .extracting(
                        DncHit::getListedBy,
                        hit -> hit.getSource().orElse(""),
                        hit -> hit.getVersion().orElse(""))
                .containsExactly("C", "c.csv", "7");
        var system = ScreenRule.listed("17275551111", lookups(":NUMBER"), lists(entry, null))
                .orElseThrow();
        assertThat(system.getVersion()).as("of the entry itself").contains("1");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "17275551111, 17275551111",
                "+17275551111, 17275551111",
                "(727) 555-1111, 17275551111",
                "7275551111, 17275551111",
                "447700900001, 447700900001",
                "4407700900001, 447700900001",
                "727, -",
                "hello, -",
                "'', -",
            })
    void aKeyIsReadAsThePhoneItMeans(String key, String identity) {
        assertThat(DncKey.identity(key)).isEqualTo(Optional.ofNullable(identity));
    }

    private static List<DncLookup> lookups(String text) {
        return Arrays.stream(text.split(" ", -1))
                .map(each -> each.split(":", -1))
                .map(parts -> DncLookup.newBuilder()
                        .setList(parts[0])
                        .setCheck(DncCheck.valueOf(parts[1]))
                        .build())
                .toList();
    }

    private static ScreenRule.Lists lists(
            @org.jspecify.annotations.Nullable String number, @org.jspecify.annotations.Nullable String area) {
        return lists(number == null ? null : entry(number), area == null ? null : entry(area));
    }

    private static ScreenRule.Lists lists(
            @org.jspecify.annotations.Nullable DncEntry number, @org.jspecify.annotations.Nullable DncEntry area) {
        return new ScreenRule.Lists() {
            @Override
            public Optional<DncEntry> number(String phone) {
                return Optional.ofNullable(number);
            }

            @Override
            public Optional<DncEntry> areaCode(String digits) {
                return digits.equals("727") ? Optional.ofNullable(area) : Optional.empty();
            }
        };
    }

    private static DncEntry entry(String listedBy) {
        return DncEntry.newBuilder()
                .setListedBy(Arrays.asList(listedBy.split(",", -1)))
                .setSource("all.csv")
                .setVersion("1")
                .setListedAt(Instant.EPOCH)
                .build();
    }
}
