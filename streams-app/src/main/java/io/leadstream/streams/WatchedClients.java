package io.leadstream.streams;

import io.leadstream.schema.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** The clients that Kafka Streams makes for itself, except that a producer says when a transaction has ended. */
record WatchedClients(CommittedEvents events) implements KafkaClientSupplier {

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new WatchedProducer(config, events);
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A stream thread's producer, called by that thread alone. */
    private static final class WatchedProducer extends KafkaProducer<byte[], byte[]> {

        private final CommittedEvents events;

        WatchedProducer(Map<String, Object> config, CommittedEvents events) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.events = events;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (record.topic().equals(Topics.DEAD_LETTERS)) {
                events.deadLetter();
            }
            return super.send(record, callback);
        }

        /** If it throws because it took too long it is called again, so the notes are kept. */
        @Override
        public void commitTransaction() {
            super.commitTransaction();
            events.committed();
        }

        @Override
        public void abortTransaction() {
            events.aborted();
            super.abortTransaction();
        }

        @Override
        public void close() {
            events.aborted();
            super.close();
        }

        @Override
        public void close(Duration timeout) {
            events.aborted();
            super.close(timeout);
        }
    }
}
