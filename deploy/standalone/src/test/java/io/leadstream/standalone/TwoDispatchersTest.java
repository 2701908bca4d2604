package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.dialect.Dialects;
import io.leadstream.sandbox.Sandbox;
import io.leadstream.sandbox.SandboxConfig;
import io.leadstream.sandbox.SandboxVendor;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Lead;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two dispatchers share the lanes of two vendors, one of which now and then saves a lead and resets the connection; in the
 * middle one dispatcher is killed and started again, or the broker is restarted.
 */
class TwoDispatchersTest {

    private static final int LEADS = 1_000;
    private static final List<String> VENDORS = List.of("left", "right");
    private static final int ALL = LEADS * VENDORS.size();
    private static final Duration SETTLED = Duration.ofSeconds(90);

    @TempDir
    private Path data;

    private final Client client = new Client();

    @Test
    void everyDeliveryHasOneFinalResultAndEveryLeadIsThereOnceThoughOneIsKilled() throws Exception {
        expectAllThrough((broker, one, seen) -> {
            one.kill();
            assertThat(seen.sums().finalResults()).as("killed in the middle").isLessThan(ALL);
            return one.again();
        });
    }

    @Test
    void everyDeliveryHasOneFinalResultAndEveryLeadIsThereOnceThoughTheBrokerIsRestarted() throws Exception {
        expectAllThrough((broker, one, seen) -> {
            broker.stop();
            assertThat(seen.sums().finalResults()).as("stopped in the middle").isLessThan(ALL);
            broker.start();
            return one;
        });
    }

    /** What happens while two dispatchers deliver. */
    private interface Trouble {

        /** Returns the first dispatcher, or the one that runs in its place. */
        DispatcherProcess strike(RestartedKafka broker, DispatcherProcess one, Conservation seen) throws Exception;
    }

    private void expectAllThrough(Trouble trouble) throws Exception {
        try (RestartedKafka kafka = new RestartedKafka(data.resolve("kafka"));
                Sandbox sandbox = Sandbox.start(
                        new SandboxConfig(
                                "127.0.0.1",
                                0,
                                VENDORS.stream()
                                        .map(id -> new SandboxVendor(id, "croco", "leadstream", "sandbox", "1"))
                                        .toList()),
                        Dialects.all())) {
            String registry = Backbone.shared().registry();
            Contracts contracts = Contracts.at(registry, Map.of());
            deploy(kafka, contracts, sandbox.port());
            fault(sandbox, "left", "{\"kind\":\"reset_after_save\",\"percent\":3,\"seed\":7}");
            VENDORS.forEach(vendor -> fault(sandbox, vendor, "{\"kind\":\"latency\",\"latency_ms\":60}"));
            String credentials =
                    SandboxAccounts.credentials(data.resolve("credentials")).toString();

            DispatcherProcess one = DispatcherProcess.start(data, kafka.bootstrap(), registry, "one", credentials);
            DispatcherProcess two = DispatcherProcess.start(data, kafka.bootstrap(), registry, "two", credentials);
            try (Watcher watcher = new Watcher(kafka.bootstrap(), contracts, VENDORS, InstantSource.system())) {
                one.awaitReady();
                two.awaitReady();
                Conservation seen = watcher.conservation();
                deliver(kafka.bootstrap(), contracts);
                Eventually.holds(
                        SETTLED, () -> "" + seen.sums(), () -> seen.sums().finalResults() > ALL / 4);
                one = trouble.strike(kafka, one, seen);
                DispatcherProcess running = one;
                Eventually.holds(
                        SETTLED,
                        () -> seen.sums() + "\n" + running.output(),
                        () -> seen.sums().finalResults() == ALL);
                judge(seen, ALL, sandbox, new Records(kafka.bootstrap(), contracts));
            } finally {
                one.stop();
                two.stop();
            }
        }
    }

