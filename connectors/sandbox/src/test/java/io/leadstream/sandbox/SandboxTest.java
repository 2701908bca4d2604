package io.leadstream.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadstream.dialect.Dialect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {

    private static final Map<String, Dialect> DIALECTS = Map.of("plain", new PlainDialect());
    private static final String ADD = "/alpha/plain/add?key=hush&list=101&phone=";
    private static final String FAULTS = "/_sandbox/alpha/faults";

    private final Sandbox sandbox = Sandbox.start(
            new SandboxConfig("127.0.0.1", 0, List.of(vendor("alpha", "hush"), vendor("beta", "hush"))), DIALECTS);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.shutdownNow();
        sandbox.close();
    }

    @Test
    void aVendorAnswersInItsDialectAndKeepsWhatItWasGivenInOrder() throws Exception {
        assertThat(get(ADD + "7275551111").body()).isEqualTo("ACCEPTED 1");
        assertThat(send(request("/alpha/plain/add").POST(BodyPublishers.ofString("key=hush&phone=7275552222")))
                        .body())
                .isEqualTo("ACCEPTED 2");

        JsonNode leads = json("/_sandbox/alpha/leads");

        assertThat(leads).hasSize(2);
        assertThat(leads.get(0).get("vendor_lead_id").asLong()).isEqualTo(1);
        assertThat(leads.get(0).get("event_id").asText()).isNotBlank();
        assertThat(leads.get(0).get("received_at").asText()).endsWith("Z");
        assertThat(leads.get(0).get("cancelled").asBoolean()).isFalse();
        assertThat(leads.get(0).get("lead").toString()).isEqualTo("{\"phone\":\"7275551111\",\"list_id\":\"101\"}");
        assertThat(leads.get(1).get("lead").get("phone").asText()).isEqualTo("7275552222");
        assertThat(json("/_sandbox/beta/leads")).isEmpty();
        assertThat(json("/_sandbox/alpha/requests").toString())
                .isEqualTo("{\"received\":2,\"saved\":2,\"refused\":0,\"faults\":0}");
    }

    @Test
    void aCancelIsShownAndTheLeadsCanBeForgotten() throws Exception {
        get(ADD + "7275551111");
        assertThat(get(ADD + "7275551111&cancel=1").body()).startsWith("CANCELLED");
        assertThat(json("/_sandbox/alpha/leads").get(0).get("cancelled").asBoolean())
                .isTrue();

        assertThat(send(request("/_sandbox/alpha/leads").DELETE()).statusCode()).isEqualTo(204);

        assertThat(json("/_sandbox/alpha/leads")).isEmpty();
        assertThat(get(ADD + "7275551111&cancel=1").body()).startsWith("NOT_FOUND");
    }

    @Test
    void aWrongLoginIsTheDialectsToAnswerAndCountsAsRefused() throws Exception {
        assertThat(get("/alpha/plain/add?key=wrong&phone=7275551111").statusCode())
                .isEqualTo(401);

        assertThat(json("/_sandbox/alpha/requests").toString())
                .isEqualTo("{\"received\":1,\"saved\":0,\"refused\":1,\"faults\":0}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"status\"}                                      | 503 | ''   | sandbox fault",
                "{\"kind\":\"status\",\"status\":500}                       | 500 | ''   | sandbox fault",
                "{\"kind\":\"status\",\"status\":503,\"retry_after_s\":7}   | 503 | 7    | sandbox fault",
                "{\"kind\":\"throttle\",\"retry_after_s\":2}                | 429 | 2    | sandbox fault",
                "{\"kind\":\"login_incorrect\"}                             | 401 | ''   | no such key",
                "{\"kind\":\"duplicate\"}                                   | 200 | ''   | REJECTED 1",
            })
    void aRefusingFaultIsAnsweredSavesNothingAndEnds(String fault, int status, String retryAfter, String body)
            throws Exception {
        set(fault.replace("}", ",\"times\":1}"));

        HttpResponse<String> failed = get(ADD + "7275551111");
        HttpResponse<String> next = get(ADD + "7275552222");

        assertThat(failed.statusCode()).isEqualTo(status);
        assertThat(failed.headers().firstValue("retry-after").orElse("")).isEqualTo(retryAfter);
        assertThat(failed.body()).isEqualTo(body);
        assertThat(next.body()).startsWith("ACCEPTED");
        assertThat(kept()).containsExactly("7275552222");
        assertThat(json("/_sandbox/alpha/requests").get("faults").asInt()).isEqualTo(1);
    }

    @Test
    void aDuplicateFaultNamesTheEarlierLeadWhereThereIsOne() throws Exception {
        get(ADD + "7275550000");
        get(ADD + "7275551111");
        set("{\"kind\":\"duplicate\",\"times\":1}");

        assertThat(get(ADD + "7275551111").body()).isEqualTo("REJECTED 2");
    }

    @Test
    void garbageIsNoAnswerOfTheDialect() throws Exception {
        set("{\"kind\":\"garbage\",\"times\":1}");

        HttpResponse<String> response = get(ADD + "7275551111");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("<html>");
        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"reset_before_save, false", "reset_after_save, true", "down, false"})
    void aResetCutsTheConnectionWithoutAWord(String kind, boolean saved) throws Exception {
        set("{\"kind\":\"" + kind + "\",\"times\":1}");

        assertThatThrownBy(() ->
                        send(request("/alpha/plain/add").POST(BodyPublishers.ofString("key=hush&phone=7275551111"))))
                .isInstanceOf(IOException.class);

        assertThat(kept()).isEqualTo(saved ? List.of("7275551111") : List.of());
        assertThat(get(ADD + "7275552222").body()).startsWith("ACCEPTED");
    }

    @Test
    void theCallerOfAResetSeesAResetAndNoOrderlyEnd() throws Exception {
        set("{\"kind\":\"reset_before_save\",\"times\":1}");

        try (var socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("GET /alpha/plain/add HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(US_ASCII));
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aLateAnswerIsSavedBeforeItIsGiven() throws Exception {
        set("{\"kind\":\"latency\",\"latency_ms\":400,\"times\":1}");

        long begun = System.nanoTime();
        CompletableFuture<HttpResponse<String>> late =
                http.sendAsync(request(ADD + "7275551111").build(), BodyHandlers.ofString());
        while (kept().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(late).isNotDone();

        assertThat(late.join().body()).isEqualTo("ACCEPTED 1");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void aSlowBodyComesWholeInTheEnd() throws Exception {
        set("{\"kind\":\"slow_body\",\"latency_ms\":300,\"times\":1}");

        long begun = System.nanoTime();
        HttpResponse<String> response = get(ADD + "7275551111");

        assertThat(response.body()).isEqualTo("ACCEPTED 1");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(270));
        assertThat(kept()).containsExactly("7275551111");
    }

    @Test
    void faultsBelongToTheirVendorAndCanBeCleared() throws Exception {
        set("{\"kind\":\"status\"}");

        assertThat(get("/beta/plain/add?key=hush&phone=7275551111").body()).isEqualTo("ACCEPTED 1");
        assertThat(get(ADD + "7275551111").statusCode()).isEqualTo(503);
        assertThat(send(request(FAULTS).DELETE()).statusCode()).isEqualTo(204);
        assertThat(get(ADD + "7275551111").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"kind\":\"explode\"}",
                "{\"kind\":\"status\",\"sttus\":500}",
                "{\"kind\":\"status\",\"percent\":101}",
                "{\"kind\":\"status\"} {"
            })
    void whatIsNoFaultIsRefusedAndSetsNothing(String fault) throws Exception {
        HttpResponse<String> response = send(request(FAULTS).POST(BodyPublishers.ofString(fault)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("no fault: ");
        assertThat(get(ADD + "7275551111").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/gamma/plain/add", "/plain/add", "/_sandbox/gamma/leads", "/alpha"})
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void closingDoesNotWaitForAFault() throws Exception {
        set("{\"kind\":\"latency\",\"latency_ms\":60000}");
        CompletableFuture<HttpResponse<String>> late =
                http.sendAsync(request(ADD + "7275551111").build(), BodyHandlers.ofString());
        while (kept().isEmpty()) {
            Thread.onSpinWait();
        }

        long begun = System.nanoTime();
        sandbox.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(late.handle((response, error) -> error != null || response.statusCode() == 500)
                        .join())
                .isTrue();
    }

    @Test
    void whatMakesNoSenseIsRefusedInWords() {
        assertThatThrownBy(() -> vendor("_sandbox", "s")).hasMessageContaining("a vendor's id is letters");
        assertThatThrownBy(() -> new SandboxConfig("h", 70_000, List.of())).hasMessageContaining("port");
        assertThatThrownBy(() -> new SandboxConfig("h", 0, List.of(vendor("a", "s"), vendor("a", "s"))))
                .hasMessage("sandbox: two vendors are called a");
        assertThatThrownBy(() -> Sandbox.start(new SandboxConfig("127.0.0.1", 0, List.of(vendor("a", "s"))), Map.of()))
                .hasMessage("sandbox vendor a: there is no dialect plain");
        assertThat(vendor("a", "hush").toString()).doesNotContain("hush");
    }

    private static SandboxVendor vendor(String id, String key) {
        return new SandboxVendor(id, "plain", "", key, "1");
    }

    private void set(String fault) throws Exception {
        assertThat(send(request(FAULTS).POST(BodyPublishers.ofString(fault))).statusCode())
                .isEqualTo(204);
    }

    private List<String> kept() throws Exception {
        return json("/_sandbox/alpha/leads").findValuesAsText("phone");
    }

    private JsonNode json(String path) throws Exception {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandbox.port() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
