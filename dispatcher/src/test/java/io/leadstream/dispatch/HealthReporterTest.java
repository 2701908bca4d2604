package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.BreakerState;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.InMemoryRegistry;
import io.leadstream.schema.LaneState;
import io.leadstream.schema.Topics;
import io.leadstream.schema.VendorHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class HealthReporterTest {

    private final VirtualClock clock = new VirtualClock();
    private final LaneBoard board = new LaneBoard(clock);
    private final Serde<VendorHealth> serde =
            Contracts.over(new InMemoryRegistry()).serde(Topics.VENDOR_HEALTH);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final HealthReporter reporter = new HealthReporter("one", board, producer, serde.serializer(), clock);
    private final DeliveryEvents events = DeliveryEvents.all(List.of(board, reporter));

    @Test
    void everyChangeIsSaidAtOnceWithTheFiguresOfTheLane() {
        events.stands("acme", new LaneFigures.Standing(2, 9, Optional.of(clock.instant())));
        events.laneChanged("acme", LaneState.RUNNING, "");
        events.breakerChanged("acme", BreakerState.OPEN);
        reporter.close();

        assertThat(said()).extracting(VendorHealth::getBreaker).containsExactly(BreakerState.CLOSED, BreakerState.OPEN);
        VendorHealth word = said().getLast();
        assertThat(word.getVendor()).isEqualTo("acme");
        assertThat(word.getDispatcher()).isEqualTo("one");
        assertThat(word.getLane()).isEqualTo(LaneState.RUNNING);
        assertThat(word.getInFlight()).isEqualTo(2);
        assertThat(word.getWaiting()).isEqualTo(9);
        assertThat(word.getOldestAt()).contains(clock.instant());
        assertThat(word.getSince()).contains(clock.instant());
    }

    @Test
    void aRoundSaysWhatMovedWithItsRateAndTheRestNowAndThen() throws Exception {
        events.laneChanged("acme", LaneState.RUNNING, "");
        events.laneChanged("still", LaneState.RUNNING, "");
        reporter.round().get();
        for (int i = 0; i < 10; i++) {
            events.finished(LaneBoardTest.accepted(clock.instant()));
        }
        clock.pass(HealthReporter.MOVING);
        reporter.round().get();
        clock.pass(HealthReporter.STILL.minus(HealthReporter.MOVING).minus(Duration.ofMillis(1)));
        reporter.round().get();
        clock.pass(Duration.ofMillis(1));
        reporter.round().get();
        reporter.close();

        List<VendorHealth> acme =
                said().stream().filter(word -> word.getVendor().equals("acme")).toList();
        assertThat(acme).extracting(VendorHealth::getDeliveredPerSecond).contains(2.0);
        assertThat(acme).extracting(VendorHealth::getAttemptsPerSecond).contains(2.0);
        assertThat(said())
                .filteredOn(word -> word.getVendor().equals("still"))
                .as("its change, the first round, and the round after it had been silent for long enough")
                .hasSize(3);
    }

    private List<VendorHealth> said() {
        return producer.history().stream()
                .map(record -> serde.deserializer().deserialize(record.topic(), record.value()))
                .toList();
    }
}
