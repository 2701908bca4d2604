package io.leadstream.gateway;

import static io.leadstream.gateway.Fixtures.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.gateway.SubmittedLeads.Found;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadId;
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

class LeadLogTest {

    private static final TopicPartition ONE = new TopicPartition("leads", 1);
    private static final Deserializer<LeadEvent> BY_NAME = (topic, bytes) -> {
        String name = new String(bytes, UTF_8);
        if (name.equals("garbage")) {
            throw new SerializationException(name);
        }
        LeadEvent.Builder event = LeadEvent.newBuilder(event("a", name));
        return name.equals("cancel")
                ? event.setKind(LeadEventKind.CANCELLED).build()
                : event.setLead(Lead.newBuilder().build()).build();
    };

    private final MockConsumer<String, byte[]> consumer = consumer();
    private final LeadLog log = new LeadLog(consumer, BY_NAME);

    @Test
    void aLeadIsFoundAtItsPlaceWhateverItsEpoch() {
        holds(10, "first", "second", "third");

        assertThat(log.find(LeadId.of(0, 1, 11)))
                .isInstanceOfSatisfying(
                        Found.Lead.class,
                        found -> assertThat(found.event().getEventId()).isEqualTo("second"));
        holds(10, "first", "second", "third");
        assertThat(log.find(LeadId.of(3, 1, 12))).isInstanceOf(Found.Lead.class);
    }

    @Test
    void whatTheLogDoesNotHoldIsNothing() {
        holds(10, "first", "second");
        assertThat(log.find(LeadId.of(0, 1, 12))).isInstanceOf(Found.Nothing.class);
        assertThat(log.find(LeadId.of(0, 1, 1L << 34))).isInstanceOf(Found.Nothing.class);
        assertThat(log.find(LeadId.of(0, 2, 10))).isInstanceOf(Found.Nothing.class);
        assertThat(log.find(LeadId.of(0, 1, 9))).isInstanceOf(Found.Nothing.class);
    }

    @Test
    void whatIsNoSubmissionIsNothing() {
        holds(10, "garbage");
        assertThat(log.find(LeadId.of(0, 1, 10))).isInstanceOf(Found.Nothing.class);
        holds(10, "garbage", "cancel");
        assertThat(log.find(LeadId.of(0, 1, 11))).isInstanceOf(Found.Nothing.class);
    }

    @Test
    void aPlaceWhoseRecordWasTakenBackIsNothing() {
        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(Map.of(ONE, 10L));
            consumer.addRecord(new ConsumerRecord<>("leads", 1, 12, "k", "later".getBytes(UTF_8)));
        });
        consumer.updateEndOffsets(Map.of(ONE, 13L));

        assertThat(log.find(LeadId.of(0, 1, 11))).isInstanceOf(Found.Nothing.class);
    }

    @Test
    void anOutageIsSaidAndForgotten() {
        consumer.updateEndOffsets(Map.of(ONE, 11L));
        consumer.setPollException(new KafkaException("away"));
        assertThat(log.find(LeadId.of(0, 1, 10))).isInstanceOf(Found.Unavailable.class);

        holds(10, "first");
        assertThat(log.find(LeadId.of(0, 1, 10))).isInstanceOf(Found.Lead.class);
    }

    /** Records that arrive with the next poll, since an assignment forgets those before it. */
    private void holds(long from, String... names) {
        consumer.updateEndOffsets(Map.of(ONE, from + names.length));
        consumer.schedulePollTask(() -> {
            consumer.updateBeginningOffsets(Map.of(ONE, from));
            for (int i = 0; i < names.length; i++) {
                if (from + i >= consumer.position(ONE)) {
                    consumer.addRecord(new ConsumerRecord<>("leads", 1, from + i, "k", names[i].getBytes(UTF_8)));
                }
            }
        });
    }

    private static MockConsumer<String, byte[]> consumer() {
        var consumer = new MockConsumer<String, byte[]>("none");
        Node node = new Node(0, "h", 1);
        consumer.updatePartitions(
                "leads",
                List.of(
                        new PartitionInfo("leads", 0, node, new Node[0], new Node[0]),
                        new PartitionInfo("leads", 1, node, new Node[0], new Node[0])));
        return consumer;
    }
}
