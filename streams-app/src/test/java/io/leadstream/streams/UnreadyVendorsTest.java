package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadDecision;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** correctness.md 19: what is for a vendor without topics waits in hold, and delays nobody else. */
class UnreadyVendorsTest {

    private final Set<String> ready = new HashSet<>(Set.of("dialler"));
    private final Pipeline pipeline = new Pipeline(1, ready::contains, Routings.standard());

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Tag("correctness-19")
    @Test
    void aDeliveryWaitsUntilItsVendorHasTopicsAndIsThenMadeOnce() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        pipeline.pass(Duration.ofMinutes(10));
        assertThat(pipeline.deliveries("croco")).isEmpty();
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getPhase)
                .containsExactly(DecisionPhase.FIRST, DecisionPhase.END);

        ready.add("croco");
        pipeline.pass(Duration.ofMinutes(1));
        assertThat(pipeline.deliveries("croco"))
                .extracting(Delivery::getDeliveryId)
                .containsExactly("0:croco");
        pipeline.pass(Duration.ofHours(1));
        assertThat(pipeline.deliveries("croco")).isEmpty();
    }

    @Test
    void aDialForAVendorThatDoesNotGetItsTopicsInTimeIsAnswered() {
        pipeline.submit(Leads.dialled("d1", "croco"));
        pipeline.pass(Duration.ofMinutes(2));
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getPhase, LeadDecision::getOutcome)
                .containsExactly(
                        tuple(DecisionPhase.DIAL, DecisionOutcome.ROUTED),
                        tuple(DecisionPhase.DIAL, DecisionOutcome.ANSWERED));
    }

    @Test
    void theOtherVendorsOfALeadGetItAtOnce() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        assertThat(pipeline.deliveries("dialler")).hasSize(1);
        assertThat(pipeline.deliveries("croco")).isEmpty();
    }

    @Test
    void aVendorThatIsReadySoonGetsItSoon() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        ready.add("croco");
        pipeline.pass(Duration.ofMillis(950));
        assertThat(pipeline.deliveries("croco")).isEmpty();
        pipeline.pass(Duration.ofMillis(100));
        assertThat(pipeline.deliveries("croco")).hasSize(1);
    }

    @Test
    void whatWaitsForAVendorCanBeCancelledAndItsResultWaitsForTheVendorToo() {
        pipeline.submit(Leads.submitted("e1", Leads.valid().setListId("102")));
        pipeline.decisions();
        pipeline.pass(Duration.ofSeconds(10));
        pipeline.submit(Leads.cancelled("c1", CancelRequest.newBuilder()));
        assertThat(pipeline.decisions())
                .filteredOn(decision -> decision.getPhase() == DecisionPhase.CANCEL)
                .extracting(LeadDecision::getOutcome)
                .containsExactly(DecisionOutcome.CANCELLED);
        assertThat(pipeline.results("croco")).isEmpty();

        ready.add("croco");
        pipeline.pass(Duration.ofMinutes(2));
        List<DeliveryResult> results = pipeline.results("croco");
        assertThat(results).extracting(DeliveryResult::getResult).containsExactly(DeliveryClass.CANCELLED);
        assertThat(pipeline.deliveries("croco")).isEmpty();
    }
}
