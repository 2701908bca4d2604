package io.leadstream.dispatch;

import io.leadstream.dialect.DialReply;
import io.leadstream.dialect.Reply;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.OutcomeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what became of a delivery into the records that say so. */
final class Reports {

    private Reports() {}

    /** The result of an attempt after which the delivery ends. */
    static DeliveryResult last(Held held, Outcome.Replied replied, RetryRule.Next.Stop stop) {
        return attempt(held, replied)
                .setResult(stop.result())
                .setFinal$(true)
                .setReason(orNull(stop.reason()))
                .setVendorLeadId(stop.vendorLeadId().orElse(null))
                .build();
    }

    /** The result of an attempt after which another is due. */
    static DeliveryResult notLast(Held held, Outcome.Replied replied, RetryRule.Next.Again again) {
        return attempt(held, replied)
                .setResult(again.result())
                .setFinal$(false)
                .setReason(orNull(again.reason()))
                .setAgainAt(again.at())
                .build();
    }

    /** The final result of a delivery that ends without an attempt. */
    static DeliveryResult unsent(Held held, DeliveryClass result, String reason, Instant now) {
        return about(held.delivery)
                .setAttempt(0)
                .setResult(result)
                .setFinal$(true)
                .setReason(orNull(reason))
                .setReply(held.delivery.getKind() == DeliveryKind.DIAL ? reason : null)
                .setFinishedAt(now)
                .build();
    }

    /** Tells streams-app how a delivery ended. */
    static DeliveryOutcome ended(DeliveryResult result, Delivery delivery) {
        return told(delivery, OutcomeKind.FINAL)
                .setResult(result.getResult())
                .setVendorLeadId(result.getVendorLeadId().orElse(null))
                .setReply(result.getReply().orElse(null))
                .build();
    }

    /** Tells streams-app to hold a delivery until its next attempt; `verify` says that the vendor may have it. */
    static DeliveryOutcome again(Held held, RetryRule.Next.Again again) {
        Delivery next = Delivery.newBuilder(held.delivery)
                .setAttempts(held.attempts())
                .setVerify(held.maybeSent)
                .build();
        return told(held.delivery, OutcomeKind.AGAIN)
                .setResult(again.result())
                .setAgainAt(again.at())
                .setDelivery(next)
                .build();
    }

    /** Tells streams-app that a cancel came too late: an attempt may have reached the vendor. */
    static DeliveryOutcome alreadySent(Held held) {
        return told(held.delivery, OutcomeKind.ALREADY_SENT).build();
    }

    private static DeliveryResult.Builder attempt(Held held, Outcome.Replied replied) {
        return about(held.delivery)
                .setAttempt(held.attempts())
                .setNotices(notices(held, replied.reply()))
                .setHttpStatus(replied.httpStatus().orElse(null))
                .setStartedAt(replied.startedAt().orElse(null))
                .setFinishedAt(replied.endedAt())
                .setReply(dialled(held.delivery, replied.reply()).orElse(null));
    }

    private static DeliveryResult.Builder about(Delivery delivery) {
        return DeliveryResult.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setKind(delivery.getKind())
                .setLeadId(delivery.getLeadId())
                .setVendor(delivery.getVendor())
                .setListId(delivery.getListId().orElse(null))
                .setCampaign(delivery.getCampaign().orElse(null))
                .setSubmittedAt(delivery.getSubmittedAt())
                .setReplay(delivery.getReplay());
    }

    private static DeliveryOutcome.Builder told(Delivery delivery, OutcomeKind kind) {
        return DeliveryOutcome.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setLeadId(delivery.getLeadId())
                .setVendor(delivery.getVendor())
                .setPhone(delivery.getPhone())
                .setKind(kind);
    }

    private static List<String> notices(Held held, Reply reply) {
        List<String> notices = new ArrayList<>(held.prepared.notes());
        if (reply instanceof Reply.Accepted accepted) {
            notices.addAll(accepted.notices());
        }
        return notices;
    }

    /** What the caller of a dial hears. */
    private static Optional<String> dialled(Delivery delivery, Reply reply) {
        return delivery.getKind() == DeliveryKind.DIAL ? Optional.of(DialReply.of(reply)) : Optional.empty();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
