package io.leadstream.dispatch;

import io.leadstream.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes a dispatcher's Kafka clients; every one speaks bytes, since a record may be anything. */
record Clients(DispatcherConfig config) {

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);

    /**
     * How soon a lane's producer asks again, ms. A transaction that begins right after another is told to: the markers of the
     * one before are not written yet. Kafka's own 100 ms would stop the lane for as long.
     */
    private static final int ASK_AGAIN_MS = 10;

    /** The consumer of a vendor's deliveries: a static member of the lane's group, committing by transaction only. */
    Consumer<byte[], byte[]> consumer(LaneSettings lane) {
        Map<String, Object> settings = reading("dispatcher-" + config.instanceId() + "-" + lane.id());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "dispatcher." + lane.id());
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.instanceId() + "." + lane.id());
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, OffsetLedger.MOST_PER_POLL);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(lane.sessionTimeout()));
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(lane.rebalanceTimeout()));
        settings.putAll(config.kafka());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The producer of a lane's results; its id survives restarts, so that a successor ends what it left open. */
    Producer<byte[], byte[]> producer(LaneSettings lane) {
        Map<String, Object> settings = writing("dispatcher-" + config.instanceId() + "-" + lane.id());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "dispatcher." + config.instanceId() + "." + lane.id());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(TRANSACTION_TIMEOUT));
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, ASK_AGAIN_MS);
        settings.putAll(config.kafka());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer that belongs to no group, for topics that every dispatcher reads whole. */
    Consumer<byte[], byte[]> reader(String topic) {
        Map<String, Object> settings = reading("dispatcher-" + config.instanceId() + "-" + topic);
        settings.putAll(config.kafka());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer of what a vendor reports; its id is the vendor's, so that of all dispatchers one writes. */
    Producer<byte[], byte[]> pollProducer(String vendor) {
        Map<String, Object> settings = writing("dispatcher-" + config.instanceId() + "-poll-" + vendor);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, pollGroup(vendor));
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(TRANSACTION_TIMEOUT));
        settings.putAll(config.kafka());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer that reads what was published of a vendor's reports, and the position of its group, which has no members. */
    Consumer<byte[], byte[]> pollReader(String vendor, String isolation) {
        Map<String, Object> settings = reading("dispatcher-" + config.instanceId() + "-poll-" + vendor);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, pollGroup(vendor));
        settings.putAll(config.kafka());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The group whose committed position says how far a vendor was asked. */
    static String pollGroup(String vendor) {
        return "poller." + vendor;
    }

    /** A producer for {@link Topics#VENDOR_HEALTH}, which nobody must wait for. */
    Producer<byte[], byte[]> healthProducer() {
        Map<String, Object> settings = writing("dispatcher-" + config.instanceId() + "-health");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        settings.putAll(config.kafka());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> reading(String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return settings;
    }

    private Map<String, Object> writing(String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_500);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return settings;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
