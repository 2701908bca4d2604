package io.leadstream.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.schema.CalledPlace;
import io.leadstream.schema.CallingHoursUse;
import io.leadstream.schema.CallingWindow;
import io.leadstream.schema.PlaceSource;
import io.leadstream.schema.ReleaseConditions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallingHoursTest {

    private static final CallingHours SHIPPED = References.shipped().hours();

    /** The state, the local time asked at, and the local time at which calls may start; 20 November 2026 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "NY, 2026-11-20T07:59:59, 2026-11-20T08:00",
        "NY, 2026-11-20T08:00, 2026-11-20T08:00",
        "NY, 2026-11-20T20:59:59, 2026-11-20T20:59:59",
        "NY, 2026-11-20T21:00, 2026-11-21T08:00",
        "NY, 2026-11-22T12:00, 2026-11-22T12:00",
        "MD, 2026-11-20T20:00, 2026-11-21T08:00",
        "OK, 2026-11-20T20:30, 2026-11-21T08:00",
        "CT, 2026-11-20T08:30, 2026-11-20T09:00",
        "RI, 2026-11-20T18:00, 2026-11-21T10:00",
        "RI, 2026-11-21T17:00, 2026-11-23T09:00",
        "AL, 2026-11-21T20:00, 2026-11-23T08:00",
        "LA, 2026-11-26T12:00, 2026-11-27T08:00",
        "LA, 2026-07-03T12:00, 2026-07-06T08:00",
        "MS, 2026-05-25T12:00, 2026-05-26T08:00",
        "NY, 2026-11-26T12:00, 2026-11-26T12:00",
        "UT, 2026-11-22T12:00, 2026-11-23T09:00",
    })
    void aStatesHoursAreThoseOfItsRow(String state, LocalDateTime asked, LocalDateTime opens) {
        CalledPlace place = References.shipped()
                .geography()
                .ofState(state, PlaceSource.STATE)
                .orElseThrow();
        ZoneId zone = ZoneId.of(place.getTimeZones().getFirst());
        CallingHours.Opening opening =
                SHIPPED.next(asking(place), asked.atZone(zone).toInstant());
        assertThat(opening.at()).isEqualTo(opens.atZone(zone).toInstant());
        CallingHoursUse use = opening.use().orElseThrow();
        assertThat(use.getVersion()).isEqualTo(SHIPPED.version());
        assertThat(use.getState()).contains(state);
        assertThat(use.getTimeZone()).isEqualTo(zone.getId());
    }

    @Test
    void texasOpensAtNoonOnSundaysInBothItsZones() {
        CalledPlace texas = state("TX");
        assertThat(SHIPPED.next(asking(texas), utc("2026-11-22T17:00")).at()).isEqualTo(utc("2026-11-22T19:00"));
    }

    @Test
    void kentuckyOpensWhenBothItsZonesAreOpen() {
        CallingHours.Opening opening = SHIPPED.next(asking(state("KY")), utc("2026-11-20T12:00"));
        assertThat(opening.at()).as("ten o'clock Central").isEqualTo(utc("2026-11-20T16:00"));
        assertThat(opening.use().orElseThrow().getTimeZone()).isEqualTo("America/Chicago");
    }

    @Test
    void theStrictestOfNumberPostalCodeAndStateHolds() {
        CalledPlace california = place(PlaceSource.NUMBER, "US", "CA", "America/Los_Angeles");
        CalledPlace rhodeIsland = place(PlaceSource.POSTAL_CODE, "US", "RI", "America/New_York");
        ReleaseConditions both = asking(california, rhodeIsland);
        CallingHours.Opening opening = SHIPPED.next(both, utc("2026-11-20T14:30"));
        assertThat(opening.at()).as("eight in California").isEqualTo(utc("2026-11-20T16:00"));
        assertThat(opening.use().orElseThrow())
                .extracting(CallingHoursUse::getDerivedFrom, CallingHoursUse::getRow, CallingHoursUse::getOpensMinute)
                .containsExactly(PlaceSource.NUMBER, "US", 480);

        CallingHours.Opening closed = SHIPPED.next(both, utc("2026-11-20T23:00"));
        assertThat(closed.at())
                .as("ten on Saturday in Rhode Island is seven in California")
                .isEqualTo(utc("2026-11-21T16:00"));
        CallingHours.Opening open = SHIPPED.next(both, utc("2026-11-20T17:00"));
        assertThat(open.use().orElseThrow().getRow()).as("closes first").isEqualTo("US-RI");
    }

    @Test
    void summerTimeIsTheZonesOwn() {
        CalledPlace newYork = state("NY");
        assertThat(SHIPPED.next(asking(newYork), utc("2026-03-08T02:30")).at())
                .as("the night the clocks go forward")
                .isEqualTo(utc("2026-03-08T12:00"));
        assertThat(SHIPPED.next(asking(newYork), utc("2026-11-01T02:00")).at())
                .as("the night they go back")
                .isEqualTo(utc("2026-11-01T13:00"));
        assertThat(SHIPPED.next(asking(newYork), utc("2026-03-08T02:30"))
                        .use()
                        .orElseThrow()
                        .getUtcOffsetMinutes())
                .isEqualTo(-240);
    }

    @Test
    void outsideTheUnitedStatesAndCanadaTheCampaignsHoursHold() {
        CalledPlace london = place(PlaceSource.NUMBER, "GB", null, "Europe/London");
        ReleaseConditions conditions = ReleaseConditions.newBuilder(asking(london))
                .setCampaignHours(List.of(CallingWindow.newBuilder()
                        .setDay("MONDAY")
                        .setOpensMinute(9 * 60)
                        .setClosesMinute(24 * 60)
                        .build()))
                .build();
        assertThat(SHIPPED.next(conditions, utc("2026-11-20T12:00")).at()).isEqualTo(utc("2026-11-23T09:00"));
        assertThat(SHIPPED.next(conditions, utc("2026-11-23T23:59")).at()).isEqualTo(utc("2026-11-23T23:59"));
        assertThat(SHIPPED.next(asking(london), utc("2026-11-20T03:00")).at()).isEqualTo(utc("2026-11-20T03:00"));
    }

    @Test
    void hoursThatNeverMeetAreLookedAtAgainLater() {
        CallingHours never = CallingHours.parse("# version: x\nUS,none,none,none,,test\nCA,none,none,none,,test\n");
        assertThat(never.next(asking(state("NY")), utc("2026-11-20T12:00")).at())
                .isEqualTo(utc("2026-12-04T12:00"));
    }

    @Test
    void nothingIsLookedAtUnlessAsked() {
        ReleaseConditions notAsked = ReleaseConditions.newBuilder(asking(state("NY")))
                .setCallingHours(false)
                .build();
        assertThat(SHIPPED.next(notAsked, utc("2026-11-20T03:00")))
                .isEqualTo(new CallingHours.Opening(utc("2026-11-20T03:00"), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "US,08:00-21:00,,,,test | first line",
                "# version: 1\\nUS,08:00-21:00,none,none,,test | rows for US and CA",
                "# version: 1\\nUS,8-21,none,none,,test | 8-21",
                "# version: 1\\nUS,21:00-08:00,none,none,,test | from minute 1260",
                "# version: 1\\nUS,08:00-21:00,none,none,, | no source",
                "# version: 1\\nholiday,Easter,,,, | Easter",
            })
    void aTableThatMakesNoSenseIsRefused(String table, String message) {
        assertThatThrownBy(() -> CallingHours.parse(table.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    static ReleaseConditions asking(CalledPlace... places) {
        return ReleaseConditions.newBuilder()
                .setCallingHours(true)
                .setPlaces(new ArrayList<>(List.of(places)))
                .build();
    }

    private static CalledPlace state(String code) {
        return References.shipped().geography().ofState(code, PlaceSource.STATE).orElseThrow();
    }

    private static CalledPlace place(
            PlaceSource source, String region, @org.jspecify.annotations.Nullable String state, String... zones) {
        return CalledPlace.newBuilder()
                .setDerivedFrom(source)
                .setRegion(region)
                .setState(state)
                .setTimeZones(List.of(zones))
                .build();
    }

    private static Instant utc(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("UTC")).toInstant();
    }
}
