package io.leadstream.gateway;

import static io.leadstream.gateway.Fixtures.account;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Reports;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The native API without HTTP: leads whose phone ends in 9 are rejected, all others accepted. */
class NativeApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "Bearer native-key";
    private static final long KNOWN = 5 * 1024 + 3;

    private final Decisions decisions = new Decisions();
    private final List<LeadEvent> published = new ArrayList<>();
    private final Map<Long, LeadEvent> log = new HashMap<>();
    private DecisionOutcome cancelOutcome = DecisionOutcome.CANCELLED;
    private Published saved = Published.SAVED;
    private boolean silent;

    private final Publisher publisher = new ScriptedPublisher(this::decide, Published.SAVED);

    private final GatewayConfig config = Fixtures.config(
            50,
            user("n", "", "native-key", List.of()),
            user("o", "", "other-key", List.of()),
            user("c", "", "cancels-nothing", List.of("submit")),
            user("named", "named", "pw", List.of()),
            account("v", NativeApi.ID, "", "viewers-key", List.of("view")),
            account("p", PlainDialect.ID, "", "plain-key", 1));
    private final NativeApi api = new NativeApi(
            id -> {
                LeadEvent event = log.get(id);
                return event == null ? new SubmittedLeads.Found.Nothing() : new SubmittedLeads.Found.Lead(event);
            },
            LedgerSource.NONE);
    private final Requests requests = new Requests(
            config,
            Map.of(
                    NativeApi.ID,
                    new Accounts(config.accounts(), NativeApi.ID, new SecureRandom(), Reports.NONE, Optional.empty())),
            event -> saved == Published.SAVED
                    ? publisher.publish(event)
                    : java.util.concurrent.CompletableFuture.completedFuture(saved),
            decisions);

    private void decide(LeadEvent event) {
        published.add(event);
        if (silent) {
            return;
        }
        if (event.getKind() == LeadEventKind.CANCELLED) {
            decisions.decided(Fixtures.decision(event, DecisionPhase.CANCEL, cancelOutcome));
            return;
        }
        boolean bad = event.getLead().orElseThrow().getPhone().orElse("9").endsWith("9");
        LeadDecision decision = Fixtures.decision(
                event, DecisionPhase.FIRST, bad ? DecisionOutcome.REJECTED : DecisionOutcome.ACCEPTED);
        decisions.decided(
                bad
                        ? LeadDecision.newBuilder(decision)
                                .setReasons(List.of(Rejection.newBuilder()
                                        .setReason(Reason.PHONE_INVALID)
                                        .build()))
                                .build()
                        : decision);
    }

    @Test
    void oneLeadIsCreated() {
        Answer answer = post("{\"phone\":\"7275551111\",\"list_id\":\"101\",\"first_name\":\"Ann\"}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers()).containsEntry("location", "/v1/leads/1024");
        assertThat(json(answer).path("lead_id").asLong()).isEqualTo(1024);
        assertThat(json(answer).path("outcome").asText()).isEqualTo("ACCEPTED");
        LeadEvent event = published.getFirst();
        assertThat(event.getDialect()).isEqualTo("native");
        assertThat(event.getAccount()).isEqualTo("n");
        assertThat(event.getLead().orElseThrow().getFirstName()).contains("Ann");
        assertThat(event.getLead().orElseThrow().getCallingCode()).contains("44");
    }

    @Test
    void aRejectedLeadIsAProblemWithItsReasons() {
        Answer answer = post("{\"phone\":\"7275551119\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(json(answer).path("type").asText()).isEqualTo("urn:leadstream:problem:rejected");
        assertThat(json(answer).path("reasons").path(0).path("reason").asText()).isEqualTo("PHONE_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void badLeadsStandBesideGoodOnesInOrder(String type) throws IOException {
        List<String> leads = List.of(
                "{\"phone\":\"7275551111\"}",
                "{\"phone\":7275551111}",
                "{\"phone\":\"7275551119\"}",
                "{\"fone\":\"7275551111\"}",
                "{\"phone\":\"7275551112\"}",
                "7");
        boolean lines = type.contains("ndjson");
        String body = lines ? String.join("\r\n\r\n", leads) : "[" + String.join(",", leads) + "]";

        Answer answer = answer(call("POST", "/v1/leads", body, "content-type", type, "idempotency-key", "k"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", type);
        List<JsonNode> entries = new ArrayList<>();
        if (lines) {
            for (String line : answer.text().lines().toList()) {
                entries.add(JSON.readTree(line));
            }
        } else {
            JSON.readTree(answer.text()).forEach(entries::add);
        }
        assertThat(entries)
                .extracting(entry -> entry.path("status").asInt())
                .containsExactly(201, 400, 422, 400, 201, 400);
        assertThat(entries.get(1).path("errors").toString())
                .isEqualTo("[{\"field\":\"phone\",\"message\":\"must be text\"}]");
        assertThat(entries.get(3).path("errors").toString())
                .isEqualTo("[{\"field\":\"fone\",\"message\":\"unknown field\"}]");
        assertThat(published).extracting(LeadEvent::getEventId).containsExactly("k 0", "k 2", "k 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "7",
                "\"lead\"",
                "null",
                "{\"phone\":\"7275551111\",\"phone\":\"7275551112\"}",
                "{\"phone\":\"7275551111\"} {}",
            })
    void whatIsNoBodyOfLeadsIsSaidSo(String body) {
        Answer answer = post(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("type").asText()).isEqualTo("urn:leadstream:problem:malformed");
        assertThat(published).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAndTooManyLeadsAreRefused() {
        Call bytes = new Call("POST", "/v1/leads", "", headers(), new byte[] {'"', (byte) 0xff, '"'});
        assertThat(json(answer(bytes)).path("detail").asText()).contains("UTF-8");

        String lead = "{\"phone\":\"7275551111\"}";
        String many = "[" + (lead + ",").repeat(NativeBatch.MOST) + lead + "]";
        assertThat(json(post(many)).path("detail").asText()).contains("more than 500");
        assertThat(published).isEmpty();
    }

    /** The columns: a body; the field that is named; what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"phone\":\"7275551111\",\"card\":{\"ciphertext\":\"AAAA\",\"last_four\":\"1111\"}}|card|unknown field",
                "{\"phone\":\"7275551111\",\"settings\":{\"priority\":100}}|settings.priority|must be -99 to 99",
                "{\"phone\":\"7275551111\",\"settings\":{\"prioritty\":1}}|settings.prioritty|unknown field",
                "{\"phone\":\"7275551111\",\"gender\":\"male\"}|gender|must be one of UNKNOWN, MALE, FEMALE",
                "{\"phone\":\"7275551111\",\"cc_number\":4111}|cc_number|must be text",
                "{\"phone\":\"727\\u0000\"}|phone|must not contain the character NUL",
                "{\"multi_alt_phones\":[{\"note\":\"home\"}]}|multi_alt_phones[0].number|is missing",
            })
    void aFaultIsNamedByItsPath(String body, String field, String message) {
        Answer answer = post(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("errors").path(0).path("field").asText()).isEqualTo(field);
        assertThat(json(answer).path("errors").path(0).path("message").asText()).isEqualTo(message);
        assertThat(published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"phone\":\"7275551111\",\"cvv\":\"123\"}",
                "{\"phone\":\"7275551111\",\"custom_fields\":{\"Card CVC\":\"123\"}}",
                "{\"phone\":\"7275551111\",\"settings\":{\"security_code\":123}}",
            })
    void verificationCodesAreRefusedWhereverTheyStandAndNotEchoed(String body) {
        Answer answer = post(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("verification codes").doesNotContain("123");
        assertThat(published).isEmpty();
    }

    @Test
    void aCardNumberGoesThroughTheOnePlaceThatHandlesThem() {
        post("{\"phone\":\"7275551111\",\"cc_number\":\"4111111111111111\"}");

        assertThat(published.getFirst().toString()).doesNotContain("4111111111111111");
        assertThat(published.getFirst().getNotes()).hasSize(1);
    }

    @Test
    void theIdempotencyKeyIsTheEventId() {
        String lead = "{\"phone\":\"7275551111\"}";
        answer(call("POST", "/v1/leads", lead, "idempotency-key", "order-17"));
        answer(call("POST", "/v1/leads", lead, "idempotency-key", "\"order-18\""));
        post(lead);

        assertThat(published.get(0).getEventId()).isEqualTo("order-17");
        assertThat(published.get(1).getEventId()).isEqualTo("order-18");
        assertThat(published.get(2).getEventId()).hasSize(36);
        assertThat(answer(call("POST", "/v1/leads", lead, "idempotency-key", "a b"))
                        .status())
                .isEqualTo(400);
        assertThat(answer(call("POST", "/v1/leads", lead, "idempotency-key", "x".repeat(201)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatIsUndecidedSaysWhetherItIsOpenAndWithWhichKeyToAsk() {
        silent = true;
        Answer open = answer(call("POST", "/v1/leads", "[{\"phone\":\"7275551111\"}]", "idempotency-key", "k"));
        assertThat(open.status()).isEqualTo(504);
        assertThat(json(open).path("outcome").asText()).isEqualTo("OPEN");
        assertThat(json(open).path("idempotency_key").asText()).isEqualTo("k");

        saved = Published.NOT_SAVED;
        Answer none = post("{\"phone\":\"7275551111\"}");
        assertThat(none.status()).isEqualTo(503);
        assertThat(none.headers()).containsKey("retry-after");
        assertThat(json(none).path("outcome").asText()).isEqualTo("NOT_SAVED");
        assertThat(json(none).path("idempotency_key").asText()).hasSize(36);
    }

    /** The columns: who asks for which lead; what came of the cancel; the status. */
    @ParameterizedTest
    @CsvSource({
        "native-key, 5123, CANCELLED, 200",
        "native-key, 5123, ALREADY_PROCESSED, 409",
        "native-key, 5123, NOT_FOUND, 404",
        "other-key, 5123, CANCELLED, 404",
        "native-key, 5124, CANCELLED, 404",
        "native-key, 9007199254740992, CANCELLED, 404",
        "native-key, 99999999999999999999, CANCELLED, 404",
        "native-key, -1, CANCELLED, 404",
        "native-key, x, CANCELLED, 404",
        "cancels-nothing, 5123, CANCELLED, 403",
    })
    void aLeadIsCancelledByItsIdForItsAccountAlone(String key, String id, DecisionOutcome outcome, int status) {
        log.put(KNOWN, submission("n"));
        cancelOutcome = outcome;

        Answer answer = answer(call("DELETE", "/v1/leads/" + id, "", "authorization", "Bearer " + key));

        assertThat(answer.status()).isEqualTo(status);
        boolean asked = key.equals("native-key") && id.equals("5123");
        assertThat(published).hasSize(asked ? 1 : 0);
        if (asked) {
            var cancel = published.getFirst().getCancel().orElseThrow();
            assertThat(cancel.getPhone()).isEqualTo("07700900123");
            assertThat(cancel.getCallingCode()).contains("44");
            assertThat(cancel.getLeadId()).contains(KNOWN);
        }
    }

    @Test
    void aStrangerCannotTellSomebodyElsesLeadFromNone() {
        log.put(KNOWN, submission("n"));

        Answer others = answer(call("DELETE", "/v1/leads/" + KNOWN, "", "authorization", "Bearer other-key"));
        Answer nobodys = answer(call("DELETE", "/v1/leads/77", "", "authorization", "Bearer other-key"));

        assertThat(others.text()).isEqualTo(nobodys.text());
        assertThat(others.headers()).isEqualTo(nobodys.headers());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 401",
        "Bearer wrong, 401",
        "Bearer, 401",
        "Basic !!, 401",
        "Basic bmFtZWQ6cHc=, 201",
        "basic bmFtZWQ6cHc=, 201",
        "Basic bmFtZWQ6cHd3, 401",
        "bearer native-key, 201",
        "native-key, 401",
    })
    void aKeyAloneOrANameWithItOpens(String authorization, int status) {
        Answer answer = answer(call("POST", "/v1/leads", "{\"phone\":\"7275551111\"}", "authorization", authorization));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().containsKey("www-authenticate")).isEqualTo(status == 401);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/leads, 'GET, POST'",
        "DELETE, /v1/leads, 'GET, POST'",
        "POST, /v1/leads/5, 'GET, DELETE'",
        "PUT, /v1/leads/5, 'GET, DELETE'"
    })
    void otherMethodsAreNotAllowed(String method, String path, String allow) {
        Answer answer = answer(call(method, path, ""));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", allow);
    }

    /** A hundred thousand bodies, each an example that was damaged: always an answer, and nothing saved by halves. */
    @Test
    void noBodyHoweverDamagedIsMoreThanAnAnswer() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> examples = List.of(
                "{\"phone\":\"7275551111\",\"settings\":{\"priority\":5,\"duplicate_checks\":[{\"match_on\":\"PHONE\"}]}}",
                "[{\"phone\":\"7275551111\",\"custom_fields\":{\"a\":\"b\"}},{\"phone\":\"+44 7700 900123\"}]",
                "{\"phone\":\"7275551111\"}\n{\"phone\":\"7275551112\",\"products\":[\"x\"],\"gender\":\"MALE\"}\n");
        for (int i = 0; i < 100_000; i++) {
            byte[] body = examples.get(random.nextInt(examples.size())).getBytes(StandardCharsets.UTF_8);
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            published.clear();
            Map<String, String> headers = new HashMap<>(headers());
            headers.put("content-type", random.nextBoolean() ? "application/json" : "application/x-ndjson");
            Answer answer = answer(new Call("POST", "/v1/leads", "", headers, body));
            assertThat(answer.status()).as("seed %d body %d", seed, i).isIn(200, 201, 400, 422);
            assertThat(published.size()).as("seed %d body %d", seed, i).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void whoMayNotSubmitHearsWhichRoleItLacks() {
        Call submit = call("POST", "/v1/leads", "{\"phone\":\"7275551111\"}", "authorization", "Bearer viewers-key");
        Answer answer = answer(submit);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(json(answer).path("detail").asText()).contains("lacks the role submit");
        assertThat(answer(call("DELETE", "/v1/leads/5", "", "authorization", "Bearer viewers-key"))
                        .status())
                .isEqualTo(403);
        assertThat(published).isEmpty();
    }

    private Answer post(String body) {
        return answer(call("POST", "/v1/leads", body));
    }

    private Answer answer(Call call) {
        return requests.answer(api, call);
    }

    private static Call call(String method, String path, String body, String... more) {
        Map<String, String> headers = new HashMap<>(headers());
        for (int i = 0; i + 1 < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return new Call(method, path, "", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers() {
        return Map.of("authorization", KEY);
    }

    private static LeadEvent submission(String account) {
        return LeadEvent.newBuilder()
                .setEventId("e")
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount(account)
                .setLead(Lead.newBuilder()
                        .setPhone("07700900123")
                        .setCallingCode("44")
                        .build())
                .build();
    }

    private static GatewayAccount user(String id, String name, String secret, List<String> functions) {
        return new GatewayAccount(
                id, NativeApi.ID, name, secret, "44", "UTC", List.of(), functions, List.of(), List.of(), 200, 0);
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.text());
        } catch (IOException e) {
            throw new AssertionError(answer.text(), e);
        }
    }
}
