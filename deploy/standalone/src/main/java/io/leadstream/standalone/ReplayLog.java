package io.leadstream.standalone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes what a person wants replayed, in transactions that one command at a time is able to commit.
 *
 * <p>Opening ends whatever an earlier command left open and shuts it out, so that what is read after opening is all that was
 * ever replayed, and stays so until this command publishes.
 */
final class ReplayLog implements AutoCloseable {

    /** Records of one transaction; what a command had committed before it died is not replayed by the next. */
    private static final int BATCH = 1_000;

    private static final int TRANSACTION_MS = 10_000;

    private final KafkaProducer<byte[], byte[]> producer;

    private ReplayLog(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Opens the log of replays of one kind.
     *
     * @param what such as a vendor
     */
    static ReplayLog open(KafkaAccess kafka, String what) {
        Map<String, Object> config = kafka.client(Map.of(
                "acks",
                "all",
                "transactional.id",
                "replay." + what,
                "transaction.timeout.ms",
                TRANSACTION_MS,
                "max.block.ms",
                ConnectionOptions.PATIENCE_MS));
        var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            return new ReplayLog(producer);
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Publishes records in order, each once.
     *
     * @throws IllegalStateException if another command opened the same log meanwhile
     */
    void publish(List<ProducerRecord<byte[], byte[]>> records) {
        for (int from = 0; from < records.size(); from += BATCH) {
            List<ProducerRecord<byte[], byte[]>> batch = records.subList(from, Math.min(from + BATCH, records.size()));
            try {
                producer.beginTransaction();
                for (ProducerRecord<byte[], byte[]> record : batch) {
                    var unused = producer.send(record); // a failure fails the commit
                }
                producer.commitTransaction();
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                throw new IllegalStateException(
                        "another replay began meanwhile; " + from + " were replayed by this one", e);
            }
        }
    }

    /** A transaction that was not committed is aborted. */
    @Override
    public void close() {
        producer.close(Duration.ofMillis(ConnectionOptions.PATIENCE_MS));
    }
}
