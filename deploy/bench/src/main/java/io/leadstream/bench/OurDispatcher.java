package io.leadstream.bench;

import io.leadstream.dialect.Dialects;
import io.leadstream.dispatch.DispatcherConfig;
import io.leadstream.dispatch.DispatcherService;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import io.leadstream.standalone.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Our own dispatcher, by the entry point that production uses: marks, results, offsets in transactions, breaker and all. */
final class OurDispatcher implements Sender {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration RESULTS_WITHIN = Duration.ofSeconds(30);
    private static final String LOGIN = "bench";

    private final Platform platform;
    private final Contracts contracts;
    private final Path credentials;

    OurDispatcher(Platform platform, Contracts contracts, Path folder) throws Exception {
        this.platform = platform;
        this.contracts = contracts;
        this.credentials = Files.createDirectories(folder.resolve("credentials"));
        Files.writeString(credentials.resolve(LOGIN), "user=" + VendorDesk.USER + "\npass=" + VendorDesk.PASS + "\n");
    }

    @Override
    public String name() {
        return "our dispatcher";
    }

    @Override
    public Sending start(Target target) throws Exception {
        DispatcherService service = serve(List.of(target));
        return new Sending() {
            @Override
            public void finish() throws Exception {
                expectResults(target.vendor(), target.deliveries());
            }

            @Override
            public void close() {
                service.close();
            }
        };
    }

    /** Starts a dispatcher for several vendors and returns when every lane has joined its group. */
    DispatcherService serve(List<Target> targets) throws InterruptedException {
        platform.apply(Routing.newBuilder()
                .setVersion(0)
                .setAppliedAt(Instant.EPOCH)
                .setCampaigns(List.of())
                .setLists(List.of())
                .setVendors(targets.stream().map(OurDispatcher::vendor).toList())
                .build());
        DispatcherService service = DispatcherService.start(
                DispatcherConfig.of(platform.bootstrap(), platform.registryUrl(), "bench", credentials.toString()),
                Dialects.all());
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!service.ready()) {
            if (System.nanoTime() > deadline) {
                service.close();
                throw new IllegalStateException("the dispatcher was not ready in time");
            }
            Thread.sleep(Duration.ofMillis(5));
        }
        return service;
    }

    private static Vendor vendor(Target target) {
        return Vendor.newBuilder()
                .setId(target.vendor())
                .setDialect(DeliveryLoad.DIALECT)
                .setUrl(target.address().toString())
                .setCredentials(LOGIN)
                .setPrivateAddresses(true)
                .setLimits(VendorLimits.newBuilder()
                        .setConcurrency(target.connections())
                        .build())
                .build();
    }

    /**
     * Waits for the results of all deliveries.
     *
     * @throws IllegalStateException if not each has exactly one final result, and that accepted
     */
    void expectResults(String vendor, int deliveries) {
        Map<String, Integer> finals = new HashMap<>();
        Set<String> refused = new HashSet<>();
        String topic = Topics.deliveryResults(vendor).name();
        Deserializer<DeliveryResult> results =
                contracts.serde(DeliveryResult.class).deserializer();
        Map<String, Object> config =
                Map.of("bootstrap.servers", platform.bootstrap(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> places = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(places);
            consumer.seekToBeginning(places);
            long deadline = System.nanoTime() + RESULTS_WITHIN.toNanos();
            while ((finals.size() < deliveries || !isAtEnd(consumer, places)) && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    DeliveryResult result = results.deserialize(topic, record.value());
                    if (result.getFinal$()) {
                        finals.merge(result.getDeliveryId(), 1, Integer::sum);
                    }
                    if (result.getResult() != DeliveryClass.ACCEPTED) {
                        refused.add(result.getDeliveryId());
                    }
                });
            }
        }
        long twice = finals.values().stream().filter(count -> count > 1).count();
        if (finals.size() != deliveries || twice > 0 || !refused.isEmpty()) {
            throw new IllegalStateException(
                    "LOST OR DUPLICATED: " + finals.size() + " of " + deliveries + " final results, " + twice
                            + " of them more than once, " + refused.size() + " attempts not accepted");
        }
    }

    private static boolean isAtEnd(KafkaConsumer<?, ?> consumer, List<TopicPartition> places) {
        return consumer.endOffsets(places).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
