package io.leadstream.bench;

import io.leadstream.schema.Campaign;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.standalone.Platform;
import io.leadstream.streams.StreamsAppConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** Where pipelines are measured: one broker and registry, and what is asked of them between two runs. */
final class Lab implements AutoCloseable {

    /** What the topologies without logic write to. */
    static final String OUT = "bench-out";

    /** The one vendor; nobody reads its deliveries. */
    static final String VENDOR = "bench";

    static final String LIST = "101";

    private static final List<String> AREA_CODES = List.of(
            "201", "206", "212", "213", "214", "215", "216", "303", "305", "310", "312", "313", "314", "404", "415",
            "503", "504", "512", "602", "615", "617", "619", "702", "713", "727", "801", "808", "901", "907", "916");

    /** From 200-0000 to 899-9999. */
    private static final long NUMBERS_EACH = 7_000_000;

    /** Where in the path of a file of a state folder its store is: application, task, rocksdb, store. */
    private static final int STORE = 3;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration READ_WITHIN = Duration.ofSeconds(60);

    private final Path folder;
    private final Platform platform;
    private final Admin admin;
    private final Contracts contracts;
    private final int partitions;
    private final AtomicLong phones = new AtomicLong();

    private Lab(Path folder, int partitions) throws IOException {
        this.folder = folder;
        this.partitions = partitions;
        platform = Platform.start(folder, partitions);
        admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrap()));
        contracts = Contracts.at(platform.registryUrl(), Map.of());
    }

    static Lab open(int partitions) throws Exception {
        Lab lab = new Lab(Files.createTempDirectory("leadstream-bench"), partitions);
        lab.platform.vendors(List.of(VENDOR));
        lab.platform.apply(routing());
        lab.admin
                .createTopics(List.of(new NewTopic(OUT, partitions, (short) 1)))
                .all()
                .get();
        return lab;
    }

    private static Routing routing() {
        return Routing.newBuilder()
                .setVersion(0)
                .setAppliedAt(Instant.EPOCH)
                .setDefaultList(LIST)
                .setCampaigns(List.of(
                        Campaign.newBuilder().setId("BENCH").setName("Bench").build()))
                .setLists(List.of(LeadList.newBuilder()
                        .setId(LIST)
                        .setName("Bench")
                        .setCampaign("BENCH")
                        .setVendors(List.of(
                                ListVendor.newBuilder().setVendor(VENDOR).build()))
                        .build()))
                .setVendors(List.of(Vendor.newBuilder()
                        .setId(VENDOR)
                        .setDialect("croco")
                        .setUrl("http://127.0.0.1:1")
                        .build()))
                .build();
    }

    String bootstrap() {
        return platform.bootstrap();
    }

    Contracts contracts() {
        return contracts;
    }

    int partitions() {
        return partitions;
    }

    /** A number of the USA that no lead of this lab has had; those that follow each other lie far apart. */
    String nextPhone() {
        long place = phones.getAndIncrement() * 1_234_567_891L % (AREA_CODES.size() * NUMBERS_EACH);
        return AREA_CODES.get((int) (place % AREA_CODES.size())) + (2_000_000 + place / AREA_CODES.size());
    }

    /** A pipeline's configuration with every default, under a name of its own, so that several can read {@code leads}. */
    StreamsAppConfig config(String app) {
        return StreamsAppConfig.of(
                        platform.bootstrap(),
                        platform.registryUrl(),
                        app,
                        folder.resolve("streams").resolve(app).toString())
                .withKafka(Map.of("application.id", app))
                // An application of its own that may lag behind; what it costs is not the pipeline's.
                .withLedger(0);
    }

    /** Where a topic ends now, by partition. */
    Map<TopicPartition, Long> ends(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(places(consumer, topic));
        }
    }

    /** Makes a pipeline that does not run begin at places of {@code leads}, and see nothing of what others left behind. */
    void startAt(String app, Map<TopicPartition, Long> places) throws Exception {
        removeMembers(app);
        Map<TopicPartition, Long> all = new HashMap<>(places);
        all.putAll(ends(Topics.LEAD_STEPS.name()));
        all.putAll(ends(Topics.DELIVERY_OUTCOMES.name()));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        all.forEach((place, offset) -> offsets.put(place, new OffsetAndMetadata(offset)));
        admin.alterConsumerGroupOffsets(app, offsets).all().get();
    }

    /** How many records of {@code leads} a pipeline has processed and committed, since the topic began. */
    long committed(String app) throws Exception {
        return admin.listConsumerGroupOffsets(app).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(each -> each.getKey().topic().equals(Topics.LEADS.name()) && each.getValue() != null)
                .mapToLong(each -> each.getValue().offset())
                .sum();
    }

    /** Forgets a pipeline that does not run, and what it kept. */
    void forget(String app) throws Exception {
        removeMembers(app);
        forgetState(app);
        admin.deleteTopics(internal(app)).all().get();
        admin.deleteConsumerGroups(List.of(app)).all().get();
    }

    /** Deletes what a pipeline keeps on disk, so that it restores it from Kafka. */
    void forgetState(String app) throws IOException {
        Utils.delete(folder.resolve("streams").resolve(app).toFile());
    }

    /** Bytes on disk of each store of a pipeline that does not run. */
    Map<String, Long> stateBytes(String app) throws IOException {
        Path state = folder.resolve("streams").resolve(app);
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isRegularFile)
                    .map(state::relativize)
                    .filter(file ->
                            file.getNameCount() > STORE && "rocksdb".equals(String.valueOf(file.getName(STORE - 1))))
                    .collect(Collectors.groupingBy(
                            file -> file.getName(STORE).toString(),
                            TreeMap::new,
                            Collectors.summingLong(
                                    file -> state.resolve(file).toFile().length())));
        }
    }

    /** Records that a pipeline has written to each of its changelogs. */
    Map<String, Long> changes(String app) throws Exception {
        return internal(app).stream()
                .filter(topic -> topic.endsWith("-changelog"))
                .collect(Collectors.toMap(topic -> topic, topic -> {
                    AtomicLong records = new AtomicLong();
                    read(topic, start(topic), record -> records.incrementAndGet());
                    return records.get();
                }));
    }

    /** Reads what was committed to a topic, from places to its end now. */
    void read(String topic, Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> places = places(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(places);
            consumer.assign(places);
            from.forEach(consumer::seek);
            long deadline = System.nanoTime() + READ_WITHIN.toNanos();
            while (places.stream().anyMatch(place -> consumer.position(place) < ends.getOrDefault(place, 0L))) {
                var records = consumer.poll(POLL);
                records.forEach(reader);
                if (!records.isEmpty()) {
                    deadline = System.nanoTime() + READ_WITHIN.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(topic + " could not be read to its end");
                }
            }
        }
    }

    /** A reader of committed records that belongs to no group. */
    KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        platform.bootstrap(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "max.poll.records",
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    static List<TopicPartition> places(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private Map<TopicPartition, Long> start(String topic) {
        return IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(partition -> new TopicPartition(topic, partition), partition -> 0L));
    }

    private Collection<String> internal(String app) throws Exception {
        return admin.listTopics().names().get().stream()
                .filter(topic -> topic.startsWith(app + "-"))
                .toList();
    }

    /** A static member stays in its group when it closes, and a group with members keeps its offsets as they are. */
    private void removeMembers(String app) throws Exception {
        try {
            ConsumerGroupDescription group = Objects.requireNonNull(admin.describeConsumerGroups(List.of(app))
                            .describedGroups()
                            .get(app))
                    .get();
            if (!group.members().isEmpty()) {
                admin.removeMembersFromConsumerGroup(app, new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get();
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        admin.close();
        platform.close();
        Utils.delete(folder.toFile());
    }
}
