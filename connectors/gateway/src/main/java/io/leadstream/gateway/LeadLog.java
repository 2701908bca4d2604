package io.leadstream.gateway;

import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a submission by its lead's id, which is its place in {@code leads}: the log itself is the map from ids to phones
 * (docs/decisions/0010-a-lead-is-found-by-its-place.md).
 *
 * <p>One look-up at a time, each a few milliseconds on one partition; who does not get a turn in time hears that the log is
 * unavailable.
 */
final class LeadLog implements SubmittedLeads, AutoCloseable {

    private static final Duration TURN = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(LeadLog.class);

    private final Consumer<String, byte[]> consumer;
    private final Deserializer<LeadEvent> deserializer;
    private final int partitions;
    private final ReentrantLock turn = new ReentrantLock(true);

    LeadLog(Consumer<String, byte[]> consumer, Deserializer<LeadEvent> deserializer) {
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.partitions = consumer.partitionsFor(Topics.LEADS.name()).size();
    }

    /**
     * A log that has met the broker.
     *
     * @throws KafkaException if the broker cannot be reached
     */
    static LeadLog open(GatewayConfig config, Deserializer<LeadEvent> deserializer) {
        var consumer = new KafkaConsumer<>(settings(config), new StringDeserializer(), new ByteArrayDeserializer());
        try {
            return new LeadLog(consumer, deserializer);
        } catch (RuntimeException e) {
            consumer.close(CloseOptions.timeout(CLOSING));
            throw e;
        }
    }

    static Map<String, Object> settings(GatewayConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "gateway-lead-log");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A place that the log no longer holds is an answer, not a reason to read elsewhere.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 * 1024);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LOOK.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LOOK.toMillis());
        settings.putAll(config.kafka());
        return settings;
    }

    @Override
    public Found find(long leadId) {
        if (LeadId.partition(leadId) >= partitions) {
            return new Found.Nothing();
        }
        try {
            if (!turn.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Found.Unavailable();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Found.Unavailable();
        }
        try {
            return look(new TopicPartition(Topics.LEADS.name(), LeadId.partition(leadId)), LeadId.offset(leadId));
        } catch (OffsetOutOfRangeException e) {
            return new Found.Nothing();
        } catch (KafkaException | IllegalStateException e) {
            log.atWarn()
                    .addKeyValue("topic", Topics.LEADS.name())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a lead cannot be looked up");
            return new Found.Unavailable();
        } finally {
            turn.unlock();
        }
    }

    private Found look(TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        // Nobody was told an id of what is not committed, and asking for it would mean waiting for it.
        if (offset >= consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L)) {
            return new Found.Nothing();
        }
        consumer.seek(partition, offset);
        Deadline deadline = Deadline.in(LOOK);
        while (deadline.left() > 0) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofNanos(deadline.left()))) {
                return record.offset() == offset ? read(record) : new Found.Nothing();
            }
            if (consumer.position(partition) > offset) {
                return new Found.Nothing(); // what lay there was taken back by its producer
            }
        }
        return new Found.Unavailable();
    }

    private Found read(ConsumerRecord<String, byte[]> record) {
        try {
            LeadEvent event = deserializer.deserialize(record.topic(), record.value());
            return event != null
                            && event.getKind() == LeadEventKind.SUBMITTED
                            && event.getLead().isPresent()
                    ? new Found.Lead(event)
                    : new Found.Nothing();
        } catch (SerializationException e) {
            return new Found.Nothing();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            consumer.close(CloseOptions.timeout(CLOSING));
        } finally {
            turn.unlock();
        }
    }
}
