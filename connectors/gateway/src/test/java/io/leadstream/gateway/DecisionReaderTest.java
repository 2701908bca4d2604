package io.leadstream.gateway;

import static io.leadstream.gateway.Fixtures.accepted;
import static io.leadstream.gateway.Fixtures.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.schema.LeadDecision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class DecisionReaderTest {

    private static final String TOPIC = "lead-decisions";
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Deserializer<LeadDecision> BY_EVENT_ID = (topic, bytes) -> {
        if (bytes.length == 0) {
            throw new SerializationException("garbage");
        }
        return accepted(event("a", new String(bytes, UTF_8)));
    };

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("latest");
    private final Decisions decisions = new Decisions();

    @Test
    void itStandsOnTheEndOfEveryPartitionWhenItIsOpen() {
        topic(2, 7);

        try (var reader = DecisionReader.start(consumer, BY_EVENT_ID, decisions)) {
            assertThat(consumer.assignment()).containsExactlyInAnyOrder(partition(0), partition(1));
            assertThat(reader.isReading()).isTrue();
        }

        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void aDecisionReachesWhoeverWaitsForIt() throws Exception {
        topic(2, 7);
        try (var waiting = decisions.waitFor(List.of(event("a", "1")));
                var reader = DecisionReader.start(consumer, BY_EVENT_ID, decisions)) {
            consumer.schedulePollTask(() -> consumer.addRecord(decision(1, 7, "1")));

            assertThat(waiting.until(Deadline.in(SOON))).isPresent();
            assertThat(reader.isReading()).isTrue();
        }
    }

    @Test
    void garbageAndOutagesStopNothing() throws Exception {
        topic(1, 0);
        try (var waiting = decisions.waitFor(List.of(event("a", "1")));
                var reader = DecisionReader.start(consumer, BY_EVENT_ID, decisions)) {
            consumer.schedulePollTask(() -> consumer.addRecord(decision(0, 0, "")));
            consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("broker away")));
            consumer.schedulePollTask(() -> consumer.addRecord(decision(0, 1, "1")));

            assertThat(waiting.until(Deadline.in(SOON))).isPresent();
            assertThat(reader.isReading()).isTrue();
        }
    }

    @Test
    void aMissingTopicIsSaidAtOnceAndTheConsumerIsClosed() {
        consumer.updatePartitions(TOPIC, List.of());

        assertThatThrownBy(() -> DecisionReader.start(consumer, BY_EVENT_ID, decisions))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(TOPIC);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void theConsumerReadsOnlyWhatIsCommittedAndBelongsToNoGroup() {
        assertThat(DecisionReader.settings(Fixtures.config(5000)))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false)
                .doesNotContainKey("group.id");
    }

    private void topic(int partitions, long end) {
        Node node = new Node(1, "localhost", 9092);
        List<PartitionInfo> infos = java.util.stream.IntStream.range(0, partitions)
                .mapToObj(i -> new PartitionInfo(TOPIC, i, node, new Node[] {node}, new Node[] {node}))
                .toList();
        consumer.updatePartitions(TOPIC, infos);
        for (int i = 0; i < partitions; i++) {
            consumer.updateEndOffsets(Map.of(partition(i), end));
        }
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(TOPIC, number);
    }

    private static ConsumerRecord<String, byte[]> decision(int partition, long offset, String eventId) {
        return new ConsumerRecord<>(TOPIC, partition, offset, "1024", eventId.getBytes(UTF_8));
    }
}
