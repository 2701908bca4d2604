package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leadstream.schema.Callback;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionNotes;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.HoldCause;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Routing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Leads that wait; the tests begin at 15:00 UTC on a Friday, ten o'clock in New York. */
class HoldTest {

    private static final Duration NIGHT = Duration.ofHours(12);

    private final Pipeline pipeline = new Pipeline();

    @AfterEach
    void close() {
        pipeline.close();
    }

    /** correctness.md 12: release reads the current routing, and records that version. */
    @Tag("correctness-12")
    @Test
    void aHeldLeadIsRoutedAsItIsRoutedWhenItIsReleased() {
        pipeline.submit(Leads.submitted("e1", Leads.delayed(60)));
        pipeline.route(Routing.newBuilder(Routings.standard())
                .setVersion(8)
                .setLists(
                        List.of(Routings.list("101", "TESTCAMP", "dialler"), Routings.list("999", "TESTCAMP", "croco")))
                .build());
        pipeline.pass(Duration.ofSeconds(60));

        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getOutcome, LeadDecision::getRoutingVersion)
                .containsExactly(tuple(DecisionOutcome.ACCEPTED, 7L), tuple(DecisionOutcome.ROUTED, 8L));
        assertThat(pipeline.deliveries("croco")).isEmpty();
        assertThat(pipeline.deliveries("dialler"))
                .extracting(Delivery::getRoutingVersion)
                .containsExactly(8L);
    }

    /** correctness.md 16: an item due before the cursor pulls it back. */
    @Tag("correctness-16")
    @Test
    void aLeadDueBeforeThoseThatWaitIsReleasedFirst() {
        pipeline.submit(Leads.submitted("late", Leads.delayed(10)));
        pipeline.pass(Duration.ofSeconds(5));
        pipeline.submit(Leads.submitted("early", Leads.delayed(2)));
        pipeline.pass(Duration.ofMillis(1_950));
        assertThat(pipeline.deliveries("croco")).isEmpty();
        pipeline.pass(Duration.ofMillis(50));
        assertThat(pipeline.deliveries("croco")).extracting(Delivery::getLeadId).containsExactly(1024L);
        pipeline.pass(Duration.ofSeconds(3));
        assertThat(pipeline.deliveries("croco")).extracting(Delivery::getLeadId).containsExactly(0L);
    }

    /** correctness.md 16: in due order, none early, each once. */
    @Tag("correctness-16")
    @Test
    void aBurstIsReleasedInTheOrderInWhichItIsDue() {
        int count = 3_000;
        for (int i = 0; i < count; i++) {
            pipeline.submit(
                    Leads.submitted("e" + i, Leads.delayed(1 + (i * 7L) % 100).setPhone(phone(i))));
        }
        pipeline.decisions();
        List<Instant> due = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (int second = 1; second <= 100; second++) {
            pipeline.pass(Duration.ofSeconds(1));
            for (Delivery delivery : pipeline.deliveries("croco")) {
                long i = delivery.getLeadId() / 1024;
                due.add(Pipeline.START.plusSeconds(1 + (i * 7) % 100));
                ids.add(delivery.getLeadId());
                assertThat(due.getLast()).isEqualTo(pipeline.now());
            }
        }
        assertThat(due).isSorted();
        assertThat(ids).hasSize(count).doesNotHaveDuplicates();
    }

    /** Without a bound a burst would outlast its transaction, which is then aborted and begins anew for ever. */
    @Tag("correctness-16")
    @Test
    void aTickOfABurstReleasesForALimitedTimeAndTheNextGoesOn() {
        AtomicLong clock = new AtomicLong();
        ReleaseTime slow =
                new ReleaseTime(() -> clock.getAndAdd(Duration.ofMillis(60).toNanos()));
        try (Pipeline burst = new Pipeline(slow)) {
            int count = 6 * HoldStage.BATCH;
            for (int i = 0; i < count; i++) {
                burst.submit(Leads.submitted("e" + i, Leads.delayed(1).setPhone(phone(i))));
            }
            List<Integer> released = new ArrayList<>();
            burst.pass(Duration.ofSeconds(1));
            released.add(burst.deliveries("croco").size());
            for (int tick = 0; tick < 3; tick++) {
                burst.pass(ReleaseTime.TICK);
                released.add(burst.deliveries("croco").size());
            }
            int batch = HoldStage.BATCH;
            assertThat(released)
                    .as("while leads come in, and then while none do")
                    .containsExactly(batch, 2 * batch, 2 * batch, batch);
        }
    }

    @Test
    void aLeadOutsideCallingHoursWaitsForThemAndTheDecisionSaysWhichTheyWere() {
        pipeline.pass(NIGHT);
        pipeline.submit(Leads.submitted("e1", askingForHours()));
        LeadDecision first = pipeline.decisions().getFirst();
        assertThat(first.getHoldCause()).isEqualTo(HoldCause.CALLING_HOURS);
        assertThat(first.getDueAt()).contains(Instant.parse("2026-11-21T13:00:00Z"));
        assertThat(first.getUtcOffsetMinutes()).contains(-300);
        var hours = first.getCallingHours().orElseThrow();
        assertThat(hours.getRow()).isEqualTo("US-FL");
        assertThat(hours.getVersion()).isEqualTo("2025-11");
        assertThat(hours.getTimeZone()).isEqualTo("America/New_York");

        pipeline.pass(Duration.ofHours(10).minusMillis(1));
        assertThat(pipeline.deliveries("croco")).isEmpty();
        pipeline.pass(Duration.ofMillis(50));
        assertThat(pipeline.deliveries("croco")).hasSize(1);
    }

    @Test
    void aLeadReleasedAfterHoursIsHeldAgainAndCanStillBeCancelled() {
        pipeline.submit(Leads.submitted("e1", Leads.delayed(60)));
        pipeline.submit(Leads.submitted("e2", Leads.delayed(120)));
        Routing strict = Routing.newBuilder(Routings.standard())
                .setVersion(8)
                .setCampaigns(List.of(Campaign.newBuilder()
                        .setId("TESTCAMP")
                        .setName("Test")
                        .setCallingHoursCheck(true)
                        .build()))
                .build();
        pipeline.route(strict);
        pipeline.pass(NIGHT);
        assertThat(pipeline.deliveries("croco")).isEmpty();
        pipeline.decisions();

        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder().setLeadId(0L)));
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getPhase, LeadDecision::getOutcome)
                .containsExactly(
                        tuple(DecisionPhase.END, DecisionOutcome.CANCELLED),
                        tuple(DecisionPhase.CANCEL, DecisionOutcome.CANCELLED));
        pipeline.pass(NIGHT);
        assertThat(pipeline.deliveries("croco")).extracting(Delivery::getLeadId).containsExactly(1024L);
    }

    @Test
    void aCallbackWaitsForItsTimeAndTravelsAlong() {
        pipeline.submit(Leads.submitted("e1", callback("2026-11-20 12:00:00", "TESTCAMP")));
        LeadDecision first = pipeline.decisions().getFirst();
        assertThat(first.getHoldCause()).isEqualTo(HoldCause.CALLBACK);
        assertThat(first.getDueAt()).contains(Instant.parse("2026-11-20T17:00:00Z"));
        assertThat(first.getNotes()).isEmpty();
        pipeline.pass(Duration.ofHours(2));
        Lead delivered = pipeline.deliveries("croco").getFirst().getLead().orElseThrow();
        assertThat(delivered.getSettings().getCallback()).isPresent();
    }

    @Test
    void aCallbackOfAnUnknownCampaignIsLeftOutAndTheLeadDeliveredNow() {
        pipeline.submit(Leads.submitted("e1", callback("2026-11-20 12:00:00", "XYZ")));
        assertThat(pipeline.decisions().getFirst().getNotes()).containsExactly(DecisionNotes.CALLBACK_CAMPAIGN_UNKNOWN);
        Lead delivered = pipeline.deliveries("croco").getFirst().getLead().orElseThrow();
        assertThat(delivered.getSettings().getCallback()).isEmpty();
    }

    @Test
    void aHeldLeadThatIsTooOldExpires() {
        pipeline.route(Routing.newBuilder(Routings.standard())
                .setVersion(8)
                .setCampaigns(List.of(Campaign.newBuilder()
                        .setId("TESTCAMP")
                        .setName("Test")
                        .setMaxAgeMinutes(1)
                        .build()))
                .build());
        pipeline.submit(Leads.submitted("e1", Leads.delayed(90)));
        pipeline.pass(Duration.ofSeconds(91));
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getOutcome)
                .containsExactly(DecisionOutcome.ACCEPTED, DecisionOutcome.EXPIRED);
    }

    private static Lead.Builder askingForHours() {
        return Leads.valid()
                .setSettings(Leads.settings().setLocalCallTimeCheck(true).build());
    }

    private static Lead.Builder callback(String at, String campaign) {
        return Leads.valid()
                .setCampaign(campaign)
                .setSettings(Leads.settings()
                        .setCallback(Callback.newBuilder()
                                .setAt(at)
                                .setZone("America/New_York")
                                .build())
                        .build());
    }

    private static String phone(int number) {
        return "212%07d".formatted(2_000_000 + number);
    }
}
