package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole system on a real broker and a real registry: what a producer, a vendor and an analyst see of it. */
class SystemTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Pattern ADDED =
            Pattern.compile("SUCCESS: add_lead LEAD HAS BEEN ADDED - (\\d+)\\|6666\\|(\\d+)\\|(\\d+)\\|-?[\\d.]+\\s*");

    @TempDir
    private static Path data;

    private static Standalone system;
    private static Records records;
    private static Contracts contracts;

    private final Client client = new Client();

    @BeforeAll
    static void start() {
        system = Standalone.start(StandaloneConfig.onFreePorts(data, UnaryOperator.identity()));
        contracts = Contracts.at(system.addresses().registry(), Map.of());
        records = new Records(system.addresses().kafka(), contracts);
    }

    @AfterAll
    static void stop() {
        long before = System.nanoTime();
        system.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aLeadGoesAllTheWayAndItsDuplicateIsRefusedByName() {
        String query = "phone_number=7275551111&list_id=101&duplicate_check=DUPSYS90DAY";
        Matcher added = ADDED.matcher(croco(query));
        assertThat(added.matches()).isTrue();
        long leadId = Long.parseLong(added.group(3));

        assertThat(croco(query))
                .startsWith("ERROR: add_lead DUPLICATE PHONE NUMBER IN SYSTEM - 7275551111|101|" + leadId);

        eventually(() -> finals(leadId).size() == 2, () -> "final results " + finals(leadId));
        assertThat(finals(leadId)).extracting(DeliveryResult::getVendor).containsExactlyInAnyOrder("croco", "dialler");
        assertThat(decisions(leadId))
                .extracting(LeadDecision::getPhase)
                .containsExactly(DecisionPhase.FIRST, DecisionPhase.END);
        assertThat(records.of(Topics.deliveries("croco")))
                .filteredOn(delivery -> delivery.getLeadId() == leadId)
                .hasSize(1);
        assertThat(records.of(Topics.deliveries("dialler")))
                .filteredOn(delivery -> delivery.getLeadId() == leadId)
                .hasSize(1);
        assertThat(atVendor("croco", "7275551111")).hasSize(1);
    }

    @Test
    void aDelayedLeadReachesItsVendorWhenItIsDue() {
        assertThat(client.postJson(dialler("add"), diallerLead("07700900001", 3))
                        .body())
                .contains("\"processed\":true");
        eventually(() -> atVendor("dialler", "07700900001").size() == 1, () -> "nothing at the vendor");
        LeadDecision first = only("447700900001", DecisionPhase.FIRST);
        Instant received = Instant.parse(
                atVendor("dialler", "07700900001").getFirst().get("received_at").asText());
        assertThat(Duration.between(first.getSubmittedAt(), received))
                .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
    }

    @Test
    void aLeadCancelledWhileItWaitsNeverReachesItsVendor() {
        client.postJson(dialler("add"), diallerLead("07700900002", 3));
        String cancel = "{\"mobile\":\"07700900002\",\"type\":\"motor-trade\"}";
        assertThat(client.postJson(dialler("cancel"), cancel).body()).contains("\"cancelled\":true");
        assertThat(client.postJson(dialler("cancel"), cancel).body()).contains("not found");

        // A lead of the same vendor that is due later has arrived, so the cancelled one would have too.
        client.postJson(dialler("add"), diallerLead("07700900003", 4));
        eventually(() -> atVendor("dialler", "07700900003").size() == 1, () -> "nothing at the vendor");
        assertThat(atVendor("dialler", "07700900002")).isEmpty();
        assertThat(only("447700900002", DecisionPhase.END).getOutcome()).isEqualTo(DecisionOutcome.CANCELLED);
    }

    @Test
    void aDeliveredLeadIsAlreadyProcessed() {
        client.postJson(dialler("add"), diallerLead("07700900004", 0));
        eventually(() -> atVendor("dialler", "07700900004").size() == 1, () -> "nothing at the vendor");
        assertThat(client.postJson(dialler("cancel"), "{\"mobile\":\"07700900004\",\"type\":\"motor-trade\"}")
                        .body())
                .contains("already processed");
        assertThat(client.postJson(dialler("add"), diallerLead("07700900004", 0))
                        .body())
                .contains("Existing Contact");
    }

    @Test
    void whatIsNoLeadIsADeadLetterAndTheNextLeadGoesThrough() throws Exception {
        byte[] routing = contracts
                .serde(Topics.ROUTING)
                .serializer()
                .serialize("routing", records.of(Topics.ROUTING).getFirst());
        int before = records.raw(Topics.DEAD_LETTERS).size();
        for (byte[] bytes :
                List.of("garbage".getBytes(StandardCharsets.UTF_8), routing, new byte[] {0, 9, 9, 9, 9, 1})) {
            publish(new byte[] {7}, bytes);
        }
        publish(new byte[] {7}, null);
        publishLead(null, "3125550001");
        publishLead("no phone at all", "3125550002");

        for (String phone : List.of("3125550001", "3125550002")) {
            eventually(() -> atVendor("croco", phone).size() == 1, () -> phone + " is not at the vendor");
        }
        eventually(() -> records.raw(Topics.DEAD_LETTERS).size() == before + 4, () -> "dead letters are missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/API/lmapi.php?user=6666&pass=wrong&function=add_lead&phone_number=7275559999&source=test",
                "/API/lmapi.php?user=6666&pass=1234&function=none&phone_number=7275559999&source=test",
                "/API/lmapi.php?user=6666&pass=1234&function=add_lead&phone_number=72755&source=test",
            })
    void aBadCallGetsAnErrorLine(String path) {
        var answer = client.get(system.addresses().gateway() + path);
        assertThat(answer.body()).startsWith("ERROR: ").doesNotContain("wrong").doesNotContain("Exception");
    }

    @Test
    void aBadJsonCallGetsItsStatus() {
        assertThat(client.postJson(dialler("add"), "{\"mobile\":").statusCode()).isEqualTo(400);
        assertThat(client.postJson(system.addresses().gateway() + "/lead/add?key=wrong", "{}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.get(system.addresses().gateway() + "/nowhere").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aVendorThatAnswersNonsenseIsTriedAgainAndDelaysNobodyElse() {
        String faults = system.addresses().sandbox() + "/_sandbox/croco/faults";
        assertThat(client.postJson(faults, "{\"kind\":\"garbage\",\"times\":1}").statusCode() / 100)
                .isEqualTo(2);
        Matcher added = ADDED.matcher(croco("phone_number=6175550001&list_id=101"));
        assertThat(added.matches()).isTrue();
        long leadId = Long.parseLong(added.group(3));

        eventually(() -> finals(leadId).stream().anyMatch(r -> r.getVendor().equals("dialler")), () -> "no result");
        eventually(() -> finals(leadId).size() == 2, () -> "final results " + finals(leadId));
        assertThat(records.of(Topics.deliveryResults("croco")))
                .filteredOn(result -> result.getLeadId() == leadId)
                .extracting(DeliveryResult::getAttempt, DeliveryResult::getResult, DeliveryResult::getFinal$)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, DeliveryClass.FAILED, false),
                        org.assertj.core.groups.Tuple.tuple(2, DeliveryClass.ACCEPTED, true));
    }

    @Test
    void theRunningTopologyIsTheGoldenFile() throws IOException {
        assertThat(system.topology()).isEqualTo(Files.readString(Path.of("../../streams-app/topology.txt")));
    }

    @Test
    void everyMetricThatTheDashboardAndTheAlertsNameIsThere() {
        croco("phone_number=6175550002&list_id=101");
        java.util.function.Supplier<Set<String>> missing = () -> {
            Set<String> names = new TreeSet<>(MonitoringFiles.metrics());
            names.removeAll(page().names());
            return names;
        };
        // Kafka's own are looked through every ten seconds.
        Eventually.holds(
                Duration.ofSeconds(30),
                () -> missing.get() + " are not on the page",
                () -> missing.get().isEmpty());
    }

    @Test
    void theCountersAgreeWithTheTopics() {
        croco("phone_number=6175550003&list_id=101&duplicate_check=DUPSYS90DAY");
        croco("phone_number=6175550003&list_id=101&duplicate_check=DUPSYS90DAY");
        eventually(() -> counted().equals(published()), () -> counted() + "\nbut published " + published());
        assertThat(counted().keySet())
                .anyMatch(sample -> sample.contains("reason=\"duplicate\""))
                .anyMatch(sample -> sample.startsWith("leadstream_delivery_results_total"));
    }

    @Test
    void thePageHoldsNoPhone() {
        croco("phone_number=6175550004&list_id=101");
        eventually(() -> atVendor("croco", "6175550004").size() == 1, () -> "nothing at the vendor");
        assertThat(client.get(system.addresses().gateway() + "/metrics").body())
                .contains("leadstream_decisions_total")
                .doesNotContain("6175550004");
        assertThat(client.get(system.addresses().gateway() + "/health/ready").statusCode())
                .isEqualTo(200);
    }

    private PrometheusPage page() {
        return PrometheusPage.of(
                client.get(system.addresses().gateway() + "/metrics").body());
    }

    /** What the page says of decisions and final results, but for what is 0. */
    private Map<String, Double> counted() {
        Map<String, Double> counted = new TreeMap<>(page().samples());
        counted.keySet()
                .removeIf(sample -> !sample.startsWith("leadstream_decisions_total")
                        && !sample.startsWith("leadstream_delivery_results_total")
                        && !sample.startsWith("leadstream_delivery_attempts_total")
                        && !sample.startsWith("leadstream_submissions_total"));
        counted.values().removeIf(value -> value == 0);
        return counted;
    }

    /** The same by the topics. */
    private static Map<String, Double> published() {
        Map<String, Double> published = new TreeMap<>();
        for (LeadEvent event : records.of(Topics.LEADS)) {
            if (event.getKind() == LeadEventKind.SUBMITTED) {
                published.merge("leadstream_submissions_total", 1.0, Double::sum);
            }
        }
        for (LeadDecision decision : records.of(Topics.LEAD_DECISIONS)) {
            if (!decision.getResend()) {
                String reason = decision.getReasons().isEmpty()
                        ? "none"
                        : MeteredPipeline.word(decision.getReasons().getFirst().getReason());
                published.merge(
                        "leadstream_decisions_total{outcome=\"%s\",phase=\"%s\",reason=\"%s\"}"
                                .formatted(
                                        MeteredPipeline.word(decision.getOutcome()),
                                        MeteredPipeline.word(decision.getPhase()),
                                        reason),
                        1.0,
                        Double::sum);
            }
        }
        for (String vendor : List.of("croco", "dialler", "elision", "infocu5", "partials")) {
            for (DeliveryResult result : records.of(Topics.deliveryResults(vendor))) {
                String labels =
                        "{result=\"%s\",vendor=\"%s\"}".formatted(MeteredPipeline.word(result.getResult()), vendor);
                if (result.getFinal$()) {
                    published.merge("leadstream_delivery_results_total" + labels, 1.0, Double::sum);
                }
                if (result.getStartedAt().isPresent()) {
                    published.merge("leadstream_delivery_attempts_total" + labels, 1.0, Double::sum);
                }
            }
        }
        return published;
    }

    private String croco(String query) {
        return client.get(system.addresses().gateway()
                        + "/API/lmapi.php?user=6666&pass=1234&function=add_lead&source=test&" + query)
                .body();
    }

    private static String dialler(String function) {
        return system.addresses().gateway() + "/lead/" + function + "?key=demo-key";
    }

    private static String diallerLead(String mobile, int delays) {
        return """
                {"email":"ann@example.com","first_name":"Ann","surname":"Lee","mobile":"%s","type":"motor-trade","delays":%d}""".formatted(mobile, delays);
    }

    private List<JsonNode> atVendor(String vendor, String phone) {
        JsonNode leads = client.json(system.addresses().sandbox() + "/_sandbox/" + vendor + "/leads");
        return leads.valueStream()
                .filter(lead -> lead.path("lead").path("phone").asText().equals(phone))
                .toList();
    }

    private static List<DeliveryResult> finals(long leadId) {
        return java.util.stream.Stream.of("croco", "dialler")
                .flatMap(vendor -> records.of(Topics.deliveryResults(vendor)).stream())
                .filter(result -> result.getLeadId() == leadId && result.getFinal$())
                .toList();
    }

    private static List<LeadDecision> decisions(long leadId) {
        return records.of(Topics.LEAD_DECISIONS).stream()
                .filter(decision -> decision.getLeadId() == leadId)
                .toList();
    }

    private static LeadDecision only(String phone, DecisionPhase phase) {
        List<LeadDecision> found = records.of(Topics.LEAD_DECISIONS).stream()
                .filter(decision -> decision.getPhone().equals(phone) && decision.getPhase() == phase)
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static void publishLead(@Nullable String key, String phone) throws Exception {
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId("system-test-" + phone)
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("system-test")
                .setLead(Lead.newBuilder().setPhone(phone).setListId("102").build())
                .build();
        byte[] value = contracts.serde(Topics.LEADS).serializer().serialize("leads", event);
        publish(key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static void publish(byte @Nullable [] key, byte @Nullable [] value) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", system.addresses().kafka());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("leads", key, value)).get();
        }
    }

    private static void eventually(
            java.util.function.BooleanSupplier condition, java.util.function.Supplier<String> state) {
        Eventually.holds(SOON.plusSeconds(5), state, condition);
    }
}
