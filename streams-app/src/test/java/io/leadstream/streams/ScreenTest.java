package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.DncCheck;
import io.leadstream.schema.DncEntry;
import io.leadstream.schema.DncHit;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.OutcomeKind;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Do-not-call at submission and at release. */
class ScreenTest {

    private final Pipeline pipeline = new Pipeline();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aListedNumberIsRefusedAndTheDecisionNamesTheEntry() {
        pipeline.list(Leads.IDENTITY, listedBy(""));
        pipeline.submit(Leads.submitted("e1", asking(DncCheck.NUMBER, DncCheck.NONE)));

        LeadDecision decision = pipeline.decisions().getFirst();
        assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.REJECTED);
        assertThat(decision.getReasons().getFirst().getReason()).isEqualTo(Reason.DNC);
        DncHit hit = decision.getReasons().getFirst().getDnc().orElseThrow();
        assertThat(hit.getVersion()).contains("7");
        assertThat(hit.getSource()).contains("test");
        assertThat(pipeline.deliveries("croco")).isEmpty();
    }

    @Test
    void whoDoesNotAskIsNotScreened() {
        pipeline.list(Leads.IDENTITY, listedBy(""));
        pipeline.listArea("727", listedBy(""));
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        assertThat(outcomes()).containsExactly(DecisionOutcome.ACCEPTED, DecisionOutcome.ROUTED);
    }

    @Test
    void anAreaCodeCountsWhereTheLeadSaysSo() {
        pipeline.listArea("727", listedBy(""));
        pipeline.submit(Leads.submitted("e1", asking(DncCheck.NUMBER, DncCheck.NONE)));
        pipeline.submit(Leads.submitted("e2", asking(DncCheck.AREA_CODE, DncCheck.NONE)));
        assertThat(outcomes())
                .containsExactly(DecisionOutcome.ACCEPTED, DecisionOutcome.ROUTED, DecisionOutcome.REJECTED);
    }

    @Test
    void aCampaignsListIsThatOfTheCampaignNamed() {
        pipeline.list(Leads.IDENTITY, listedBy("OTHER"));
        pipeline.submit(Leads.submitted("e1", asking(DncCheck.NUMBER, DncCheck.NUMBER)));
        pipeline.submit(
                Leads.submitted("e2", asking(DncCheck.NONE, DncCheck.NUMBER).setCampaign("OTHER")));
        List<LeadDecision> decisions = pipeline.decisions();
        assertThat(decisions.getFirst().getOutcome()).isEqualTo(DecisionOutcome.ACCEPTED);
        assertThat(decisions.getLast().getReasons().getFirst().getReason()).isEqualTo(Reason.CAMPAIGN_DNC);
    }

    @Test
    void whoIsTakenOffMayBeCalledAgain() {
        for (DncEntry off : new DncEntry[] {listedBy(), null}) {
            pipeline.list(Leads.IDENTITY, listedBy(""));
            pipeline.list(Leads.IDENTITY, off);
            pipeline.submit(Leads.submitted("e" + off, asking(DncCheck.NUMBER, DncCheck.NONE)));
            assertThat(outcomes()).containsExactly(DecisionOutcome.ACCEPTED, DecisionOutcome.ROUTED);
        }
    }

    @Test
    void aLeadListedWhileItWaitsEndsListedAndStillCounts() {
        Lead.Builder waiting = asking(DncCheck.NUMBER, DncCheck.NONE);
        waiting.getSettingsBuilder().setDelaySeconds(60);
        pipeline.submit(Leads.submitted("e1", waiting));
        pipeline.list(Leads.IDENTITY, listedBy(""));
        pipeline.pass(Duration.ofSeconds(61));

        LeadDecision end = pipeline.decisions().getLast();
        assertThat(end.getPhase()).isEqualTo(DecisionPhase.END);
        assertThat(end.getOutcome()).isEqualTo(DecisionOutcome.LISTED);
        assertThat(end.getListed().orElseThrow().getVersion()).contains("7");
        assertThat(pipeline.deliveries("croco")).isEmpty();

        pipeline.submit(Leads.submitted(
                "e2",
                Leads.checked(Routings.check(
                        io.leadstream.schema.DuplicateMatchOn.PHONE, io.leadstream.schema.DuplicateScope.SYSTEM, 0))));
        assertThat(outcomes()).containsExactly(DecisionOutcome.REJECTED);
    }

    @Test
    void aRetryListedWhileItWaitsIsNotSentAgain() {
        pipeline.submit(
                Leads.submitted("e1", asking(DncCheck.NUMBER, DncCheck.NONE).setListId("102")));
        Delivery delivery = pipeline.deliveries("croco").getFirst();
        pipeline.hear(DeliveryOutcome.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setLeadId(0)
                .setVendor("croco")
                .setPhone(Leads.IDENTITY)
                .setKind(OutcomeKind.AGAIN)
                .setResult(DeliveryClass.FAILED)
                .setAgainAt(pipeline.now().plusSeconds(60))
                .setDelivery(Delivery.newBuilder(delivery).setAttempts(1).build())
                .build());
        pipeline.list(Leads.IDENTITY, listedBy(""));
        pipeline.pass(Duration.ofSeconds(61));
        assertThat(pipeline.deliveries("croco")).isEmpty();
        assertThat(pipeline.results("croco"))
                .extracting(DeliveryResult::getResult, DeliveryResult::getFinal$, DeliveryResult::getReason)
                .containsExactly(tuple(DeliveryClass.CANCELLED, true, Optional.of("listed while it waited")));
    }

    /** correctness.md 14. */
    @Tag("correctness-14")
    @Test
    void aMisplacedListingIsPublishedAgainUnderItsPhone() {
        pipeline.list("+1 (727) 555-1111", listedBy(""));
        var again = pipeline.read(Topics.DNC);
        assertThat(again).extracting(record -> record.key()).containsExactly(Leads.IDENTITY);
        pipeline.submit(Leads.submitted("e1", asking(DncCheck.NUMBER, DncCheck.NONE)));
        assertThat(outcomes()).containsExactly(DecisionOutcome.REJECTED);
    }

    /** correctness.md 14. */
    @Test
    void aMisplacedListingGivesWayToWhatWasSaidSince() {
        pipeline.list("+1 (727) 555-1111", listedBy());
        var moved = pipeline.driver
                .createOutputTopic(
                        "dnc",
                        new org.apache.kafka.common.serialization.ByteArrayDeserializer(),
                        new org.apache.kafka.common.serialization.ByteArrayDeserializer())
                .readRecord();
        pipeline.pass(Duration.ofSeconds(1));
        pipeline.list(Leads.IDENTITY, listedBy(""));
        pipeline.listAgain(moved);
        pipeline.submit(Leads.submitted("e1", asking(DncCheck.NUMBER, DncCheck.NONE)));
        assertThat(outcomes()).containsExactly(DecisionOutcome.REJECTED);
    }

    @Test
    void aListingThatMeansNothingIsADeadLetterAndTheNextIsRead() {
        byte[] garbage = "not avro".getBytes(StandardCharsets.UTF_8);
        pipeline.list(Leads.IDENTITY.getBytes(StandardCharsets.UTF_8), garbage);
        pipeline.list("nobody", listedBy(""));
        pipeline.list(Leads.IDENTITY, listedBy(""));
        assertThat(pipeline.deadLetters())
                .extracting(letter -> new String(
                        letter.headers().lastHeader("__streams.errors.topic").value(), StandardCharsets.UTF_8))
                .containsExactly("dnc", "dnc");
        pipeline.submit(Leads.submitted("e1", asking(DncCheck.NUMBER, DncCheck.NONE)));
        assertThat(outcomes()).containsExactly(DecisionOutcome.REJECTED);
    }

    private List<DecisionOutcome> outcomes() {
        return pipeline.decisions().stream().map(LeadDecision::getOutcome).toList();
    }

    private static Lead.Builder asking(DncCheck system, DncCheck campaign) {
        return Leads.valid()
                .setSettings(Leads.settings()
                        .setDncCheck(system)
                        .setCampaignDncCheck(campaign)
                        .build());
    }

    private static DncEntry listedBy(String... lists) {
        return DncEntry.newBuilder()
                .setListedBy(List.of(lists))
                .setSource("test")
                .setVersion("7")
                .setListedAt(Pipeline.START)
                .build();
    }
}
