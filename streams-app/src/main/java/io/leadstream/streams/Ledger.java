package io.leadstream.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.RecordJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running ledger: says where a lead is, by its id and by its phone. A Kafka Streams application of its own beside the
 * pipeline, which it follows and never holds up (docs/decisions/0022-the-ledger.md).
 *
 * <p>Each instance keeps a share and answers for all: what it does not keep it asks the instance that does, by Kafka Streams'
 * own metadata, or one that keeps a copy. A question that was forwarded is never forwarded again.
 */
public final class Ledger implements AutoCloseable {

    /** The consumer group and the prefix of everything internal. */
    public static final String APPLICATION = StreamsApp.APPLICATION + "-ledger";

    /** The header of a question that another instance forwards; its value means nothing. */
    public static final String FORWARDED = "Leadstream-Forwarded";

    /** Where leads are asked for. */
    public static final String PATH = "/v1/leads";

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

    /** Within this time the topics of a new vendor are seen. */
    private static final Duration METADATA_AGE = Duration.ofSeconds(10);

    private static final Pattern LEAD_ID = Pattern.compile("[0-9]{1,16}");

    private final KafkaStreams streams;
    private final int partitions;
    private final LedgerShare share;
    private final LedgerRouter router;

    private Ledger(KafkaStreams streams, int partitions, LedgerShare share, LedgerRouter router) {
        this.streams = streams;
        this.partitions = partitions;
        this.share = share;
        this.router = router;
    }

    /** The ledger of an instance, which is yet to be {@linkplain #start started}. */
    static Ledger of(StreamsAppConfig config, Contracts contracts, int partitions) {
        Map<Integer, Instant> newest = new ConcurrentHashMap<>();
        Duration kept = Duration.ofHours(config.ledgerRetentionHours());
        Properties properties = properties(config);
        KafkaStreams streams =
                new KafkaStreams(new LedgerTopology(contracts, partitions, kept, newest::put).build(), properties);
        streams.setUncaughtExceptionHandler(error -> {
            log.atError().setCause(error).log("ledger thread failed and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        Optional<String> server = Optional.ofNullable(properties.getProperty(StreamsConfig.APPLICATION_SERVER_CONFIG))
                .filter(address -> !address.isBlank());
        LedgerShare share =
                new LedgerShare(streams, server.orElse(config.instanceId()), InstantSource.system(), newest);
        return new Ledger(
                streams, partitions, share, new LedgerRouter(streams, server.map(HostInfo::buildFromEndpoint)));
    }

    /** Starts it; it may take its time to be there. */
    void start(PipelineEvents events) {
        events.opened(streams);
        streams.start();
    }

    /** The pipeline's settings, but for what makes the pipeline fast and exact. */
    static Properties properties(StreamsAppConfig config) {
        Properties properties = new Properties();
        properties.putAll(StreamsApp.properties(config));
        String pipeline = properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, pipeline + "-ledger");
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, pipeline + "-ledger-" + config.instanceId());
        // Every step is put under its own name, so that putting it twice is putting it once.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
        properties.put(StreamsConfig.POLL_MS_CONFIG, 100);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        // What it reads was written in transactions.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        properties.put(StreamsConfig.consumerPrefix(CommonClientConfigs.METADATA_MAX_AGE_CONFIG), (int)
                METADATA_AGE.toMillis());
        properties.remove(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 50);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        return properties;
    }

    /**
     * Where a lead is.
     *
     * @param leadId its id as text
     * @param forwarded true if another instance forwards the question
     */
    public LedgerAnswer byId(String leadId, boolean forwarded) {
        return LEAD_ID.matcher(leadId).matches()
                ? lead(Long.parseLong(leadId), forwarded)
                : new LedgerAnswer.Malformed("A lead id is a number of at most 16 digits.");
    }

    /**
     * Where the leads of a phone are, newest first.
     *
     * @param phone the number as somebody writes it
     * @param callingCode calling code, digits; empty for that of the USA and Canada
     */
    public LedgerAnswer byPhone(String phone, String callingCode, boolean forwarded) {
        Optional<String> code = Optional.of(callingCode).filter(given -> !given.isBlank());
        return PhoneIdentity.of(phone, code)
                .map(identity -> byIdentity(identity, forwarded))
                .orElseGet(() -> new LedgerAnswer.Malformed("A phone has 6 to 16 digits."));
    }

    /** The same of a phone whose identity is known: E.164 without {@code +}, where it can be parsed. */
    public LedgerAnswer byIdentity(String identity, boolean forwarded) {
        int partition = BuiltInPartitioner.partitionForKey(identity.getBytes(StandardCharsets.UTF_8), partitions);
        LedgerAnswer answer = router.ask(
                partition,
                forwarded,
                PATH + "?identity=" + URLEncoder.encode(identity, StandardCharsets.UTF_8),
                standby ->
                        new LedgerAnswer.Found(RecordJson.withoutDefaults(share.phone(partition, identity, standby))));
        return answer instanceof LedgerAnswer.Found found && !forwarded ? completed(found.json()) : answer;
    }

    /** True once this instance answers from what it keeps itself. */
    public boolean ready() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        streams.close(CLOSE_WITHIN);
        router.close();
    }

    private LedgerAnswer lead(long leadId, boolean forwarded) {
        int partition = LeadId.partition(leadId);
        if (partition >= partitions) {
            return new LedgerAnswer.Nothing();
        }
        return router.ask(
                partition,
                forwarded,
                PATH + "/" + leadId,
                standby -> share.lead(leadId, standby)
                        .<LedgerAnswer>map(lead -> new LedgerAnswer.Found(RecordJson.withoutDefaults(lead)))
                        .orElseGet(LedgerAnswer.Nothing::new));
    }

    /** Asks for those leads of a phone that are kept elsewhere, because their producer keyed or placed them wrongly. */
    private LedgerAnswer completed(ObjectNode phone) {
        List<JsonNode> leads = new ArrayList<>();
        phone.path("leads").forEach(leads::add);
        List<Long> unknown = new ArrayList<>();
        for (JsonNode id : phone.path("elsewhere")) {
            switch (lead(id.asLong(), false)) {
                case LedgerAnswer.Found found -> leads.add(found.json());
                case LedgerAnswer.Nothing nothing -> {}
                case LedgerAnswer.Malformed malformed -> {}
                case LedgerAnswer.Unavailable unavailable -> unknown.add(id.asLong());
            }
        }
        leads.sort(Comparator.comparing(
                (JsonNode lead) -> Instant.parse(lead.path("submitted_at").asText()), Comparator.reverseOrder()));
        ArrayNode all = phone.putArray("leads");
        leads.forEach(all::add);
        phone.remove("elsewhere");
        if (!unknown.isEmpty()) {
            ArrayNode elsewhere = phone.putArray("elsewhere");
            unknown.forEach(elsewhere::add);
        }
        phone.put("complete", phone.path("complete").asBoolean(true) && unknown.isEmpty());
        return new LedgerAnswer.Found(phone);
    }
}
