package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.Lead;
import io.leadstream.schema.OutcomeKind;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What vendors are told of a lead that is cancelled after they were sent it; dialler wants to be told, croco does not. */
class WithdrawTest {

    private final Pipeline pipeline = new Pipeline(1, diallerWantsToKnow());

    @AfterEach
    void close() {
        pipeline.close();
    }

    private static Routing diallerWantsToKnow() {
        Routing standard = Routings.standard();
        return Routing.newBuilder(standard)
                .setVendors(standard.getVendors().stream()
                        .map(vendor -> Vendor.newBuilder(vendor)
                                .setWithdraw(vendor.getId().equals("dialler"))
                                .build())
                        .toList())
                .build();
    }

    private void routed() {
        pipeline.submit(Leads.submitted("e1", Leads.valid().setType("motor-trade")));
        pipeline.deliveries("croco");
        pipeline.deliveries("dialler");
    }

    private void cancelled(String eventId) {
        pipeline.submit(Leads.cancelled(eventId, CancelRequest.newBuilder()));
    }

    private void hear(String vendor, OutcomeKind kind, DeliveryClass result) {
        pipeline.hear(DeliveryOutcome.newBuilder()
                .setDeliveryId("0:" + vendor)
                .setLeadId(0)
                .setVendor(vendor)
                .setPhone(Leads.IDENTITY)
                .setKind(kind)
                .setResult(result)
                .setVendorLeadId(result == DeliveryClass.ACCEPTED ? "v7" : null)
                .build());
    }

    private Delivery withdrawal() {
        List<Delivery> sent = pipeline.deliveries("dialler");
        assertThat(sent).hasSize(1);
        return sent.getFirst();
    }

    @Test
    void aVendorThatHasTheLeadIsToldOnceInTheWordsThatItKnows() {
        routed();
        hear("croco", OutcomeKind.FINAL, DeliveryClass.ACCEPTED);
        hear("dialler", OutcomeKind.FINAL, DeliveryClass.ACCEPTED);
        cancelled("c1");

        Delivery told = withdrawal();
        assertThat(told.getDeliveryId()).isEqualTo("0:dialler:withdraw");
        assertThat(told.getKind()).isEqualTo(DeliveryKind.WITHDRAW);
        assertThat(told.getPhone()).isEqualTo(Leads.IDENTITY);
        assertThat(told.getVendorLeadId()).contains("v7");
        Lead lead = told.getLead().orElseThrow();
        assertThat(lead.getPhone()).contains(Leads.PHONE);
        assertThat(lead.getType()).contains("motor-trade");
        assertThat(lead.getFirstName()).isEmpty();
        assertThat(pipeline.decisions().getLast().getOutcome()).isEqualTo(DecisionOutcome.ALREADY_PROCESSED);

        cancelled("c2");
        assertThat(pipeline.deliveries("dialler")).isEmpty();
        assertThat(pipeline.deliveries("croco")).isEmpty();
    }

    @Test
    void aLeadThatArrivesThoughACancelCameIsWithdrawnThen() {
        routed();
        cancelled("c1");
        hear("croco", OutcomeKind.FINAL, DeliveryClass.CANCELLED);
        hear("dialler", OutcomeKind.ALREADY_SENT, DeliveryClass.UNKNOWN);
        assertThat(pipeline.deliveries("dialler")).isEmpty();
        hear("dialler", OutcomeKind.FINAL, DeliveryClass.ACCEPTED);
        assertThat(withdrawal().getVendorLeadId()).contains("v7");
        cancelled("c2");
        assertThat(pipeline.deliveries("dialler")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryClass.class,
            names = {"REJECTED", "FAILED", "CANCELLED", "EXPIRED"})
    void aVendorThatDoesNotHaveTheLeadIsNotTold(DeliveryClass result) {
        routed();
        hear("croco", OutcomeKind.FINAL, DeliveryClass.ACCEPTED);
        hear("dialler", OutcomeKind.FINAL, result);
        cancelled("c1");
        assertThat(pipeline.deliveries("dialler")).isEmpty();
    }

    @Test
    void aVendorThatMayHaveTheLeadIsTold() {
        routed();
        hear("dialler", OutcomeKind.FINAL, DeliveryClass.UNKNOWN);
        cancelled("c1");
        assertThat(withdrawal().getVendorLeadId()).isEmpty();
    }

    @Test
    void aRetryThatMayHaveBeenSentIsStoppedAndItsVendorTold() {
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        Delivery sent = withdrawal();
        DeliveryOutcome again = DeliveryOutcome.newBuilder()
                .setDeliveryId("0:dialler")
                .setLeadId(0)
                .setVendor("dialler")
                .setPhone(Leads.IDENTITY)
                .setKind(OutcomeKind.AGAIN)
                .setAgainAt(pipeline.now().plusSeconds(60))
                .setDelivery(
                        Delivery.newBuilder(sent).setAttempts(1).setVerify(true).build())
                .build();
        pipeline.hear(again);
        cancelled("c1");
        assertThat(withdrawal().getKind()).isEqualTo(DeliveryKind.WITHDRAW);
    }

    @Test
    void theEndOfAWithdrawalChangesNothing() {
        routed();
        hear("dialler", OutcomeKind.FINAL, DeliveryClass.ACCEPTED);
        cancelled("c1");
        pipeline.decisions();
        pipeline.hear(DeliveryOutcome.newBuilder()
                .setDeliveryId("0:dialler:withdraw")
                .setLeadId(0)
                .setVendor("dialler")
                .setPhone(Leads.IDENTITY)
                .setKind(OutcomeKind.FINAL)
                .setResult(DeliveryClass.ACCEPTED)
                .build());
        assertThat(pipeline.decisions()).isEmpty();
        hear("croco", OutcomeKind.FINAL, DeliveryClass.CANCELLED);
        assertThat(pipeline.decisions().getLast().getOutcome()).isEqualTo(DecisionOutcome.ALREADY_PROCESSED);
    }
}
