package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.DncCheck;
import io.leadstream.schema.DncEntry;
import io.leadstream.schema.Lead;
import io.leadstream.schema.OutcomeKind;
import io.leadstream.streams.rules.ReplayRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries that a person wants sent again; the tests begin on a Friday, ten in the morning where the lead lives. */
class ReplayTest {

    private final Pipeline pipeline = new Pipeline();

    @AfterEach
    void close() {
        pipeline.close();
    }

    private Delivery failed(Lead.Builder lead) {
        pipeline.submit(Leads.submitted("e1", lead.setListId("102")));
        Delivery delivery = pipeline.deliveries("croco").getFirst();
        ended(delivery, DeliveryClass.FAILED);
        return delivery;
    }

    private void ended(Delivery delivery, DeliveryClass result) {
        hear(delivery, OutcomeKind.FINAL, result);
    }

    private void hear(Delivery delivery, OutcomeKind kind, DeliveryClass result) {
        pipeline.hear(DeliveryOutcome.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setLeadId(delivery.getLeadId())
                .setVendor(delivery.getVendor())
                .setPhone(delivery.getPhone())
                .setKind(kind)
                .setResult(result)
                .build());
    }

    private void replay(Delivery delivery, int number) {
        pipeline.hear(ReplayRule.again(delivery, number, false, pipeline.now()));
    }

    private void refused(String why) {
        assertThat(pipeline.deliveries("croco")).isEmpty();
        assertThat(pipeline.results("croco")).singleElement().satisfies(result -> {
            assertThat(result.getDeliveryId()).endsWith(":replay-1");
            assertThat(result.getResult()).isEqualTo(DeliveryClass.CANCELLED);
            assertThat(result.getFinal$()).isTrue();
            assertThat(result.getReplay()).isTrue();
            assertThat(result.getReason()).contains(why);
        });
    }

    @Test
    void aFailedDeliveryIsSentAgainUnderAnIdOfItsOwn() {
        Delivery was = failed(Leads.valid());
        replay(was, 1);

        Delivery sent = pipeline.deliveries("croco").getFirst();
        assertThat(sent.getDeliveryId()).isEqualTo("0:croco:replay-1");
        assertThat(sent.getReplay()).isTrue();
        assertThat(sent.getAttempts()).isZero();
        assertThat(sent.getLead().orElseThrow()).isEqualTo(was.getLead().orElseThrow());
        assertThat(pipeline.results("croco")).isEmpty(); // the lane says what came of it
    }

    @Test
    void aReplayThatFailsMayBeReplayed() {
        Delivery was = failed(Leads.valid());
        replay(was, 1);
        ended(pipeline.deliveries("croco").getFirst(), DeliveryClass.FAILED);
        replay(was, 2);
        assertThat(pipeline.deliveries("croco"))
                .extracting(Delivery::getDeliveryId)
                .containsExactly("0:croco:replay-2");
    }

    @Test
    void aSecondReplayWhileOneIsUnderWayIsRefused() {
        Delivery was = failed(Leads.valid());
        replay(was, 1);
        assertThat(pipeline.deliveries("croco")).hasSize(1);
        replay(was, 2);
        assertThat(pipeline.deliveries("croco")).isEmpty();
        assertThat(pipeline.results("croco"))
                .extracting(DeliveryResult::getDeliveryId)
                .containsExactly("0:croco:replay-2");
    }

    @Test
    void aCancelThatCameTooLateIsInTimeForAReplay() {
        Delivery was = failed(Leads.valid());
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        replay(was, 1);
        refused("cancelled before it was replayed");
    }

    @Test
    void aCancelReachesAReplayInItsLane() {
        Delivery was = failed(Leads.valid());
        replay(was, 1);
        Delivery sent = pipeline.deliveries("croco").getFirst();
        pipeline.decisions();
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        assertThat(pipeline.cancels())
                .singleElement()
                .satisfies(cancel -> assertThat(cancel.getDeliveryId()).isEqualTo("0:croco:replay-1"));
        ended(sent, DeliveryClass.CANCELLED);
        assertThat(pipeline.decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.CANCELLED));
        replay(was, 2);
        assertThat(pipeline.deliveries("croco")).isEmpty();
        assertThat(pipeline.results("croco"))
                .singleElement()
                .satisfies(result -> assertThat(result.getReason()).contains("cancelled before it was replayed"));
    }

    @Test
    void aNewerLeadThatSaysTheSameTakesItsPlace() {
        Delivery was = failed(Leads.valid());
        for (String name : List.of("Ann", "Eve", "Joe", "Kim", "Bob", "Lee")) { // Lee has the two Bobs folded
            pipeline.submit(Leads.submitted(name, Leads.valid().setListId("102").setFirstName(name)));
            ended(pipeline.deliveries("croco").getFirst(), DeliveryClass.FAILED);
        }
        replay(was, 1);
        refused("a newer lead took its place");
    }

    @Test
    void aPhoneThatWasListedSinceIsNotCalled() {
        Delivery was = failed(Leads.valid()
                .setSettings(Leads.settings().setDncCheck(DncCheck.NUMBER).build()));
        pipeline.list(
                Leads.IDENTITY,
                DncEntry.newBuilder()
                        .setListedBy(List.of(""))
                        .setSource("test")
                        .setVersion("7")
                        .setListedAt(Pipeline.START)
                        .build());
        replay(was, 1);
        refused("listed while it waited");
    }

    @Test
    void whatIsTooOldByNowExpires() {
        Delivery was = failed(Leads.valid());
        Delivery old = Delivery.newBuilder(was)
                .setExpiresAt(pipeline.now().plusSeconds(60))
                .build();
        pipeline.pass(Duration.ofSeconds(61));
        replay(old, 1);
        assertThat(pipeline.deliveries("croco")).isEmpty();
        assertThat(pipeline.results("croco"))
                .singleElement()
                .satisfies(result -> assertThat(result.getResult()).isEqualTo(DeliveryClass.EXPIRED));
    }

    @Test
    void aReplayAtNightWaitsForTheMorning() {
        Delivery was = failed(Leads.valid()
                .setSettings(Leads.settings().setLocalCallTimeCheck(true).build()));
        pipeline.pass(Duration.ofHours(14));
        replay(Delivery.newBuilder(was).setExpiresAt(null).build(), 1);
        assertThat(pipeline.deliveries("croco")).isEmpty();
        pipeline.pass(Duration.ofHours(14));
        assertThat(pipeline.deliveries("croco"))
                .extracting(Delivery::getDeliveryId)
                .containsExactly("0:croco:replay-1");
        assertThat(pipeline.results("croco")).isEmpty();
    }
}
