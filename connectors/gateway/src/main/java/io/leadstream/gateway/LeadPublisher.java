package io.leadstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leadstream.schema.CardMask;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts events on {@code leads} with an idempotent producer.
 *
 * <p>A broker that cannot be reached holds a caller up for at most {@link #MAX_BLOCK}, and an event that was handed over is
 * given up after {@link #DELIVERY}.
 */
final class LeadPublisher implements Publisher, AutoCloseable {

    static final Duration MAX_BLOCK = Duration.ofSeconds(2);
    /** So often a broker is asked for the topic before a gateway gives up starting, {@link #MAX_BLOCK} each. */
    private static final int STARTING = 15;

    static final Duration DELIVERY = Duration.ofSeconds(4);
    private static final Duration ONE_REQUEST = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final String EVENT_ID_HEADER = "event_id";

    private static final Logger log = LoggerFactory.getLogger(LeadPublisher.class);

    private final Producer<String, LeadEvent> producer;

    LeadPublisher(Producer<String, LeadEvent> producer) {
        this.producer = producer;
    }

    /**
     * A publisher that has met the broker and knows the topic.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker cannot be reached or has no such topic
     */
    static LeadPublisher open(GatewayConfig config, Serializer<LeadEvent> serializer, GatewayEvents events) {
        var producer = new KafkaProducer<>(settings(config), new StringSerializer(), serializer);
        try {
            meet(producer);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        events.opened(producer);
        return new LeadPublisher(producer);
    }

    /** Waits for the broker longer than a caller would: it may be starting too. */
    private static void meet(Producer<?, ?> producer) {
        for (int patience = STARTING; ; patience--) {
            try {
                producer.partitionsFor(Topics.LEADS.name());
                return;
            } catch (TimeoutException e) {
                if (patience == 1) {
                    throw e;
                }
            }
        }
    }

    static Map<String, Object> settings(GatewayConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "gateway-leads");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ONE_REQUEST.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        settings.putAll(config.kafka());
        return settings;
    }

    @Override
    public CompletableFuture<Published> publish(LeadEvent given) {
        LeadEvent event = CardMask.apply(given); // the last moment before the log has it
        var result = new CompletableFuture<Published>();
        Thread caller = Thread.currentThread();
        var lead = new ProducerRecord<>(Topics.LEADS.name(), LeadKey.of(event), event);
        lead.headers().add(EVENT_ID_HEADER, event.getEventId().getBytes(UTF_8));
        // The producer tells of a record that it never took on the caller's own thread, before send returns, and of
        // every
        // other on its network thread: that alone says whether the record can have left.
        var unused = producer.send(
                lead,
                (place, error) ->
                        result.complete(judge(error, Thread.currentThread().equals(caller))));
        return result;
    }

    private static Published judge(@Nullable Exception error, boolean neverTaken) {
        if (error == null) {
            return Published.SAVED;
        }
        boolean refused = error instanceof AuthorizationException || error instanceof RecordTooLargeException;
        Published result = neverTaken || refused ? Published.NOT_SAVED : Published.UNKNOWN;
        log.atWarn()
                .addKeyValue("topic", Topics.LEADS.name())
                .addKeyValue("error", error.getClass().getSimpleName())
                .addKeyValue("result", result)
                .log("event not acknowledged");
        return result;
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
