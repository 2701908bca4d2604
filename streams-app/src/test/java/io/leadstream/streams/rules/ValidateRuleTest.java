package io.leadstream.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.PlacedEvent;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.schema.Routing;
import io.leadstream.streams.Leads;
import io.leadstream.streams.Routings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateRuleTest {

    private static final Set<String> AGENTS = Set.of("agent1");
    private static final RoutingView ROUTING = RoutingView.of(Routings.standard());

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, PHONE_REQUIRED",
                "'  ', PHONE_REQUIRED",
                "72755, PHONE_INVALID",
                "12345678901234567, PHONE_INVALID",
                "call me, PHONE_INVALID",
                "(727) 555-1111, -",
                "123456, -",
            })
    void aPhoneHasSixToSixteenDigits(String phone, Reason reason) {
        assertThat(firstReason(Leads.valid().setPhone(phone))).isEqualTo(Optional.ofNullable(reason));
    }

    /** The columns: list id, campaign, list name, type; then the list it resolves to, or the reason. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "102, -, -, -, 102",
                "102, OTHER, TEST, motor-trade, 102",
                "777, -, -, -, LIST_UNKNOWN",
                "-, OTHER, TEST, -, 1001",
                "-, OTHER, WINBACK, -, LIST_NAME_UNKNOWN",
                "-, NOWHERE, TEST, -, CAMPAIGN_UNKNOWN",
                "-, -, TEST, -, CAMPAIGN_UNKNOWN",
                "-, -, -, motor-trade, 5001",
                "-, -, -, unheard-of, TYPE_UNKNOWN",
                "-, OTHER, -, -, 999",
                "-, -, -, -, 999",
            })
    void theListIsResolvedStepByStep(String id, String campaign, String name, String type, String expected) {
        Verdict verdict = validate(Leads.valid()
                .setListId(id)
                .setCampaign(campaign)
                .setListName(name)
                .setType(type));
        String actual = switch (verdict) {
            case Verdict.Pass pass -> pass.lead().getListId();
            case Verdict.Reject reject ->
                reject.reasons().getFirst().getReason().name();
        };
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void anUndefinedListKeepsItsNumberWhereTheDialectAllowsIt() {
        Verdict verdict = validate(Leads.valid()
                .setListId("777")
                .setSettings(Leads.settings().setUndefinedListAllowed(true).build()));
        ResolvedLead lead = verdict.lead();
        assertThat(verdict).isInstanceOf(Verdict.Pass.class);
        assertThat(lead.getListId()).isEqualTo("777");
        assertThat(lead.getRouteListId()).isEqualTo("999");
        assertThat(lead.getNotes()).containsExactly("list 777 is not defined, routed as list 999");
    }

    @Test
    void aListWithoutAFormIsRefusedWhereTheDialectNeedsOne() {
        Lead.Builder lead = Leads.valid()
                .setSettings(Leads.settings().setCustomFormRequired(true).build());
        assertThat(firstReason(lead)).contains(Reason.CUSTOM_FORM_MISSING);
        assertThat(firstReason(lead.setListId("201"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "7271551303, 1, PHONE_PREFIX_INVALID",
                "7270551303, 1, PHONE_PREFIX_INVALID",
                "7272551303, 1, -",
                "9995551304, 1, PHONE_AREA_CODE_INVALID",
                "1235551304, 1, PHONE_AREA_CODE_INVALID",
                "17275551111, 1, PHONE_AREA_CODE_INVALID",
                "7840258823, 44, -",
            })
    void theChecksForTheUsaAndCanadaRefuseOnlyWhenAsked(String phone, String code, Reason reason) {
        Lead.Builder lead = Leads.valid().setPhone(phone).setCallingCode(code);
        assertThat(firstReason(lead)).isEmpty();
        lead.setSettings(
                Leads.settings().setPrefixCheck(true).setAreaCodeCheck(true).build());
        assertThat(firstReason(lead)).isEqualTo(Optional.ofNullable(reason));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-1, DELAY_INVALID", "0, -", "31622400, -", "31622401, DELAY_INVALID"})
    void aDelayIsNotNegativeAndAtMostAYear(long seconds, Reason reason) {
        assertThat(firstReason(Leads.delayed(seconds))).isEqualTo(Optional.ofNullable(reason));
    }

    @Test
    void aCheckThatCannotBeMadeIsRefusedRatherThanSkipped() {
        var check = Routings.check(DuplicateMatchOn.UNKNOWN, DuplicateScope.SYSTEM, 0);
        assertThat(firstReason(Leads.checked(check))).contains(Reason.DUPLICATE_CHECK_INVALID);
    }

    @Test
    void everythingLaterStagesNeedTravelsWithTheLead() {
        ResolvedLead lead = validate(Leads.valid()).lead();
        assertThat(lead.getCampaign()).contains("TESTCAMP");
        assertThat(lead.getCampaignLists()).containsExactly("101", "102", "999");
        assertThat(lead.getRoutingVersion()).isEqualTo(7);
        assertThat(validate(Leads.valid().setListId("5001")).lead().getStandingChecks())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"+17275550102, 44, 1", "+447700900123, 1, 44", "07700900123, 44, 44", "+999123456789, 44, 44"})
    void aNumberThatSaysItsCallingCodeHasThatOne(String phone, String accounts, String code) {
        Lead.Builder lead = Leads.valid().setPhone(phone).setCallingCode(accounts);
        assertThat(validate(lead).lead().getLead().getCallingCode()).contains(code);
    }

    /** The columns: whether the list has a form, and whether it takes values for one; what the decision notes. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "true, true, -",
                "false, true, custom fields not added: no form",
                "true, false, custom fields not added: disabled",
                "false, false, custom fields not added: disabled",
            })
    void customValuesAreLeftOutWhereTheListTakesNone(boolean form, boolean taken, String note) {
        Routing routing = Routings.standard();
        RoutingView view = RoutingView.of(Routing.newBuilder(routing)
                .setLists(routing.getLists().stream()
                        .map(list -> LeadList.newBuilder(list)
                                .setCustomFields(form ? List.of("colour") : List.of())
                                .setCustomFieldsDisabled(!taken)
                                .build())
                        .toList())
                .build());
        Lead.Builder lead = Leads.valid()
                .setCustomFields(Map.of("colour", "red"))
                .setSettings(Leads.settings().setCustomFields(true).build());
        ResolvedLead resolved = validate(Leads.submitted("e9", lead), view).lead();
        assertThat(resolved.getLead().getCustomFields()).hasSize(note == null ? 1 : 0);
        assertThat(resolved.getNotes()).isEqualTo(note == null ? List.of() : List.of(note));
    }

    /** The columns: allowed lists and campaigns; the lead's list and type; whether it is refused. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 101, -, false",
                "101, -, 101, -, false",
                "102, -, 101, -, true",
                "101, -, -, motor-trade, true",
                "5001, -, -, motor-trade, false",
                "101, -, -, -, true",
                "999, -, -, -, false",
                "-, OTHER, 101, -, true",
                "-, TESTCAMP, 101, -, false",
                "101, OTHER, 101, -, true",
                "777, -, 777, -, true",
                "999, -, 777, -, true",
            })
    void aListThatTheAccountMayNotUseIsRefusedHoweverItWasFound(
            String lists, String campaigns, String id, String type, boolean refused) {
        Lead.Builder lead = Leads.valid()
                .setListId(id)
                .setType(type)
                .setSettings(Leads.settings().setUndefinedListAllowed(true).build());
        LeadEvent event = LeadEvent.newBuilder(Leads.submitted("e9", lead))
                .setAllowedLists(lists == null ? List.of() : List.of(lists))
                .setAllowedCampaigns(campaigns == null ? List.of() : List.of(campaigns))
                .build();
        assertThat(firstReason(validate(event)))
                .isEqualTo(refused ? Optional.of(Reason.LIST_NOT_ALLOWED) : Optional.empty());
    }

    private static Optional<Reason> firstReason(Lead.Builder lead) {
        return firstReason(validate(lead));
    }

    private static Optional<Reason> firstReason(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pass pass -> Optional.empty();
            case Verdict.Reject reject -> reject.reasons().stream().findFirst().map(Rejection::getReason);
        };
    }

    private static Verdict validate(Lead.Builder lead) {
        return validate(Leads.submitted("e9", lead));
    }

    private static Verdict validate(LeadEvent event) {
        return validate(event, ROUTING);
    }

    private static Verdict validate(LeadEvent event, RoutingView routing) {
        String phone = LeadKey.identity(event).orElse("");
        PlacedEvent placed = PlacedEvent.newBuilder()
                .setLeadId(9)
                .setSubmittedAt(ResolvedLeads.NOW)
                .setPhone(phone)
                .setEvent(event)
                .build();
        return ValidateRule.validate(placed, Optional.of(routing), References.shipped(), AGENTS::contains);
    }
}
