package io.leadstream.gateway;

import static io.leadstream.gateway.Fixtures.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Reports;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.RecordJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The description that a running gateway serves, held against what the same gateway does. */
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS");

    private final Decisions decisions = new Decisions();
    private final ScriptedPublisher publisher = new ScriptedPublisher(this::decide, Published.SAVED);
    private final HttpClient http = HttpClient.newHttpClient();
    private Gateway gateway = serve();
    private JsonNode api = JSON.createObjectNode();

    @BeforeEach
    void read() throws Exception {
        HttpResponse<String> response = send("GET", "/openapi.json", "");
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        api = JSON.readTree(response.body());
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        gateway.close();
    }

    @Test
    void everyPathAnswersTheMethodsThatItSaysAndNoOther() throws Exception {
        assertThat(api.path("openapi").asText()).startsWith("3.1");
        assertThat(api.path("paths").properties()).hasSize(2);
        for (var path : api.path("paths").properties()) {
            for (String method : METHODS) {
                HttpResponse<String> response = send(method, path.getKey().replace("{id}", "5123"), "{}");
                boolean described = path.getValue().has(method.toLowerCase(java.util.Locale.ROOT));
                assertThat(response.statusCode() == 405)
                        .as(method + path.getKey())
                        .isEqualTo(!described);
                if (described) {
                    assertThat(path.getValue()
                                    .path(method.toLowerCase(java.util.Locale.ROOT))
                                    .path("responses")
                                    .has("" + response.statusCode()))
                            .as(method + path.getKey() + " " + response.statusCode())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyFieldOfALeadIsTakenAndArrives() throws Exception {
        ObjectNode lead = (ObjectNode) sample(component("Lead"));

        HttpResponse<String> response = send("POST", "/v1/leads", lead.toString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        LeadEvent event = publisher.take();
        ObjectNode arrived = RecordJson.toJson(event.getLead().orElseThrow());
        lead.remove("cc_number"); // which is sealed or dropped
        assertThat(JSON.readTree(arrived.toString())).isEqualTo(JSON.readTree(lead.toString()));
    }

    @Test
    void theFieldsAreTheContracts() {
        Set<String> described = new TreeSet<>();
        component("Lead").path("properties").fieldNames().forEachRemaining(described::add);
        Set<String> contract = new TreeSet<>(List.of("cc_number"));
        Lead.SCHEMA$.getFields().forEach(field -> contract.add(field.name()));
        contract.remove("card");

        assertThat(described).isEqualTo(contract);
        component("Lead")
                .path("properties")
                .forEach(field -> assertThat(field.path("description").asText()).isNotBlank());
    }

    @Test
    void aFieldThatIsNotDescribedIsRefusedByName() throws Exception {
        HttpResponse<String> response = send("POST", "/v1/leads", "{\"phone\":\"7275551111\",\"phone_number\":\"1\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(response.body()).contains("phone_number");
        assertDescribed("Problem", JSON.readTree(response.body()));
    }

    @Test
    void anAnswerHasNoFieldThatIsNotDescribed() throws Exception {
        assertDescribed(
                "Submitted",
                JSON.readTree(
                        send("POST", "/v1/leads", "{\"phone\":\"7275551111\"}").body()));
        assertDescribed(
                "Cancelled", JSON.readTree(send("DELETE", "/v1/leads/5123", "").body()));
        assertDescribed(
                "Problem", JSON.readTree(send("DELETE", "/v1/leads/1", "").body()));
        assertDescribed("Problem", JSON.readTree(send("POST", "/v1/leads", "{").body()));
    }

    @Test
    void whatHttpItselfRefusesIsAProblemToo() throws Exception {
        HttpResponse<String> large = send("POST", "/v1/leads", "x".repeat(20_000));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.headers().firstValue("content-type")).contains("application/problem+json");

        HttpResponse<String> nowhere = send("GET", "/v1/nowhere", "");
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertDescribed("Problem", JSON.readTree(nowhere.body()));
    }

    /** A value that is not the default, as the description has it. */
    private JsonNode sample(JsonNode schema) {
        if (schema.has("$ref")) {
            return sample(component(schema.path("$ref").asText().replaceFirst(".*/", "")));
        }
        if (schema.has("anyOf")) {
            return sample(schema.path("anyOf").path(0));
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(schema.path("enum").size() - 1);
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
            case "string" -> JSON.getNodeFactory().textNode("7275551111");
            case "integer" -> JSON.getNodeFactory().numberNode(7);
            case "boolean" ->
                JSON.getNodeFactory().booleanNode(!schema.path("default").asBoolean());
            case "array" -> JSON.createArrayNode().add(sample(schema.path("items")));
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                schema.path("properties")
                        .properties()
                        .forEach(field -> object.set(field.getKey(), sample(field.getValue())));
                if (schema.path("additionalProperties").isObject()) {
                    object.set("any", sample(schema.path("additionalProperties")));
                }
                yield object;
            }
            default -> throw new AssertionError("no sample of " + schema);
        };
    }

    private JsonNode component(String name) {
        JsonNode schema = api.path("components").path("schemas").path(name);
        assertThat(schema.isObject()).as(name).isTrue();
        return schema;
    }

    private void assertDescribed(String component, JsonNode answer) {
        List<String> described = new ArrayList<>();
        component(component).path("properties").fieldNames().forEachRemaining(described::add);
        List<String> answered = new ArrayList<>();
        answer.fieldNames().forEachRemaining(answered::add);
        assertThat(answered).isNotEmpty();
        assertThat(described).containsAll(answered);
    }

    private void decide(LeadEvent event) {
        decisions.decided(
                event.getKind() == LeadEventKind.CANCELLED
                        ? Fixtures.decision(event, DecisionPhase.CANCEL, DecisionOutcome.CANCELLED)
                        : accepted(event));
    }

    private Gateway serve() {
        GatewayAccount account = new GatewayAccount(
                "n", "native", "", "key", "1", "UTC", List.of(), List.of(), List.of(), List.of(), 200, 0);
        GatewayConfig small = Fixtures.config(5000, account);
        GatewayConfig config = new GatewayConfig(
                small.host(),
                0,
                small.bootstrapServers(),
                small.registryUrl(),
                5000,
                16_384,
                small.accounts(),
                small.kafka());
        SubmittedLeads submitted = id -> id == 5123
                ? new SubmittedLeads.Found.Lead(LeadEvent.newBuilder(Fixtures.event("n", "e"))
                        .setLead(Lead.newBuilder().setPhone("7275551111").build())
                        .build())
                : new SubmittedLeads.Found.Nothing();
        return Gateway.serve(
                config,
                Fixtures.DIALECTS,
                new Gateway.Edges(publisher, decisions, submitted, Reports.NONE),
                () -> true,
                Gateway.Observers.NONE,
                new ArrayDeque<>());
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                        .header("authorization", "Bearer key")
                        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
