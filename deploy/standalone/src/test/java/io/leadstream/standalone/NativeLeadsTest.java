package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.Topics;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The native API on the whole system: what a stranger with curl sees of it. */
class NativeLeadsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String HELD = ",\"settings\":{\"delay_seconds\":3600}";

    @TempDir
    private static Path data;

    private static Standalone system;
    private static Contracts contracts;
    private static Records records;

    private final Client client = new Client();

    @BeforeAll
    static void start() {
        system = Standalone.start(StandaloneConfig.onFreePorts(data, UnaryOperator.identity()));
        contracts = Contracts.at(system.addresses().registry(), Map.of());
        records = new Records(system.addresses().kafka(), contracts);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void aLeadGoesAllTheWayAndIsThenTooLateToCancel() throws Exception {
        HttpResponse<String> created =
                post("{\"phone\":\"+1 727-555-0001\",\"list_id\":\"102\",\"first_name\":\"Ann\"}", "");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        long id = JSON.readTree(created.body()).path("lead_id").asLong();
        assertThat(created.headers().firstValue("location")).contains("/v1/leads/" + id);
        Eventually.holds(
                SOON,
                () -> "not at the vendor",
                () -> client.json(system.addresses().sandbox() + "/_sandbox/croco/leads")
                        .toString()
                        .contains("7275550001"));
        Eventually.holds(
                SOON,
                () -> "no final result",
                () -> records.of(Topics.deliveryResults("croco")).stream()
                        .anyMatch(result -> result.getLeadId() == id && result.getFinal$()));

        Eventually.holds(
                SOON,
                () -> delete(id, "native").body(),
                () -> delete(id, "native").statusCode() == 409);
        assertThat(JSON.readTree(delete(id, "native").body()).path("outcome").asText())
                .isEqualTo("ALREADY_PROCESSED");
    }

    @Test
    void aKeyThatIsSentAgainGetsTheFirstDecisionAgainWhateverTheBodySays() throws Exception {
        JsonNode first = JSON.readTree(
                post("{\"phone\":\"7275550011\"" + HELD + "}", "order-1").body());
        JsonNode again = JSON.readTree(
                post("{\"phone\":\"7275550011\"" + HELD + "}", "order-1").body());
        JsonNode other = JSON.readTree(post("{\"phone\":\"7275550011\",\"list_id\":\"777777\"}", "order-1")
                .body());
        JsonNode another = JSON.readTree(
                post("{\"phone\":\"7275550012\"" + HELD + "}", "order-1").body());

        assertThat(first.path("resend").asBoolean()).isFalse();
        for (JsonNode same : List.of(again, other)) {
            assertThat(same.path("resend").asBoolean()).isTrue();
            assertThat(same.path("lead_id")).isEqualTo(first.path("lead_id"));
            assertThat(same.path("outcome").asText()).isEqualTo("ACCEPTED");
        }
        assertThat(another.path("lead_id")).isNotEqualTo(first.path("lead_id"));
        assertThat(another.path("resend").asBoolean()).isFalse();
    }

    @Test
    void aBatchIsAnsweredLeadByLeadAndMayBeSentAgain() throws Exception {
        String lines = """
                {"phone":"7275550021","settings":{"delay_seconds":3600}}
                {"phone":"no phone"}
                {"fone":"7275550022"}
                {"phone":"7275550023","settings":{"delay_seconds":3600,"duplicate_checks":[{"scope":"SYSTEM"}]}}
                {"phone":"7275550023","settings":{"delay_seconds":3600,"duplicate_checks":[{"scope":"SYSTEM"}]}}
                """;
        HttpResponse<String> answer = Doors.send(
                leads("batch-1").header("content-type", "application/x-ndjson").POST(BodyPublishers.ofString(lines)));
        HttpResponse<String> again = Doors.send(
                leads("batch-1").header("content-type", "application/x-ndjson").POST(BodyPublishers.ofString(lines)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> entries =
                answer.body().lines().map(NativeLeadsTest::json).toList();
        assertThat(entries)
                .extracting(entry -> entry.path("status").asInt())
                .as(answer.body())
                .containsExactly(201, 422, 400, 201, 422);
        assertThat(entries.get(4).path("reasons").path(0).path("duplicate").path("lead_id"))
                .isEqualTo(entries.get(3).path("lead_id"));
        List<JsonNode> repeated =
                again.body().lines().map(NativeLeadsTest::json).toList();
        assertThat(repeated)
                .extracting(entry -> entry.path("lead_id"))
                .isEqualTo(entries.stream().map(entry -> entry.path("lead_id")).toList());
        assertThat(repeated.get(0).path("resend").asBoolean()).isTrue();
    }

    @Test
    void aLeadIsCancelledByItsIdOnceAndItsOthersStay() throws Exception {
        long id = held("7275550031");
        long sibling = held("7275550031");

        HttpResponse<String> cancelled =
                Doors.send(lead(id, "native").header("idempotency-key", "c-1").DELETE());
        assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
        assertThat(json(cancelled.body()).path("cancelled_leads").toString()).isEqualTo("[" + id + "]");
        assertThat(ends(id)).containsExactly(DecisionOutcome.CANCELLED);
        assertThat(ends(sibling)).isEmpty();

        HttpResponse<String> repeated =
                Doors.send(lead(id, "native").header("idempotency-key", "c-1").DELETE());
        assertThat(repeated.statusCode()).isEqualTo(200);
        assertThat(json(repeated.body()).path("resend").asBoolean()).isTrue();
        assertThat(delete(id, "native").statusCode()).isEqualTo(404);
        assertThat(delete(sibling, "native").statusCode()).isEqualTo(200);
    }

    @Test
    void somebodyElsesLeadIsNotFoundAndStays() {
        String number = "07700900777";
        client.postJson(
                system.addresses().gateway() + "/lead/add?key=demo-key",
                "{\"email\":\"a@example.com\",\"first_name\":\"A\",\"surname\":\"B\",\"mobile\":\"" + number
                        + "\",\"type\":\"motor-trade\",\"delays\":3600}");
        LeadDecision theirs = records.of(Topics.LEAD_DECISIONS).stream()
                .filter(decision -> decision.getPhone().equals("447700900777"))
                .findFirst()
                .orElseThrow();

        assertThat(delete(theirs.getLeadId(), "native").statusCode()).isEqualTo(404);
        assertThat(ends(theirs.getLeadId())).isEmpty();
        for (long none : List.of(theirs.getLeadId() + 1024 * 1_000_000L, 1023L, (1L << 53) - 1)) {
            assertThat(delete(none, "native").statusCode()).isEqualTo(404);
        }
        assertThat(client.postJson(
                                system.addresses().gateway() + "/lead/cancel?key=demo-key",
                                "{\"mobile\":\"" + number + "\",\"type\":\"motor-trade\"}")
                        .body())
                .contains("\"cancelled\":true");
    }

    @Test
    void aLeadThatLiesOnAnotherPartitionThanItsPhonesIsCancelledByItsIdToo() throws Exception {
        String phone = "7275550041";
        for (int partition = 0; partition < StandaloneConfig.PARTITIONS; partition++) {
            LeadEvent event = LeadEvent.newBuilder()
                    .setEventId("placed-" + partition)
                    .setKind(LeadEventKind.SUBMITTED)
                    .setAccount("native")
                    .setLead(Lead.newBuilder()
                            .setPhone(phone)
                            .setSettings(LeadSettings.newBuilder()
                                    .setDelaySeconds(3600)
                                    .build())
                            .build())
                    .build();
            Map<String, Object> config =
                    Map.of("bootstrap.servers", system.addresses().kafka());
            try (var producer = new KafkaProducer<>(
                    config,
                    new StringSerializer(),
                    contracts.serde(Topics.LEADS).serializer())) {
                producer.send(new ProducerRecord<>("leads", partition, "any", event))
                        .get();
            }
        }
        Eventually.holds(SOON, () -> "not decided", () -> ids(phone).size() == StandaloneConfig.PARTITIONS);

        for (long id : ids(phone)) {
            assertThat(delete(id, "native").statusCode()).isEqualTo(200);
            assertThat(ends(id)).containsExactly(DecisionOutcome.CANCELLED);
        }
    }

    private static List<Long> ids(String phone) {
        return records.of(Topics.LEAD_DECISIONS).stream()
                .filter(decision -> decision.getPhone().endsWith(phone) && decision.getPhase() == DecisionPhase.FIRST)
                .map(LeadDecision::getLeadId)
                .toList();
    }

    private static List<DecisionOutcome> ends(long id) {
        return records.of(Topics.LEAD_DECISIONS).stream()
                .filter(decision -> decision.getLeadId() == id && decision.getPhase() == DecisionPhase.END)
                .map(LeadDecision::getOutcome)
                .toList();
    }

    private static long held(String phone) {
        HttpResponse<String> created = post("{\"phone\":\"" + phone + "\"" + HELD + "}", "");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return json(created.body()).path("lead_id").asLong();
    }

    private static HttpResponse<String> post(String body, String key) {
        return Doors.send(leads(key).header("content-type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> delete(long id, String account) {
        return Doors.send(lead(id, account).DELETE());
    }

    private static HttpRequest.Builder lead(long id, String account) {
        return HttpRequest.newBuilder(URI.create(system.addresses().gateway() + "/v1/leads/" + id))
                .header("authorization", "Bearer demo-" + account + "-key");
    }

    private static HttpRequest.Builder leads(String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(system.addresses().gateway() + "/v1/leads"))
                .header("authorization", "Bearer demo-native-key");
        return key.isEmpty() ? request : request.header("idempotency-key", key);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
