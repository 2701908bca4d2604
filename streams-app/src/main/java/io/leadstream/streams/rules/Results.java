package io.leadstream.streams.rules;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import java.time.Instant;

/** The final result of a delivery that ends while it is held, which only streams-app can tell (correctness.md 5). */
public final class Results {

    private Results() {}

    /**
     * The final result.
     *
     * @param reason a few fixed words
     */
    public static DeliveryResult ended(Delivery delivery, DeliveryClass result, String reason, Instant now) {
        return DeliveryResult.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setKind(delivery.getKind())
                .setLeadId(delivery.getLeadId())
                .setVendor(delivery.getVendor())
                .setAttempt(delivery.getAttempts())
                .setResult(result)
                .setFinal$(true)
                .setReason(reason)
                .setFinishedAt(now)
                .setListId(delivery.getListId().orElse(null))
                .setCampaign(delivery.getCampaign().orElse(null))
                .setSubmittedAt(delivery.getSubmittedAt())
                .setReplay(delivery.getReplay())
                .build();
    }
}
