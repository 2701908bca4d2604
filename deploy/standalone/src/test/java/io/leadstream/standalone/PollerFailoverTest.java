package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Dialects;
import io.leadstream.sandbox.Sandbox;
import io.leadstream.sandbox.SandboxConfig;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two dispatchers one asks a vendor for its calls; when it is killed the other goes on, and no call comes twice. */
class PollerFailoverTest {

    private static final String VENDOR = "infocu5";

    /** A killed member's session, and the rounds after it. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final Client client = new Client();
    private final Instant made = Instant.now().minus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void whenTheOneThatAsksIsKilledTheOtherDoesAndEachCallIsPublishedOnce() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), Ports.free());
                Sandbox sandbox = Sandbox.start(
                        new SandboxConfig("127.0.0.1", 0, SandboxAccounts.of(List.of(VENDOR))), Dialects.all())) {
            String registry = Backbone.shared().registry();
            Contracts contracts = Contracts.at(registry, Map.of());
            Records records = new Records(kafka.bootstrap(), contracts);
            deploy(kafka, contracts, sandbox.port());
            String credentials =
                    SandboxAccounts.credentials(data.resolve("credentials")).toString();
            DispatcherProcess one = DispatcherProcess.start(data, kafka.bootstrap(), registry, "one", credentials);
            DispatcherProcess two = DispatcherProcess.start(data, kafka.bootstrap(), registry, "two", credentials);
            try {
                one.awaitReady();
                two.awaitReady();
                report(sandbox, 0, 20);
                until(records, 20);
                (asks(kafka.bootstrap()).equals("one") ? one : two).kill();
                report(sandbox, 20, 40);
                until(records, 40);
                awaitRounds(sandbox);
                assertThat(records.of(Topics.CALL_RECORDS))
                        .extracting(CallRecord::getCallId)
                        .doesNotHaveDuplicates()
                        .hasSize(40);
            } finally {
                one.stop();
                two.stop();
            }
        }
    }

    /** The dispatcher that has the lane's first partition, and with it the asking. */
    private static String asks(String bootstrap) throws Exception {
        String group = "dispatcher." + VENDOR;
        TopicPartition first = new TopicPartition(Topics.deliveries(VENDOR).name(), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(members -> members.members().stream())
                    .filter(member -> member.assignment().topicPartitions().contains(first))
                    .map(member -> member.groupInstanceId().orElseThrow().replace("." + VENDOR, ""))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void until(Records records, int calls) {
        Eventually.holds(
                TAKEN_OVER,
                () -> "calls " + records.of(Topics.CALL_RECORDS).size(),
                () -> records.of(Topics.CALL_RECORDS).size() >= calls);
    }

    /** Three more rounds were answered since now: whatever would come twice has come twice. */
    private void awaitRounds(Sandbox sandbox) {
        String counts = "http://127.0.0.1:" + sandbox.port() + "/_sandbox/" + VENDOR + "/requests";
        int before = client.json(counts).path("received").asInt();
        Eventually.holds(
                TAKEN_OVER,
                () -> "no further rounds",
                () -> client.json(counts).path("received").asInt() >= before + 9);
    }

    private void report(Sandbox sandbox, int from, int to) {
        List<String> calls = IntStream.range(from, to)
                .mapToObj(number -> """
                        {"call_id":"c%d","called_at":"%s","campaign":"1111","call_seconds":5}""".formatted(number, made.plusSeconds(number)))
                .toList();
        String address = "http://127.0.0.1:" + sandbox.port() + "/_sandbox/" + VENDOR + "/calls";
        assertThat(client.postJson(address, calls.toString()).statusCode()).isEqualTo(204);
    }

    private void deploy(EmbeddedKafka kafka, Contracts contracts, int sandboxPort) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            TopicSetup topics = new TopicSetup(admin, (short) 1);
            topics.fixed(StandaloneConfig.PARTITIONS);
            topics.vendors(List.of(VENDOR));
        }
        Routing standard =
                StandaloneConfig.onFreePorts(data, UnaryOperator.identity()).routing(sandboxPort);
        Routing routing = Routing.newBuilder(standard)
                .setLists(List.of())
                .setVendors(standard.getVendors().stream()
                        .filter(vendor -> vendor.getId().equals(VENDOR))
                        .map(PollerFailoverTest::everySecond)
                        .toList())
                .build();
        new RoutingPublisher(kafka.bootstrap(), contracts).apply(routing);
    }

    private static Vendor everySecond(Vendor vendor) {
        Map<String, String> settings = new HashMap<>(vendor.getSettings());
        settings.put("poll_seconds", "1");
        return Vendor.newBuilder(vendor)
                .setSettings(settings)
                .setLimits(VendorLimits.newBuilder(vendor.getLimits())
                        .setRequestTimeoutMs(2_000) // the lane's session is as short as it may be
                        .build())
                .build();
    }
}
