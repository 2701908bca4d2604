package io.leadstream.streams.rules;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import java.time.Instant;

/** The final result of a delivery that ends while it is held, which only streams-app can tell (correctness.md 5). */
public final class Results {

    private Results() {}

    /**
     * The final result. Of a delivery that may have been sent it is UNKNOWN whatever ended it: called cancelled or expired,
     * it could be sent a second time by whoever trusts that.
     *
     * @param otherwise what it is if the vendor cannot have it
     * @param reason a few fixed words
     */
    public static DeliveryResult ended(Delivery delivery, DeliveryClass otherwise, String reason, Instant now) {
        return DeliveryResult.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setKind(delivery.getKind())
                .setLeadId(delivery.getLeadId())
                .setVendor(delivery.getVendor())
                .setAttempt(delivery.getAttempts())
                .setResult(delivery.getVerify() ? DeliveryClass.UNKNOWN : otherwise)
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