    private void judge(Conservation seen, int all, Sandbox sandbox, Records records) {
        assertThat(seen.violations()).isEmpty();
        assertThat(seen.sums().routedDeliveries()).isEqualTo(all);
        assertThat(seen.sums().deadLetters()).isZero();
        for (String vendor : VENDORS) {
            List<DeliveryResult> results = records.of(Topics.deliveryResults(vendor));
            assertThat(results.stream().filter(DeliveryResult::getFinal$))
                    .extracting(DeliveryResult::getResult)
                    .containsOnly(DeliveryClass.ACCEPTED);
            assertThat(results.stream().map(result -> result.getDeliveryId() + " " + result.getAttempt()))
                    .as("one result per attempt")
                    .doesNotHaveDuplicates();
            JsonNode kept = client.json(address(sandbox, vendor, "leads"));
            assertThat(kept.valueStream()
                            .map(lead -> lead.path("lead").path("phone").asText()))
                    .as("leads at %s", vendor)
                    .hasSize(LEADS)
                    .doesNotHaveDuplicates();
        }
        assertThat(records.of(Topics.deliveryResults("left")))
                .extracting(DeliveryResult::getResult)
                .as("resets after saving were met, and verified")
                .contains(DeliveryClass.UNKNOWN);
    }

    private void deploy(RestartedKafka kafka, Contracts contracts, int sandboxPort) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            TopicSetup topics = new TopicSetup(admin, (short) 1);
            topics.fixed(StandaloneConfig.PARTITIONS);
            topics.vendors(VENDORS);
        }
        Routing standard =
                StandaloneConfig.onFreePorts(data, UnaryOperator.identity()).routing(sandboxPort);
        Vendor croco = standard.getVendors().stream()
                .filter(vendor -> vendor.getId().equals("croco"))
                .findFirst()
                .orElseThrow();
        new RoutingPublisher(kafka.bootstrap(), contracts)
                .apply(Routing.newBuilder(standard)
                        .setVendors(VENDORS.stream()
                                .map(id -> vendor(croco, id, sandboxPort))
                                .toList())
                        .build());
    }

    /** Every wait is short, so that it stays in the lane: there is no hold in this test. */
    private static Vendor vendor(Vendor croco, String id, int sandboxPort) {
        return Vendor.newBuilder(croco)
                .setId(id)
                .setUrl("http://127.0.0.1:" + sandboxPort + "/" + id)
                .setLimits(VendorLimits.newBuilder()
                        .setRetryWaitsMs(Collections.nCopies(15, 500L))
                        .build())
                .build();
    }

    private static void deliver(String bootstrap, Contracts contracts) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "acks", "all");
        try (var producer = new KafkaProducer<>(
                config,
                new StringSerializer(),
                contracts.serde(Topics.deliveries("left")).serializer())) {
            for (int lead = 1; lead <= LEADS; lead++) {
                for (String vendor : VENDORS) {
                    Delivery delivery = delivery(lead, vendor);
                    var unused = producer.send(
                            new ProducerRecord<>(Topics.deliveries(vendor).name(), delivery.getPhone(), delivery));
                }
            }
            producer.flush();
        }
    }

    private static Delivery delivery(int lead, String vendor) {
        String phone = "312555%04d".formatted(lead);
        return Delivery.newBuilder()
                .setDeliveryId(lead + ":" + vendor)
                .setKind(DeliveryKind.SEND)
                .setLeadId(lead)
                .setVendor(vendor)
                .setPhone("1" + phone)
                .setListId("102")
                .setLead(Lead.newBuilder()
                        .setPhone(phone)
                        .setFirstName("Ann")
                        .setLastName("Lee")
                        .build())
                .setSubmittedAt(Instant.now())
                .setRoutedAt(Instant.now())
                .build();
    }

    private void fault(Sandbox sandbox, String vendor, String fault) {
        assertThat(client.postJson(address(sandbox, vendor, "faults"), fault).statusCode())
                .isEqualTo(204);
    }

    private static String address(Sandbox sandbox, String vendor, String what) {
        return "http://127.0.0.1:" + sandbox.port() + "/_sandbox/" + vendor + "/" + what;
    }
}
