package io.leadstream.streams.rules;

import static io.leadstream.streams.rules.ResolvedLeads.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Callback;
import io.leadstream.schema.HoldCause;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.PlaceSource;
import io.leadstream.schema.ReleaseConditions;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.Leads;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Submissions are at 15:00 UTC on a Friday, ten o'clock in New York. */
class DueRuleTest {

    private static final CallingHours HOURS = References.shipped().hours();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0, -, -, 2026-11-20T15:00:00Z, NONE",
                "90, -, -, 2026-11-20T15:01:30Z, DELAY",
                "0, NOW, -, 2026-11-20T15:00:00Z, NONE",
                "60, NOW, -, 2026-11-20T15:01:00Z, DELAY",
                "60, 2026-11-20 15:00:30, -, 2026-11-20T15:01:00Z, DELAY",
                "60, 2026-11-20 15:02:00, -, 2026-11-20T15:02:00Z, CALLBACK",
                "0, 2026-12-01 12:00:00, America/New_York, 2026-12-01T17:00:00Z, CALLBACK",
                "0, 2011-09-29 12:00:01, -, 2026-11-20T15:00:00Z, NONE",
                "0, 2DAYS, -, 2026-11-22T15:00:00Z, CALLBACK",
                "0, 120DAYS, America/New_York, 2027-03-20T14:00:00Z, CALLBACK",
                "0, 0DAYS, -, 2026-11-20T15:00:00Z, NONE",
            })
    void aLeadIsDueAtTheLatestOfItsDelayAndItsCallback(
            long delay, String callback, String zone, Instant due, HoldCause cause) {
        LeadSettings.Builder settings = Leads.settings().setDelaySeconds(delay);
        if (callback != null) {
            settings.setCallback(
                    Callback.newBuilder().setAt(callback).setZone(zone).build());
        }
        DueRule rule = DueRule.of(lead(settings, false), HOURS, NOW);
        assertThat(rule.at()).isEqualTo(due);
        assertThat(rule.cause()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({"tomorrow, UTC", "2026-02-30 12:00:00, UTC", "2026-12-01T12:00:00, UTC", "NOW, Mars/Base", "'', UTC"})
    void aTimeThatCannotBeReadIsNone(String at, String zone) {
        assertThat(CallbackRule.at(Callback.newBuilder().setAt(at).setZone(zone).build(), NOW))
                .isEmpty();
    }

    @Test
    void hoursThatAreOpenKeepNobodyWaitingAndAreRecorded() {
        DueRule rule = DueRule.of(lead(Leads.settings(), true), HOURS, NOW);
        assertThat(rule.at()).isEqualTo(NOW);
        assertThat(rule.cause()).isEqualTo(HoldCause.NONE);
        assertThat(rule.hours().orElseThrow().getRow()).isEqualTo("US");
    }

    @Test
    void theHoursAreThoseWhenDelayAndCallbackAreOver() {
        DueRule rule = DueRule.of(lead(Leads.settings().setDelaySeconds(11 * 3_600), true), HOURS, NOW);
        assertThat(rule.at()).isEqualTo(Instant.parse("2026-11-21T13:00:00Z"));
        assertThat(rule.cause()).isEqualTo(HoldCause.CALLING_HOURS);
    }

    @Test
    void aLeadDecidedLateWaitsForTheHoursOfNow() {
        DueRule rule = DueRule.of(lead(Leads.settings(), true), HOURS, Instant.parse("2026-11-21T03:00:00Z"));
        assertThat(rule.at()).isEqualTo(Instant.parse("2026-11-21T13:00:00Z"));
    }

    private static ResolvedLead lead(LeadSettings.Builder settings, boolean hours) {
        ReleaseConditions conditions = ReleaseConditions.newBuilder()
                .setCallingHours(hours)
                .setPlaces(List.of(References.shipped()
                        .geography()
                        .ofState("NY", PlaceSource.NUMBER)
                        .orElseThrow()))
                .build();
        return ResolvedLeads.of(Leads.valid().setSettings(settings.build()))
                .setConditions(conditions)
                .build();
    }
}
