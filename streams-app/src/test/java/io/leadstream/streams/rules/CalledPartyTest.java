package io.leadstream.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CalledPlace;
import io.leadstream.schema.DecisionNotes;
import io.leadstream.schema.Lead;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.TimeZoneMethod;
import io.leadstream.streams.Leads;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalledPartyTest {

    private static final Reference SHIPPED = References.shipped();

    /** Calling code, number; then region, state and offset in November, as a real dialer answers where it is recorded. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "1, 7275551111, US, FL, -300",
                "1, 2125551400, US, NY, -300",
                "1, 3105551212, US, CA, -480",
                "1, 7095551400, CA, NL, -210",
                "1, 4165551212, CA, ON, -300",
                "1, 7875551212, PR, PR, -240",
                "1, 3452345678, KY, -, -300",
                "1, 9995551400, -, -, -300",
                "44, 2071234567, GB, -, 0",
                "61, 212345678, AU, -, 660",
            })
    void aNumberSaysWhereItIs(String code, String number, String region, String state, Integer offset) {
        CalledParty party = party(Leads.valid().setPhone(number).setCallingCode(code), SHIPPED);
        assertThat(party.region()).isEqualTo(Optional.ofNullable(region));
        assertThat(party.state()).isEqualTo(Optional.ofNullable(state));
        assertThat(party.utcOffsetMinutes(ResolvedLeads.NOW)).contains(offset);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "90210, CA, America/Los_Angeles",
                "33760-1234, FL, America/New_York",
                "32501, FL, America/Chicago",
                "42001, KY, America/Chicago",
                "00501, NY, America/New_York",
                "K1A 0B1, ON, 'America/Toronto America/Winnipeg'",
                "h2x 1y4, QC, America/Toronto",
                "34000, -, -",
                "99, -, -",
                "SW1A 1AA, -, -",
                "'', -, -",
            })
    void aPostalCodeSaysTheState(String postalCode, String state, String zones) {
        Optional<CalledPlace> place = SHIPPED.geography().ofPostalCode(postalCode);
        assertThat(place.flatMap(CalledPlace::getState)).isEqualTo(Optional.ofNullable(state));
        assertThat(place.map(found -> String.join(" ", found.getTimeZones()))).isEqualTo(Optional.ofNullable(zones));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PHONE, -, -, America/New_York, -",
                "POSTAL_CODE, 90210, -, America/Los_Angeles, -",
                "POSTAL_CODE, -, -, America/New_York, time zone by number: none found by POSTAL_CODE",
                "ZONE_CODE, -, PST, America/Los_Angeles, -",
                "ZONE_CODE, -, America/Denver, America/Denver, -",
                "ZONE_CODE, -, 6666, America/New_York, time zone by number: none found by ZONE_CODE",
                "NANPA, -, -, America/New_York, " + DecisionNotes.NANPA_NOT_LOADED,
            })
    void theLeadSaysHowItsZoneIsFound(
            TimeZoneMethod method, String postalCode, String owner, String zone, String note) {
        CalledParty party = party(
                Leads.valid()
                        .setPostalCode(postalCode)
                        .setOwner(owner)
                        .setSettings(Leads.settings().setTimeZoneMethod(method).build()),
                SHIPPED);
        assertThat(party.zone().orElseThrow().getId()).isEqualTo(zone);
        assertThat(party.notes()).isEqualTo(Optional.ofNullable(note).stream().toList());
    }

    @Test
    void nanpaDataTellsTheZoneWhereItIsLoaded() {
        Reference loaded = References.with(
                References.read("calling-hours.csv"),
                Optional.of("area_code,prefix,state,zone\n727,555,FL,America/Chicago\n212,555\n"));
        Lead.Builder asking = Leads.valid()
                .setSettings(Leads.settings()
                        .setTimeZoneMethod(TimeZoneMethod.NANPA)
                        .setNanpaCheck(true)
                        .build());
        assertThat(party(asking, loaded).zone().orElseThrow().getId()).isEqualTo("America/Chicago");
        assertThat(party(asking, loaded).notes()).isEmpty();
        assertThat(CalledParty.nanpaRefuses(asking.build(), loaded)).isFalse();
        assertThat(CalledParty.nanpaRefuses(asking.setPhone("7275561111").build(), loaded))
                .isTrue();
        assertThat(CalledParty.nanpaRefuses(asking.build(), SHIPPED)).isFalse();
    }

    @Test
    void numberPostalCodeAndStateAllCount() {
        CalledParty party = party(Leads.valid().setPostalCode("02903").setState("ca"), SHIPPED);
        assertThat(party.places())
                .extracting(place -> place.getState().orElse(""))
                .containsExactly("FL", "RI", "CA");
        assertThat(party.state()).contains("CA");
    }

    @Test
    void aTollFreeNumberCouldBeAnywhereOnTheMainland() {
        CalledParty party = party(Leads.valid().setPhone("8002345678"), SHIPPED);
        assertThat(party.places().getFirst().getTimeZones()).containsExactly("America/New_York", "America/Los_Angeles");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"true, -, FL", "true, ' ', FL", "true, TX, TX", "false, -, -"})
    void theStateIsLookedUpOnlyWhereItIsAskedForAndEmpty(boolean asked, String given, String state) {
        Lead lead = Leads.valid()
                .setState(given)
                .setSettings(Leads.settings().setLookupState(asked).build())
                .build();
        assertThat(party(Lead.newBuilder(lead), SHIPPED).withState(lead).getState())
                .isEqualTo(Optional.ofNullable(state));
    }

    private static CalledParty party(Lead.Builder lead, Reference reference) {
        String identity = PhoneIdentity.of(lead.getPhone(), Optional.ofNullable(lead.getCallingCode()))
                .orElseThrow();
        return CalledParty.of(lead.build(), identity, ResolvedLeads.NOW, reference);
    }
}
