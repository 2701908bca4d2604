package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agents and calls of a vendor that is asked every second, on a real broker, over a restart of everything. */
class PollingTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path data;

    private final Client client = new Client();
    private final Instant made = Instant.now().minus(Duration.ofMinutes(20)).truncatedTo(ChronoUnit.SECONDS);

    @Test
    void eachCallIsPublishedOnceOverManyRoundsAndARestart() {
        StandaloneConfig config = StandaloneConfig.onFreePorts(data, PollingTest::often);
        try (Standalone system = Standalone.start(config)) {
            report(system, "agents", agents("a1", "a2"));
            report(system, "calls", calls(0, 30));
            until(system, 30);
            report(system, "calls", calls(30, 40));
            until(system, 40);
            awaitRounds(system);
            assertThat(keys(system, Topics.CALL_RECORDS))
                    .doesNotHaveDuplicates()
                    .hasSize(40);
            assertThat(agents(system)).containsExactlyInAnyOrder("infocu5:a1", "infocu5:a2");
        }
        try (Standalone system = Standalone.start(config)) {
            report(system, "agents", agents("a2", "a3")); // the sandbox forgets what it was told, as if a1 had left
            report(system, "calls", calls(20, 60));
            until(system, 60);
            awaitRounds(system);
            assertThat(keys(system, Topics.CALL_RECORDS))
                    .doesNotHaveDuplicates()
                    .hasSize(60);
            Eventually.holds(
                    SOON,
                    () -> "agents " + agents(system),
                    () -> agents(system).equals(List.of("infocu5:a2", "infocu5:a3")));
            CallRecord call = new Records(system.addresses().kafka(), contracts(system))
                    .of(Topics.CALL_RECORDS).stream()
                            .filter(each -> each.getCallId().equals("c7"))
                            .findFirst()
                            .orElseThrow();
            assertThat(call.getVendor()).isEqualTo("infocu5");
            assertThat(call.getCalledAt()).isEqualTo(made.plusSeconds(7));
            assertThat(call.getCampaignName()).contains("Spring");
            assertThat(call.getCallSeconds()).contains(3_725);
        }
    }

    /** Three more rounds were answered since now: whatever would come twice has come twice. */
    private void awaitRounds(Standalone system) {
        String counts = system.addresses().sandbox() + "/_sandbox/infocu5/requests";
        int before = client.json(counts).path("received").asInt();
        Eventually.holds(
                SOON,
                () -> "no further rounds",
                () -> client.json(counts).path("received").asInt() >= before + 9);
    }

    private static void until(Standalone system, int calls) {
        Eventually.holds(
                SOON,
                () -> "calls " + keys(system, Topics.CALL_RECORDS).size(),
                () -> keys(system, Topics.CALL_RECORDS).size() >= calls);
    }

    private void report(Standalone system, String what, String json) {
        String address = system.addresses().sandbox() + "/_sandbox/infocu5/" + what;
        assertThat(client.postJson(address, json).statusCode()).isEqualTo(204);
    }

    private String calls(int from, int to) {
        List<String> calls = IntStream.range(from, to)
                .mapToObj(number -> """
                        {"call_id":"c%d","called_at":"%s","campaign":"1111","campaign_name":"Spring","call_seconds":3725}""".formatted(number, made.plusSeconds(number)))
                .toList();
        return calls.toString();
    }

    private static String agents(String... ids) {
        return java.util.Arrays.stream(ids)
                .map(id -> "{\"agent_id\":\"" + id + "\",\"first_name\":\"Ann\"}")
                .toList()
                .toString();
    }

    /** The keys of the agents that there are once tombstones have done their work, in order. */
    private static List<String> agents(Standalone system) {
        Map<String, ConsumerRecord<byte[], byte[]>> newest = new HashMap<>();
        raw(system, Topics.AGENTS).forEach(record -> newest.put(key(record), record));
        newest.values().removeIf(record -> record.value() == null);
        return newest.keySet().stream().sorted().toList();
    }

    private static List<String> keys(Standalone system, Topic<? extends SpecificRecord> topic) {
        return new ArrayList<>(raw(system, topic).stream().map(PollingTest::key).toList());
    }

    private static List<ConsumerRecord<byte[], byte[]>> raw(Standalone system, Topic<? extends SpecificRecord> topic) {
        return new Records(system.addresses().kafka(), contracts(system)).raw(topic.name());
    }

    private static Contracts contracts(Standalone system) {
        return Contracts.at(system.addresses().registry(), Map.of());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static Routing often(Routing routing) {
        return Routing.newBuilder(routing)
                .setVendors(routing.getVendors().stream()
                        .map(vendor -> vendor.getSettings().containsKey("poll_seconds") ? everySecond(vendor) : vendor)
                        .toList())
                .build();
    }

    private static Vendor everySecond(Vendor vendor) {
        Map<String, String> settings = new HashMap<>(vendor.getSettings());
        settings.put("poll_seconds", "1");
        return Vendor.newBuilder(vendor).setSettings(settings).build();
    }
}
