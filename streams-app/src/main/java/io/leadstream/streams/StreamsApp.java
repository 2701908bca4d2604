package io.leadstream.streams;

import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.HeldItem;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running pipeline: {@link LeadTopology} on Kafka Streams, exactly once. */
public final class StreamsApp implements AutoCloseable {

    /** The consumer group and the prefix of everything internal. */
    public static final String APPLICATION = "leadstream";

    private static final Logger log = LoggerFactory.getLogger(StreamsApp.class);
    private static final int LINGER_MS = 5;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final KafkaStreams streams;
    private final Topology topology;
    private final StateFolder state;
    private final Readiness readiness;
    private final VendorTopics vendors;
    private final Optional<Ledger> ledger;

    private StreamsApp(
            KafkaStreams streams,
            Topology topology,
            StateFolder state,
            VendorTopics vendors,
            Readiness readiness,
            Optional<Ledger> ledger) {
        this.vendors = vendors;
        this.streams = streams;
        this.readiness = readiness;
        this.topology = topology;
        this.state = state;
        this.ledger = ledger;
    }

    /**
     * Checks the cluster and starts the pipeline.
     *
     * @throws IllegalStateException if topics are missing, differ in their partition counts, or {@code leads} is not the
     *     topic that the kept state belongs to; the message says what to do
     */
    public static StreamsApp start(StreamsAppConfig config) {
        return start(config, PipelineEvents.NONE);
    }

    /** The same, with a listener that hears of each turn of a lead. */
    public static StreamsApp start(StreamsAppConfig config, PipelineEvents events) {
        StateFolder state = new StateFolder(Path.of(config.stateFolder()));
        int partitions = checkedPartitions(config, state);
        Contracts contracts = Contracts.at(config.registryUrl(), config.registry());
        DeadLetters letters = new DeadLetters(CardKeyset.configured(config.cardKeyset()));
        VendorTopics vendors = VendorTopics.watch(admin(config));
        CommittedEvents committed = new CommittedEvents(events, Clock.systemUTC());
        Topology topology = new LeadTopology(
                        contracts,
                        partitions,
                        config.epoch(),
                        ReferenceFiles.of(config),
                        letters,
                        vendors,
                        committed,
                        new ReleaseTime(System::nanoTime))
                .build();
        KafkaStreams streams = new KafkaStreams(topology, properties(config), new WatchedClients(committed));
        streams.setUncaughtExceptionHandler(error -> {
            log.atError().setCause(error).log("stream thread failed and is replaced");
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        Optional<Ledger> ledger = config.ledgerRetentionHours() == 0
                ? Optional.empty()
                : Optional.of(Ledger.of(config, contracts, partitions));
        events.opened(streams);
        state.enter();
        streams.start();
        ledger.ifPresent(each -> each.start(events));
        return new StreamsApp(streams, topology, state, vendors, new Readiness(streams, partitions), ledger);
    }

    /** True once every task runs on restored state, or this is a spare member of a group that has its tasks elsewhere. */
    public boolean ready() {
        return readiness.ready();
    }

    /** False once the pipeline has ended for good: it failed in a way that only a new process can mend, or was closed. */
    public boolean live() {
        return readiness.live();
    }

    /** The ledger, which says where a lead is; empty if none is kept. */
    public Optional<Ledger> ledger() {
        return ledger;
    }

    /**
     * Leads, and deliveries to be sent again, that wait here for their time: what the stores estimate, which a restart or a
     * rebalance does not change. It drifts by a few where something is taken out twice. Empty while the state is moved.
     */
    public OptionalLong held() {
        try {
            return OptionalLong.of(streams.store(StoreQueryParameters.fromNameAndType(
                            HeldItems.STORE, QueryableStoreTypes.<Bytes, HeldItem>keyValueStore()))
                    .approximateNumEntries());
        } catch (InvalidStateStoreException e) {
            return OptionalLong.empty();
        }
    }

    /** The topology as Kafka Streams prints it. */
    public String topology() {
        return topology.describe().toString();
    }

    @Override
    public void close() {
        ledger.ifPresent(Ledger::close);
        if (streams.close(CLOSE_WITHIN)) {
            state.leave();
        }
        vendors.close();
    }

    /** What the pipeline gives Kafka Streams, for whoever compares it with something else on equal terms. */
    public static Properties properties(StreamsAppConfig config) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder());
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, APPLICATION + "-" + config.instanceId());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitIntervalMs());
        // How late a tick may be while nothing comes in.
        properties.put(StreamsConfig.POLL_MS_CONFIG, 20);
        // A task goes on without a topic only if it has read what the broker told of it (correctness.md 17).
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreSettings.class);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class.getName());
        properties.put(DeadLetterHandler.CARD_KEYSET, config.cardKeyset());
        // A static member takes its tasks back at once after a restart, instead of after the session timeout.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), config.instanceId());
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // correctness.md 18: a killed process must not silence read_committed readers for long.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 5_000);
        // A commit sends what lingers at once, and nothing can be read before it: lingering costs no time, only
        // requests.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
        properties.putAll(config.kafka());
        return properties;
    }

    private static Map<String, Object> admin(StreamsAppConfig config) {
        Map<String, Object> admin = new HashMap<>(config.kafka());
        admin.putIfAbsent("bootstrap.servers", config.bootstrapServers());
        return admin;
    }

    private static int checkedPartitions(StreamsAppConfig config, StateFolder state) {
        List<String> names = Topics.fixed().stream().map(Topic::name).toList();
        try (Admin client = Admin.create(admin(config))) {
            Map<String, TopicDescription> topics =
                    client.describeTopics(names).allTopicNames().get();
            TopicDescription leads = described(topics, Topics.LEADS);
            int partitions = leads.partitions().size();
            if (partitions > LeadId.MOST_PARTITIONS) {
                throw new IllegalStateException(
                        "leads has " + partitions + " partitions; lead ids have room for " + LeadId.MOST_PARTITIONS);
            }
            for (Topic<?> topic : Topics.fixed()) {
                int count = described(topics, topic).partitions().size();
                if (topic.partitions() == Topic.Partitions.AS_LEADS && count != partitions) {
                    throw new IllegalStateException("topic " + topic.name() + " has " + count + " partitions and leads "
                            + partitions + "; they must be equal: make " + topic.name() + " anew with " + partitions);
                }
            }
            state.bind(leads.topicId().toString());
            return partitions;
        } catch (ExecutionException e) {
            throw new IllegalStateException("topics cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were read", e);
        }
    }

    private static TopicDescription described(Map<String, TopicDescription> topics, Topic<?> topic) {
        return Objects.requireNonNull(topics.get(topic.name()), topic.name());
    }
}
