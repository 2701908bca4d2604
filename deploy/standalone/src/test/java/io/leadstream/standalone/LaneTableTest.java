package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.LaneState;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorHealth;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTableTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Vendor> ACME = List.of(Vendor.newBuilder()
            .setId("acme")
            .setDialect("croco")
            .setUrl("https://acme.example.com")
            .build());

    @Test
    void aLaneIsShownWithItsFiguresAndItsLastError() {
        VendorHealth word = word("one", 10)
                .setInFlight(8)
                .setWaiting(120)
                .setOldestAt(NOW.minusSeconds(300))
                .setAttemptsPerSecond(12.4)
                .setDeliveredPerSecond(3.25)
                .setLastError("timeout")
                .setLastErrorAt(NOW.minusSeconds(7))
                .build();

        assertThat(lines(word))
                .hasSize(2)
                .last()
                .asString()
                .matches(
                        "acme +croco +running +closed +one +8 +120 +5m +12 +3.3 +2026-03-01T11:59:00Z timeout \\(7s ago\\)");
    }

    @Test
    void severalDispatchersAreAddedUpAndThenShownOneByOne() {
        VendorHealth open = word("two", 4)
                .setBreaker(BreakerState.OPEN)
                .setLane(LaneState.PAUSED)
                .setReason("breaker open")
                .setInFlight(1)
                .setWaiting(5)
                .setOldestAt(NOW.minusSeconds(9))
                .build();
        VendorHealth closed = word("one", 3).setInFlight(2).setWaiting(7).build();

        assertThat(lines(closed, open))
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("VENDOR"),
                        all -> assertThat(all)
                                .matches(
                                        "acme +croco +paused/running +closed/open +2 of them +3 +12 +9s .* breaker open"),
                        one -> assertThat(one).matches(" +running +closed +one +2 +7 +- .*"),
                        two -> assertThat(two).matches(" +paused +open +two +1 +5 +9s .* breaker open"));
    }

    @Test
    void whoSaysNothingAnyMoreIsSilentAndCountsNoMore() {
        VendorHealth dead = word("one", 71).setInFlight(8).build();
        VendorHealth live = word("two", 5).setInFlight(3).build();

        assertThat(lines(dead)).last().asString().contains(" silent ").doesNotContain(" 8 ");
        assertThat(lines(dead, live)).hasSize(2).last().asString().matches("acme +croco +running +closed +two +3 .*");
        assertThat(lines(word("one", 1).setLane(LaneState.STOPPED).build()))
                .last()
                .asString()
                .contains(" stopped ");
        assertThat(lines()).last().asString().endsWith("no dispatcher spoke of it");
    }

    private static List<String> lines(VendorHealth... words) {
        return LaneTable.lines(ACME, List.of(words), NOW);
    }

    private static VendorHealth.Builder word(String dispatcher, long ageSeconds) {
        return VendorHealth.newBuilder()
                .setVendor("acme")
                .setDispatcher(dispatcher)
                .setLane(LaneState.RUNNING)
                .setBreaker(BreakerState.CLOSED)
                .setSince(NOW.minusSeconds(60))
                .setAt(NOW.minusSeconds(ageSeconds));
    }
}
