package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that is committed on a topic right now. */
final class Records {

    private final String bootstrap;
    private final Contracts contracts;

    Records(String bootstrap, Contracts contracts) {
        this.bootstrap = bootstrap;
        this.contracts = contracts;
    }

    /** The readable values of a topic, partition by partition. */
    <T extends SpecificRecord> List<T> of(Topic<T> topic) {
        var deserializer = contracts.serde(topic).deserializer();
        List<T> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : raw(topic.name())) {
            try {
                values.add(deserializer.deserialize(topic.name(), record.value()));
            } catch (SerializationException unreadable) {
                // what a test put there on purpose
            }
        }
        return values;
    }

    /** The records of a topic as bytes. */
    List<ConsumerRecord<byte[], byte[]>> raw(String topic) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return records;
        }
    }
}
