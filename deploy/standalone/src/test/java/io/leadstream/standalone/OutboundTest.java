package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What vendors see beyond single leads: batches of one list, and leads that are withdrawn. */
class OutboundTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int LEADS = 40;
    private static final String LIST = "25062018";

    @TempDir
    private static Path data;

    private static Standalone system;
    private static Records records;

    private final Client client = new Client();

    @BeforeAll
    static void start() {
        system = Standalone.start(StandaloneConfig.onFreePorts(data, OutboundTest::batchesAndWithdrawals));
        records = new Records(
                system.addresses().kafka(), Contracts.at(system.addresses().registry(), Map.of()));
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    /** Elision is sent batches, one call at a time; dialler is told of withdrawals. */
    private static Routing batchesAndWithdrawals(Routing routing) {
        return Routing.newBuilder(routing)
                .setVendors(routing.getVendors().stream()
                        .map(vendor -> switch (vendor.getId()) {
                            case "elision" -> inBatches(vendor);
                            case "dialler" ->
                                Vendor.newBuilder(vendor).setWithdraw(true).build();
                            default -> vendor;
                        })
                        .toList())
                .build();
    }

    private static Vendor inBatches(Vendor vendor) {
        Map<String, String> settings = new HashMap<>(vendor.getSettings());
        settings.put("batch_size", "10");
        return Vendor.newBuilder(vendor)
                .setSettings(settings)
                .setLimits(VendorLimits.newBuilder(vendor.getLimits())
                        .setConcurrency(1)
                        .build())
                .build();
    }

    @Test
    void leadsOfOneListGoInBatchesAndEachHasItsOwnResult() {
        String slow = "{\"kind\":\"latency\",\"latency_ms\":300}";
        assertThat(client.postJson(sandbox("elision", "faults"), slow).statusCode())
                .isEqualTo(204);
        String leads = IntStream.range(0, LEADS)
                .mapToObj(number -> "{\"phone_number\":\"72755510%02d\",\"list_id\":\"%s\"}".formatted(number, LIST))
                .collect(Collectors.joining(",", "[", "]"));
        String form = "user=6666&pass=1234&action=add_multi_lead&source=test&custom_fields=Y&multi_leads="
                + java.net.URLEncoder.encode(leads, java.nio.charset.StandardCharsets.UTF_8);
        assertThat(client.postForm(system.addresses().gateway() + "/elision-dialer/elision-api/main.php", form)
                        .body())
                .contains("\"lead " + LEADS + "\"");

        Eventually.holds(
                SOON,
                () -> "results " + finals("elision"),
                () -> finals("elision").size() == LEADS);
        List<DeliveryResult> finals = finals("elision");
        assertThat(finals).extracting(DeliveryResult::getResult).containsOnly(DeliveryClass.ACCEPTED);
        JsonNode kept = client.json(sandbox("elision", "leads"));
        Map<String, String> phones = kept.valueStream()
                .collect(Collectors.toMap(
                        lead -> lead.path("vendor_lead_id").asText(),
                        lead -> lead.path("lead").path("phone").asText()));
        assertThat(phones).hasSize(LEADS);
        Map<Long, String> sent = records.of(Topics.deliveries("elision")).stream()
                .collect(Collectors.toMap(
                        d -> d.getLeadId(),
                        d -> d.getLead().orElseThrow().getPhone().orElseThrow()));
        assertThat(finals)
                .allSatisfy(
                        result -> assertThat(phones.get(result.getVendorLeadId().orElseThrow()))
                                .isEqualTo(sent.get(result.getLeadId())));
        assertThat(client.json(sandbox("elision", "requests")).path("received").asInt())
                .as("calls for %d leads", LEADS)
                .isLessThan(LEADS / 2);
    }

    @Test
    void aVendorThatHasALeadIsToldThatItIsCancelled() {
        String lead = """
                {"email":"ann@example.com","first_name":"Ann","surname":"Lee","mobile":"07700900888","type":"motor-trade"}""";
        assertThat(client.postJson(dialler("add"), lead).body()).contains("\"processed\":true");
        Eventually.holds(SOON, () -> "no lead", () -> atDialler().size() == 1);
        Eventually.holds(
                SOON,
                () -> "no result",
                () -> finals("dialler").size() == 1 && !atDialler().isEmpty());

        String cancel = "{\"mobile\":\"07700900888\",\"type\":\"motor-trade\"}";
        Eventually.holds(SOON, () -> "not withdrawn: " + atDialler(), () -> {
            assertThat(client.postJson(dialler("cancel"), cancel).body()).contains("already processed");
            return atDialler().getFirst().path("cancelled").asBoolean();
        });
        Eventually.holds(
                SOON,
                () -> "results " + finals("dialler"),
                () -> finals("dialler").size() == 2);
        assertThat(finals("dialler")).anySatisfy(result -> {
            assertThat(result.getDeliveryId()).endsWith(":dialler:withdraw");
            assertThat(result.getResult()).isEqualTo(DeliveryClass.ACCEPTED);
        });
    }

    @Test
    void aPausedVendorIsSentNothingUntilItIsResumed() {
        assertThat(run("vendors", "pause", "partials")).startsWith("partials paused");
        Eventually.holds(
                SOON,
                () -> run("vendors"),
                () -> run("vendors")
                        .lines()
                        .anyMatch(line -> line.startsWith("partials ") && line.contains(" paused ")));
        String lead = "client_id=DEMO1&step=first&campaign_id=1&fields_phone=727-555-0777&fields_fname=Ann"
                + "&fields_lname=Lee&fields_email=ann%40example.com";
        assertThat(client.postForm(system.addresses().gateway() + "/mgr.php", lead)
                        .body())
                .contains("Successfully imported");
        Eventually.holds(
                SOON,
                () -> "not routed",
                () -> !records.of(Topics.deliveries("partials")).isEmpty());
        assertThat(run("vendors", "resume", "partials")).startsWith("partials resumed");
        Eventually.holds(SOON, () -> "no result", () -> finals("partials").size() == 1);
        DeliveryResult result = finals("partials").getFirst();
        assertThat(result.getResult()).isEqualTo(DeliveryClass.ACCEPTED);
        Instant resumed = records.of(Topics.ROUTING).getLast().getAppliedAt();
        assertThat(result.getStartedAt().orElseThrow()).isAfterOrEqualTo(resumed);
        assertThat(run("vendors"))
                .containsPattern("(?m)^croco +croco +running +closed +standalone ")
                .containsPattern("(?m)^partials +partials +running ");
    }

    private static String run(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--bootstrap=" + system.addresses().kafka());
        line.add("--registry=" + system.addresses().registry());
        StringWriter out = new StringWriter();
        CommandLine command = Main.commandLine(false);
        command.setOut(new PrintWriter(out));
        assertThat(command.execute(line.toArray(String[]::new))).isZero();
        return out.toString();
    }

    private List<JsonNode> atDialler() {
        return client.json(sandbox("dialler", "leads")).valueStream().toList();
    }

    private static List<DeliveryResult> finals(String vendor) {
        return records.of(Topics.deliveryResults(vendor)).stream()
                .filter(DeliveryResult::getFinal$)
                .toList();
    }

    private static String sandbox(String vendor, String what) {
        return system.addresses().sandbox() + "/_sandbox/" + vendor + "/" + what;
    }

    private static String dialler(String function) {
        return system.addresses().gateway() + "/lead/" + function + "?key=demo-key";
    }
}
