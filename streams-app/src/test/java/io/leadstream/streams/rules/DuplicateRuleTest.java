package io.leadstream.streams.rules;

import static io.leadstream.schema.DuplicateMatchOn.NAME_PHONE;
import static io.leadstream.schema.DuplicateMatchOn.PHONE;
import static io.leadstream.schema.DuplicateScope.CAMPAIGN;
import static io.leadstream.schema.DuplicateScope.LIST;
import static io.leadstream.schema.DuplicateScope.SYSTEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadStatus;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.Leads;
import io.leadstream.streams.Routings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuplicateRuleTest {

    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @CsvSource({
        "LIST, 101, true",
        "LIST, 102, false",
        "LIST, 201, false",
        "CAMPAIGN, 101, true",
        "CAMPAIGN, 102, true",
        "CAMPAIGN, 201, false",
        "SYSTEM, 101, true",
        "SYSTEM, 201, true",
    })
    void theScopeSaysWhereAnEarlierLeadCounts(DuplicateScope scope, String earlierList, boolean hit) {
        assertThat(hits(check(PHONE, scope, 0), entry(1, earlierList, DAY))).isEqualTo(hit);
    }

    @ParameterizedTest
    @CsvSource({
        "0, P3650D, true",
        "1, PT23H59M59.999S, true",
        "1, PT24H, false",
        "90, P89DT23H59M59.999S, true",
        "90, P90D, false",
        "1, PT-5S, true",
    })
    void theWindowCountsLeadsStrictlyYoungerThanItsDays(int days, Duration age, boolean hit) {
        assertThat(hits(check(PHONE, SYSTEM, days), entry(1, "101", age))).isEqualTo(hit);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"Bob, Wilson, true", "BOB, wilson, true", "Bob , Wilson, true", "Rob, Wilson, false", "-, -, false"
            })
    void namesCompareWithoutRegardToCase(String first, String last, boolean hit) {
        ResolvedLead lead = ResolvedLeads.of(Leads.checked(check(NAME_PHONE, SYSTEM, 0))
                        .setFirstName(first)
                        .setLastName(last))
                .build();
        assertThat(DuplicateRule.match(lead, List.of(entry(1, "101", DAY))) instanceof Verdict.Reject)
                .isEqualTo(hit);
    }

    @Test
    void theNewestOfSeveralMatchesIsNamed() {
        DuplicateHit hit = hit(check(PHONE, SYSTEM, 0), entry(5, "102", DAY), entry(3, "101", DAY.multipliedBy(2)));
        assertThat(hit.getLeadId()).isEqualTo(5);
        assertThat(hit.getListId()).isEqualTo("102");
    }

    @Test
    void checksRunInTheOrderWrittenAndTheLeadsOwnBeforeStandingOnes() {
        DuplicateCheck list = check(PHONE, LIST, 0);
        DuplicateCheck campaign = check(PHONE, CAMPAIGN, 0);
        DuplicateCheck system = check(PHONE, SYSTEM, 0);
        ResolvedLead lead = ResolvedLeads.of(Leads.checked(campaign, system))
                .setStandingChecks(List.of(list))
                .build();
        assertThat(only(lead, entry(1, "101", DAY)).getCheck()).isEqualTo(campaign);
        assertThat(only(lead, entry(1, "201", DAY)).getCheck()).isEqualTo(system);

        ResolvedLead plain =
                ResolvedLeads.of(Leads.valid()).setStandingChecks(List.of(list)).build();
        assertThat(only(plain, entry(1, "101", DAY)).getStanding()).isTrue();
    }

    @Test
    void theHitSaysWhetherTheEarlierLeadStillWaits() {
        assertThat(hit(check(PHONE, SYSTEM, 0), entry(1, "101", DAY)).getHeld()).isFalse();
        LeadEntry held =
                ResolvedLeads.entry(1, "101", DAY).setStatus(LeadStatus.HELD).build();
        assertThat(hit(check(PHONE, SYSTEM, 0), held).getHeld()).isTrue();
    }

    @Test
    void anEntryUnderAnAltPhoneIsNoPhoneMatch() {
        LeadEntry alt = ResolvedLeads.entry(1, "101", DAY).setAlt(true).build();
        assertThat(hits(check(PHONE, SYSTEM, 0), alt)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // kind, the entry is under the alt phone, entry's title, lead's title, what is matched
                "PHONE, false, Mr, Mr, PHONE",
                "PHONE, true, Mr, Mr, -",
                "PHONE_OR_ALT, false, Mr, Ms, PHONE",
                "PHONE_OR_ALT, true, Mr, Ms, ALT_PHONE",
                "NAME_PHONE, false, Mr, Ms, NAME_PHONE",
                "NAME_PHONE, true, Mr, Mr, -",
                "TITLE_ALT_PHONE, true, Mr, Mr, TITLE_ALT_PHONE",
                "TITLE_ALT_PHONE, true, Mr, Ms, -",
                "TITLE_ALT_PHONE, true, '', '', -",
                "TITLE_ALT_PHONE, true, -, -, -",
                "TITLE_ALT_PHONE, false, Mr, Mr, -",
            })
    void eachKindOfCheckInEachScopeSaysWhatItMatched(
            DuplicateMatchOn on, boolean alt, String entryTitle, String title, MatchedField matched) {
        for (DuplicateScope scope : List.of(LIST, CAMPAIGN, SYSTEM)) {
            for (int days : new int[] {0, 2}) {
                ResolvedLead lead = ResolvedLeads.of(Leads.checked(check(on, scope, days))
                                .setTitle(title)
                                .setAltPhone("7275552222"))
                        .setAltPhone("17275552222")
                        .build();
                LeadEntry entry = ResolvedLeads.entry(1, "101", DAY)
                        .setAlt(alt)
                        .setTitle(entryTitle)
                        .build();
                boolean looksAtAlt = on == DuplicateMatchOn.TITLE_ALT_PHONE;
                Verdict verdict = DuplicateRule.match(
                        lead,
                        looksAtAlt ? List.of() : List.of(entry),
                        looksAtAlt ? DuplicateRule.atAlt(lead, List.of(entry)) : List.of());
                assertThat(matchedBy(verdict)).isEqualTo(Optional.ofNullable(matched));
            }
        }
    }

    @Test
    void aLeadThatGaveOneNumberTwiceMatchesAsBoth() {
        LeadEntry both = ResolvedLeads.entry(1, "101", DAY)
                .setAltSame(true)
                .setTitle("Mr")
                .build();
        assertThat(hit(check(DuplicateMatchOn.PHONE_OR_ALT, SYSTEM, 0), both).getMatched())
                .as("PHONE before ALT when both match")
                .isEqualTo(MatchedField.PHONE);
        ResolvedLead same = ResolvedLeads.of(Leads.checked(check(DuplicateMatchOn.TITLE_ALT_PHONE, SYSTEM, 0))
                        .setTitle("Mr")
                        .setAltPhone("(727) 555-1111"))
                .build();
        assertThat(only(same, both).getMatched()).isEqualTo(MatchedField.TITLE_ALT_PHONE);
    }

    @Test
    void theNewestLeadIsNamedWhicheverOfItsPhonesMatches() {
        LeadEntry alt = ResolvedLeads.entry(5, "101", DAY).setAlt(true).build();
        DuplicateHit hit = hit(check(DuplicateMatchOn.PHONE_OR_ALT, SYSTEM, 0), alt, entry(3, "101", DAY));
        assertThat(hit.getLeadId()).isEqualTo(5);
        assertThat(hit.getMatched()).isEqualTo(MatchedField.ALT_PHONE);
    }

    @Test
    void thePhoneAloneRejectsOnlyBeforeAnyCheckOfTheAltPhone() {
        DuplicateCheck phone = check(PHONE, SYSTEM, 0);
        DuplicateCheck title = check(DuplicateMatchOn.TITLE_ALT_PHONE, SYSTEM, 0);
        List<LeadEntry> earlier = List.of(entry(1, "101", DAY));
        assertThat(DuplicateRule.alone(
                        ResolvedLeads.of(Leads.checked(phone, title)).build(), earlier))
                .isPresent();
        assertThat(DuplicateRule.alone(
                        ResolvedLeads.of(Leads.checked(title, phone)).build(), earlier))
                .isEmpty();
    }

    private static Optional<MatchedField> matchedBy(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass pass -> Optional.empty();
            case Verdict.Reject reject ->
                reject.reasons().getFirst().getDuplicate().map(DuplicateHit::getMatched);
        };
    }

    private static boolean hits(DuplicateCheck check, LeadEntry... earlier) {
        return DuplicateRule.match(ResolvedLeads.of(Leads.checked(check)).build(), List.of(earlier))
                instanceof Verdict.Reject;
    }

    private static DuplicateHit hit(DuplicateCheck check, LeadEntry... earlier) {
        return only(ResolvedLeads.of(Leads.checked(check)).build(), earlier);
    }

    private static DuplicateHit only(ResolvedLead lead, LeadEntry... earlier) {
        Verdict.Reject reject = (Verdict.Reject) DuplicateRule.match(lead, List.of(earlier));
        return reject.reasons().getFirst().getDuplicate().orElseThrow();
    }

    private static DuplicateCheck check(DuplicateMatchOn on, DuplicateScope scope, int days) {
        return Routings.check(on, scope, days);
    }

    private static LeadEntry entry(long leadId, String list, Duration age) {
        return ResolvedLeads.entry(leadId, list, age).build();
    }
}
