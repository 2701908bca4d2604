package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.streams.rules.ReplayRule;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplaysTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    private final Replays replays = new Replays("acme", DeliveryClass.FAILED, NOW.minusSeconds(60));

    private static Delivery delivery(long lead) {
        return Delivery.newBuilder()
                .setDeliveryId(lead + ":acme")
                .setKind(DeliveryKind.SEND)
                .setLeadId(lead)
                .setVendor("acme")
                .setPhone("1727555000" + lead)
                .setAttempts(3)
                .setSubmittedAt(NOW)
                .setRoutedAt(NOW)
                .build();
    }

    private static DeliveryResult.Builder ended(String id, DeliveryClass result) {
        return DeliveryResult.newBuilder()
                .setDeliveryId(id)
                .setLeadId(Long.parseLong(id.substring(0, id.indexOf(':'))))
                .setVendor("acme")
                .setAttempt(4)
                .setResult(result)
                .setFinal$(true)
                .setFinishedAt(NOW)
                .setSubmittedAt(NOW);
    }

    private List<String> ids() {
        return replays.plan(NOW).outcomes().stream()
                .map(DeliveryOutcome::getDeliveryId)
                .toList();
    }

    @Test
    void onlyLeadsThatEndedSoAndSinceThenAreReplayed() {
        replays.result(ended("1:acme", DeliveryClass.FAILED).build());
        replays.result(ended("2:acme", DeliveryClass.ACCEPTED).build());
        replays.result(ended("3:acme", DeliveryClass.FAILED)
                .setFinishedAt(NOW.minusSeconds(61))
                .build());
        replays.result(ended("4:acme", DeliveryClass.FAILED).setFinal$(false).build());
        replays.result(ended("5:acme:withdraw", DeliveryClass.FAILED)
                .setKind(DeliveryKind.WITHDRAW)
                .build());
        for (long lead = 1; lead <= 5; lead++) {
            replays.delivery(delivery(lead));
        }
        assertThat(ids()).containsExactly("1:acme:replay-1");
        Delivery replay = replays.plan(NOW).outcomes().getFirst().getDelivery().orElseThrow();
        assertThat(replay.getReplay()).isTrue();
        assertThat(replay.getAttempts()).isZero();
    }

    @Test
    void theLastReplayDecides() {
        replays.result(ended("1:acme", DeliveryClass.FAILED).build());
        replays.result(ended("1:acme:replay-1", DeliveryClass.FAILED).build());
        replays.result(ended("2:acme:replay-1", DeliveryClass.ACCEPTED).build());
        replays.result(ended("2:acme", DeliveryClass.FAILED).build());
        replays.outcome(ReplayRule.again(delivery(1), 1, false, NOW));
        replays.outcome(ReplayRule.again(delivery(2), 1, false, NOW));
        replays.delivery(delivery(1));
        replays.delivery(delivery(2));
        assertThat(ids()).containsExactly("1:acme:replay-2");
    }

    @Test
    void whatIsUnderWayOrNotKeptIsCounted() {
        replays.result(ended("1:acme", DeliveryClass.FAILED).build());
        replays.result(ended("2:acme", DeliveryClass.FAILED).build());
        replays.outcome(ReplayRule.again(delivery(1), 1, false, NOW));
        replays.delivery(delivery(1));
        Replays.Plan plan = replays.plan(NOW);
        assertThat(plan.outcomes()).isEmpty();
        assertThat(plan.underWay()).isEqualTo(1);
        assertThat(plan.notKept()).isEqualTo(1);
    }

    @Test
    void sinceIsATimeOrHowLongAgo() {
        assertThat(DeliveriesCommand.since("2026-11-20T14:00:00Z", NOW)).isEqualTo(NOW.minusSeconds(3_600));
        assertThat(DeliveriesCommand.since("90m", NOW)).isEqualTo(NOW.minusSeconds(5_400));
        assertThat(DeliveriesCommand.since("3d", NOW)).isEqualTo(NOW.minusSeconds(3 * 86_400));
    }
}
