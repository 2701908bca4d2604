package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker that {@code up} brings along, and the topics on it. */
class EmbeddedKafkaTest {

    @TempDir
    private Path folder;

    @Test
    void aBrokerComesBackOnItsDataWithinTenSeconds() throws Exception {
        try (EmbeddedKafka first = EmbeddedKafka.start(folder.resolve("kafka"), Ports.free())) {
            try (Admin admin = admin(first.bootstrap())) {
                new TopicSetup(admin, (short) 1).fixed(2);
            }
            publish(first.bootstrap());
        }
        long before = System.nanoTime();
        try (EmbeddedKafka second = EmbeddedKafka.start(folder.resolve("kafka"), Ports.free())) {
            Records records = new Records(
                    second.bootstrap(),
                    io.leadstream.schema.Contracts.at(Backbone.shared().registry(), Map.of()));
            assertThat(records.raw(Topics.DEAD_LETTERS))
                    .singleElement()
                    .satisfies(record -> assertThat(record.value()).containsExactly(42));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void topicsAreCreatedOnceAndCheckedAfterwards() throws Exception {
        try (Admin admin = admin(Backbone.shared().bootstrap())) {
            TopicSetup topics = new TopicSetup(admin, (short) 1);
            topics.fixed(StandaloneConfig.PARTITIONS);
            topics.vendors(List.of("acme"));
            topics.vendors(List.of("acme"));
            assertThat(topics.partitions()).isEqualTo(StandaloneConfig.PARTITIONS);
            assertThat(admin.listTopics().names().get())
                    .contains("leads", "dead-letters", "deliveries.acme", "delivery-results.acme");

            assertThatThrownBy(() -> topics.fixed(StandaloneConfig.PARTITIONS + 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("topic ")
                    .hasMessageContaining("has 4 partitions and needs 5");
            admin.createTopics(List.of(new NewTopic("deliveries.narrow", 1, (short) 1)))
                    .all()
                    .get();
            assertThatThrownBy(() -> topics.vendors(List.of("narrow")))
                    .hasMessageStartingWith("topic deliveries.narrow has 1 partitions and needs 4");
        }
    }

    @Test
    void aFolderHasOneOwnerAtATime() {
        DataFolder owner = DataFolder.take(folder);
        assertThatThrownBy(() -> DataFolder.take(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "another Leadstream (process " + ProcessHandle.current().pid() + ") runs on " + folder);
        owner.close();
        DataFolder.take(folder).close();
    }

    private static Admin admin(String bootstrap) {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    private static void publish(String bootstrap) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.DEAD_LETTERS, new byte[] {42}))
                    .get();
        }
    }
}
