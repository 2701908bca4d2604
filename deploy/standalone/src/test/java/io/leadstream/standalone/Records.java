package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

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
        try (TopicReader reader = new TopicReader(bootstrap, topic)) {
            return reader.unread();
        }
    }
}
