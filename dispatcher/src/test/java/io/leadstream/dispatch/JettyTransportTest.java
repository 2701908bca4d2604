package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leadstream.dialect.Call;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JettyTransportTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final List<String> got = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JettyTransport transport = transport(true);
    private HttpServer server = start();

    private static JettyTransport transport(boolean privateAllowed) {
        return new JettyTransport(
                "test",
                Set.of("127.0.0.1", "localhost", "no-such-host.invalid"),
                new AddressPolicy(privateAllowed),
                4,
                Duration.ofSeconds(1),
                JettyTransport.MOST_BODY);
    }

    private HttpServer start() {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
            made.setExecutor(threads);
            made.createContext("/echo", exchange -> answer(exchange, 200, "answer"));
            made.createContext("/away", exchange -> {
                exchange.getResponseHeaders().set("Location", "/echo");
                answer(exchange, 302, "");
            });
            made.createContext("/cookie", exchange -> {
                exchange.getResponseHeaders().set("Set-Cookie", "a=b");
                answer(exchange, 200, "");
            });
            made.createContext("/long", exchange -> answer(exchange, 200, "x".repeat(200_000)));
            made.createContext("/never", exchange -> hang());
            made.start();
            return made;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void hang() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        got.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + asked + " "
                + exchange.getRequestHeaders().containsKey("Cookie"));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("X-Said", "Yes");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @BeforeEach
    void forget() {
        got.clear();
    }

    @AfterEach
    void stop() {
        never.countDown();
        transport.close();
        server.stop(0);
        threads.close();
    }

    private TransportAnswer call(String path, Duration timeout) {
        return call(
                transport, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), timeout);
    }

    private static TransportAnswer call(Transport transport, URI uri, Duration timeout) {
        byte[] body = "lead=1".getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("content-type", "application/x-www-form-urlencoded");
        return transport.call(uri, new Call("POST", "", "", headers, body), timeout);
    }

    @Test
    void anAnswerComesWithStatusHeadersAndBody() {
        TransportAnswer.Answered answered = (TransportAnswer.Answered) call("/echo?a=%20b", LONG);
        assertThat(answered.answer().status()).isEqualTo(200);
        assertThat(answered.answer().text()).isEqualTo("answer");
        assertThat(answered.answer().headers()).containsEntry("x-said", "Yes");
        assertThat(got).containsExactly("POST /echo?a=%20b lead=1 false");
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        TransportAnswer.Answered answered = (TransportAnswer.Answered) call("/away", LONG);
        assertThat(answered.answer().status()).isEqualTo(302);
        assertThat(got).hasSize(1);
    }

    @Test
    void noCookieIsKept() {
        call("/cookie", LONG);
        call("/cookie", LONG);
        assertThat(got).hasSize(2).allMatch(line -> line.endsWith("false"));
    }

    @Test
    void aLongBodyIsCut() {
        TransportAnswer.Answered answered = (TransportAnswer.Answered) call("/long", LONG);
        assertThat(answered.answer().body()).hasSize(JettyTransport.MOST_BODY);
    }

    @Test
    void noAnswerInTimeMayHaveBeenSent() {
        assertThat(call("/never", Duration.ofMillis(300))).isEqualTo(new TransportAnswer.SentNoAnswer("timeout"));
    }

    @Test
    void aRefusedConnectionIsNotSent() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, HERE)) {
            port = closed.getLocalPort();
        }
        assertThat(call(transport, URI.create("http://127.0.0.1:" + port + "/"), LONG))
                .isEqualTo(new TransportAnswer.NotSent("connection refused"));
    }

    @Test
    void anUnknownHostIsNotSent() {
        assertThat(call(transport, URI.create("http://no-such-host.invalid/"), LONG))
                .isEqualTo(new TransportAnswer.NotSent("host unknown"));
    }

    @Test
    void aHostThatIsNotNamedIsNotCalled() {
        URI uri = URI.create("http://127.0.0.2:" + server.getAddress().getPort() + "/echo");
        assertThat(call(transport, uri, LONG)).isEqualTo(new TransportAnswer.NotSent("host not allowed"));
        assertThat(got).isEmpty();
    }

    @Test
    void aPrivateAddressIsNotCalledUnlessAllowed() {
        try (JettyTransport strict = transport(false)) {
            for (String host : List.of("127.0.0.1", "localhost")) {
                URI uri =
                        URI.create("http://" + host + ":" + server.getAddress().getPort() + "/echo");
                assertThat(call(strict, uri, LONG)).isEqualTo(new TransportAnswer.NotSent("address not allowed"));
            }
        }
        assertThat(got).isEmpty();
    }

    @Test
    void aResetAfterTheCallMayHaveBeenSent() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 1, HERE)) {
            threads.execute(() -> resetAfterReading(rude, ""));
            assertThat(call(transport, URI.create("http://127.0.0.1:" + rude.getLocalPort() + "/"), LONG))
                    .isInstanceOf(TransportAnswer.SentNoAnswer.class);
        }
    }

    @Test
    void halfAnAnswerIsNone() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 1, HERE)) {
            threads.execute(() -> resetAfterReading(rude, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nSUCC"));
            assertThat(call(transport, URI.create("http://127.0.0.1:" + rude.getLocalPort() + "/"), LONG))
                    .isInstanceOf(TransportAnswer.SentNoAnswer.class);
        }
    }

    @Test
    void garbageIsNoAnswer() throws IOException {
        try (ServerSocket rude = new ServerSocket(0, 1, HERE)) {
            threads.execute(() -> resetAfterReading(rude, "hello\r\n\r\n"));
            assertThat(call(transport, URI.create("http://127.0.0.1:" + rude.getLocalPort() + "/"), LONG))
                    .isInstanceOf(TransportAnswer.SentNoAnswer.class);
        }
    }

    private static void resetAfterReading(ServerSocket server, String said) {
        try (Socket socket = server.accept()) {
            assertThat(socket.getInputStream().read(new byte[10_000])).isPositive();
            socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
