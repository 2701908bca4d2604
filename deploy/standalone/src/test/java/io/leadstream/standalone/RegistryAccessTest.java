package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry that asks who comes: a door in front of the real one wants a password, or a token that another gives out. */
class RegistryAccessTest {

    private static final String TOKEN = "a-token";
    private static final Set<String> PASSED_ON = Set.of("accept", "content-type");

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer door;
    private String url;
    private String wanted = "";

    @BeforeEach
    void open() throws IOException {
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/token", this::giveToken);
        door.createContext("/apis", this::pass);
        door.start();
        url = "http://127.0.0.1:" + door.getAddress().getPort() + "/apis/registry/v3";
    }

    @AfterEach
    void close() {
        door.stop(0);
        client.shutdownNow();
    }

    @Test
    void aPasswordOpensIt() {
        wanted = "Basic " + base64("leadstream:secret");
        works(Map.of("apicurio.registry.auth.username", "leadstream", "apicurio.registry.auth.password", "secret"));
        staysShut(Map.of("apicurio.registry.auth.username", "leadstream", "apicurio.registry.auth.password", "wrong"));
        staysShut(Map.of());
    }

    @Test
    void aTokenOpensIt() {
        wanted = "Bearer " + TOKEN;
        String endpoint = "http://127.0.0.1:" + door.getAddress().getPort() + "/token";
        works(Map.of(
                "apicurio.registry.auth.service.token.endpoint",
                endpoint,
                "apicurio.registry.auth.client.id",
                "leadstream",
                "apicurio.registry.auth.client.secret",
                "secret"));
        staysShut(Map.of());
    }

    private void works(Map<String, String> settings) {
        new ContractSetup(url, settings).apply();
        assertThat(Contracts.at(url, settings).serde(Topics.LEADS)).isNotNull();
    }

    private void staysShut(Map<String, String> settings) {
        assertThatThrownBy(() -> new ContractSetup(url, settings).apply())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the registry ")
                .hasMessageContaining("the compatibility rule");
        assertThatThrownBy(() -> Contracts.at(url, settings).serde(Topics.LEADS))
                .isInstanceOf(RuntimeException.class);
    }

    private void giveToken(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String header = String.valueOf(exchange.getRequestHeaders().getFirst("authorization"));
        boolean known = header.equals("Basic " + base64("leadstream:secret"))
                || (asked.contains("client_id=leadstream") && asked.contains("client_secret=secret"));
        boolean good = known && asked.contains("grant_type=client_credentials");
        answer(
                exchange,
                good ? 200 : 401,
                "application/json",
                ("{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":300}").getBytes(UTF_8));
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!wanted.equals(exchange.getRequestHeaders().getFirst("authorization"))) {
            answer(exchange, 401, "text/plain", new byte[0]);
            return;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(Backbone.shared().registry()).resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> said = client.send(request.build(), BodyHandlers.ofByteArray());
            answer(
                    exchange,
                    said.statusCode(),
                    said.headers().firstValue("content-type").orElse("application/json"),
                    said.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("content-type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
