package io.leadstream.gateway;

import static io.leadstream.gateway.Fixtures.accepted;
import static io.leadstream.gateway.Fixtures.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Reports;
import io.leadstream.schema.LeadEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

    private static final String GOOD = "/plain/add?user=6666&pass=1234&phone=7275551111";

    private final Decisions decisions = new Decisions();
    private final ScriptedPublisher deciding =
            new ScriptedPublisher(event -> decisions.decided(accepted(event)), Published.SAVED);
    private final ScriptedPublisher silent = new ScriptedPublisher(event -> {}, Published.SAVED);
    private final AtomicBoolean reading = new AtomicBoolean(true);
    private final List<String> closed = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Deque<Gateway> started = new ArrayDeque<>();

    @AfterEach
    void close() {
        http.shutdownNow();
        started.forEach(Gateway::close);
    }

    @Test
    void aSubmissionByGetOrPostIsAnsweredFromItsDecision() throws Exception {
        Gateway gateway = start(deciding, 5000);

        HttpResponse<String> got = get(gateway, GOOD);
        HttpResponse<String> posted = send(
                request(gateway, "/plain/add").POST(BodyPublishers.ofString("user=6666&pass=1234&phone=7275551111")));

        assertThat(List.of(got.body(), posted.body())).containsOnly("ACCEPTED 1024");
        assertThat(got.headers().firstValue("content-type")).contains("text/plain;charset=utf-8");
        assertThat(got.headers().firstValue("server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void everyMethodIsTheDialectsToJudgeAndTheCallArrivesAsItWasSent(String method) throws Exception {
        HttpResponse<String> response = send(request(start(deciding, 5000), "/plain/add?show=%20a+b")
                .header("X-Test", "seen")
                .method(method, BodyPublishers.noBody()));

        assertThat(response.body()).isEqualTo(method + " /plain/add show=%20a+b seen");
    }

    @Test
    void aPathIsFoundWithAndWithoutItsLastSlash() throws Exception {
        Gateway gateway = start(deciding, 5000);

        assertThat(get(gateway, "/plain/?show=1").body()).startsWith("GET /plain/ ");
        assertThat(get(gateway, "/plain?show=1").body()).startsWith("GET /plain/ ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere?pass=hush", "/plain/add/more", "/health"})
    void anUnknownPathIsNotFoundAndNotEchoed(String path) throws Exception {
        HttpResponse<String> response = get(start(deciding, 5000), path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("Not Found");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndTheNextGoodLeadGoesThrough() throws Exception {
        Gateway gateway = start(deciding, 5000);

        HttpResponse<String> announced =
                send(request(gateway, "/plain/add").POST(BodyPublishers.ofString("x".repeat(1025))));
        HttpResponse<String> chunked = send(request(gateway, "/plain/add")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[1025]))));

        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(deciding.count()).isZero();
        assertThat(get(gateway, GOOD).body()).isEqualTo("ACCEPTED 1024");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug=1", "user=6666&pass=1234&phone=7275551111&late=bug"})
    void aBugIsAFixedTextWithoutATrace(String query) throws Exception {
        HttpResponse<String> response = get(start(deciding, 5000), "/plain/add?" + query);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("Server Error");
        assertThat(decisions.waitedFor()).isZero();
    }

    @Test
    void noDecisionInTimeIsSaidInTheDialectsWords() throws Exception {
        HttpResponse<String> response = get(start(silent, 50), GOOD);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("NO_DECISION_IN_TIME");
        assertThat(decisions.waitedFor()).isZero();
    }

    @Test
    void whatIsNoHttpGetsAShortAnswerAndTheNextGoodLeadGoesThrough() throws Exception {
        Gateway gateway = start(deciding, 5000);

        assertThat(raw(gateway, "GARBAGE\r\n\r\n")).startsWith("HTTP/1.1 400").endsWith("Bad Request");
        assertThat(raw(gateway, "GET /plain/add?secret=hush%zz HTTP/1.1\r\nHost: a b\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("hush");
        assertThat(raw(gateway, "GET /plain/add HTTP/1.1\r\nHost: h\r\nx: " + "y".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(raw(gateway, "POST /plain/add HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(raw(gateway, "POST /plain/add HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nuser="))
                .startsWith("HTTP/1.1 400");
        assertThat(deciding.count()).isZero();
        assertThat(get(gateway, GOOD).body()).isEqualTo("ACCEPTED 1024");
    }

    @Test
    void manyWaitAtOnceAndEachIsAnswered() throws Exception {
        Gateway gateway = start(silent, 10_000);
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            responses.add(http.sendAsync(request(gateway, GOOD).build(), BodyHandlers.ofString()));
        }
        List<LeadEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(silent.take());
        }

        events.forEach(event -> decisions.decided(accepted(event)));

        assertThat(responses)
                .allSatisfy(response -> assertThat(response.join().body()).isEqualTo("ACCEPTED 1024"));
    }

    @Test
    void healthFollowsTheReaderOfDecisions() throws Exception {
        Gateway gateway = start(deciding, 5000);

        assertThat(get(gateway, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(200);
        reading.set(false);
        assertThat(get(gateway, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void aPortThatIsTheWholeProcesssTellsOfTheWholeProcess() throws Exception {
        AtomicBoolean others = new AtomicBoolean(true);
        Operations process = new Operations() {
            @Override
            public String metrics() {
                return "leadstream_ready 1.0\n";
            }

            @Override
            public boolean live() {
                return others.get();
            }

            @Override
            public boolean ready() {
                return others.get();
            }
        };
        List<String> answered = new CopyOnWriteArrayList<>();
        GatewayEvents events = new GatewayEvents() {
            @Override
            public void answered(String door, int status, long nanos) {
                answered.add(door + " " + status + (nanos > 0 ? "" : " in no time"));
            }
        };
        Gateway gateway = start(deciding, 5000, new Gateway.Observers(events, Optional.of(process)));

        assertThat(get(gateway, "/metrics").body()).isEqualTo("leadstream_ready 1.0\n");
        assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(200);
        others.set(false);
        assertThat(get(gateway, "/health/live").statusCode()).isEqualTo(503);
        assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(503);
        others.set(true);
        reading.set(false);
        assertThat(get(gateway, "/health/ready").statusCode()).isEqualTo(503);
        assertThat(get(gateway, GOOD).statusCode()).isEqualTo(200);
        assertThat(answered).containsExactly(PlainDialect.ID + " 200");
        assertThat(get(start(deciding, 5000), "/metrics").statusCode()).isEqualTo(404);
    }

    @Test
    void closingAnswersWhoeverWaitsAndThenClosesThePartsInReverse() throws Exception {
        Gateway gateway = start(silent, 10_000);
        CompletableFuture<HttpResponse<String>> waiting =
                http.sendAsync(request(gateway, GOOD).build(), BodyHandlers.ofString());
        LeadEvent event = silent.take();

        long begun = System.nanoTime();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(gateway::close);
        while (get(gateway, "/health/ready").statusCode() == 200) {
            Thread.onSpinWait();
        }
        assertThat(get(gateway, GOOD).body()).isEqualTo("UNAVAILABLE");
        decisions.decided(accepted(event));

        assertThat(waiting.join().body()).isEqualTo("ACCEPTED 1024");
        closing.join();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        assertThat(closed).containsExactly("reader", "publisher");
    }

    @Test
    void closingClosesThePartsAlthoughACallNeverEnds() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        GatewayEvents stuck = new GatewayEvents() {
            @Override
            public void answered(String door, int status, long nanos) {
                called.countDown();
                awaited(over);
            }
        };
        Gateway gateway = start(deciding, 5000, new Gateway.Observers(stuck, Optional.empty()));
        var unused = http.sendAsync(request(gateway, "/plain/?show=1").build(), BodyHandlers.discarding());
        awaited(called);

        gateway.close();

        assertThat(closed).containsExactly("reader", "publisher");
        over.countDown();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closingEndsAlthoughADecisionNeverComes() throws Exception {
        Gateway gateway = start(silent, 60_000);
        CompletableFuture<HttpResponse<String>> waiting =
                http.sendAsync(request(gateway, GOOD).build(), BodyHandlers.ofString());
        assertThat(silent.take().getAccount()).isEqualTo("croco");

        long begun = System.nanoTime();
        gateway.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        assertThat(waiting.join().body()).isEqualTo("NO_DECISION_IN_TIME");
    }

    private Gateway start(Publisher publisher, int timeoutMs) {
        return start(publisher, timeoutMs, Gateway.Observers.NONE);
    }

    private Gateway start(Publisher publisher, int timeoutMs, Gateway.Observers observers) {
        Deque<Runnable> closers = new ArrayDeque<>();
        closers.push(() -> closed.add("publisher"));
        closers.push(() -> closed.add("reader"));
        Gateway gateway = Gateway.serve(
                Fixtures.config(timeoutMs, account("croco", PlainDialect.ID, "6666", "1234", 200)),
                Fixtures.DIALECTS,
                new Gateway.Edges(publisher, decisions, id -> new SubmittedLeads.Found.Nothing(), Reports.NONE),
                reading::get,
                observers,
                closers);
        started.push(gateway);
        return gateway;
    }

    private HttpRequest.Builder request(Gateway gateway, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
    }

    private HttpResponse<String> get(Gateway gateway, String path) throws Exception {
        return send(request(gateway, path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String raw(Gateway gateway, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
