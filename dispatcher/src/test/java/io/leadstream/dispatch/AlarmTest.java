package io.leadstream.dispatch;

import static io.leadstream.dispatch.Deliveries.START;
import static io.leadstream.dispatch.Deliveries.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static Alarm alarm(int rejected, int failed) {
        return new Alarm(limits().setDisableAfterRejected(rejected)
                .setDisableAfterFailed(failed)
                .build());
    }

    private static void hear(Alarm alarm, boolean last, DeliveryClass... results) {
        results(last, results).forEach(alarm::heard);
    }

    private static List<DeliveryResult> results(boolean last, DeliveryClass... results) {
        return Stream.of(results)
                .map(result -> DeliveryResult.newBuilder()
                        .setDeliveryId("1:acme")
                        .setLeadId(1)
                        .setVendor("acme")
                        .setAttempt(1)
                        .setResult(result)
                        .setFinal$(last)
                        .setFinishedAt(START)
                        .setSubmittedAt(START)
                        .build())
                .toList();
    }

    @Test
    void whatIsAboutToBeCommittedCountsBeforeMoreIsStarted() {
        Alarm alarm = alarm(2, 0);
        hear(alarm, true, DeliveryClass.REJECTED);
        assertThat(alarm.ringsWith(() -> results(true, DeliveryClass.ACCEPTED, DeliveryClass.REJECTED)))
                .isFalse();
        assertThat(alarm.ringsWith(() -> results(true, DeliveryClass.REJECTED))).isTrue();
        assertThat(alarm.rung()).as("not before it is committed").isEmpty();
    }

    @Test
    void soManyRejectedInARowDisableTheLaneForGood() {
        Alarm alarm = alarm(3, 0);
        hear(alarm, true, DeliveryClass.REJECTED, DeliveryClass.REJECTED, DeliveryClass.ACCEPTED);
        hear(alarm, true, DeliveryClass.REJECTED, DeliveryClass.CANCELLED, DeliveryClass.REJECTED);
        assertThat(alarm.rung()).isEmpty();
        hear(alarm, true, DeliveryClass.REJECTED);
        assertThat(alarm.rung()).contains(Alarm.REJECTED);
        hear(alarm, true, DeliveryClass.ACCEPTED);
        assertThat(alarm.rung()).contains(Alarm.REJECTED);
    }

    @Test
    void soManyFailedForGoodInARowDoSoToo() {
        Alarm alarm = alarm(0, 2);
        hear(alarm, false, DeliveryClass.FAILED, DeliveryClass.FAILED, DeliveryClass.FAILED);
        hear(alarm, true, DeliveryClass.FAILED, DeliveryClass.REJECTED, DeliveryClass.FAILED);
        assertThat(alarm.rung()).isEmpty();
        hear(alarm, true, DeliveryClass.UNKNOWN, DeliveryClass.FAILED);
        assertThat(alarm.rung()).contains(Alarm.FAILED);
    }

    @Test
    void withoutAThresholdNothingDisablesALane() {
        Alarm alarm = alarm(0, 0);
        for (int i = 0; i < 1_000; i++) {
            hear(alarm, true, DeliveryClass.REJECTED, DeliveryClass.FAILED);
        }
        assertThat(alarm.rung()).isEmpty();
    }
}
