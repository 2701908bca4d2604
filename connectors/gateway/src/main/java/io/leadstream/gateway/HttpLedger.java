package io.leadstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger at the operations port of any instance of streams-app, which asks the others for what it does not keep. */
final class HttpLedger implements LedgerSource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpLedger.class);
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);

    /** Longer than an instance takes that asks two others in vain. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

    /**
     * The ledger at an address.
     *
     * @param url such as {@code http://streams-app:9464}
     */
    HttpLedger(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public Found lead(long leadId) {
        return ask(NativeApi.LEADS + "/" + leadId);
    }

    @Override
    public Found phone(String identity) {
        return ask(NativeApi.LEADS + "?identity=" + URLEncoder.encode(identity, UTF_8));
    }

    private Found ask(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(ANSWER_WITHIN)
                .GET()
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> {
                    Optional<ObjectNode> json = Json.object(response.body());
                    yield json.isPresent() ? new Found.Answer(json.get()) : new Found.Unavailable();
                }
                case 404 -> new Found.Nothing();
                default -> new Found.Unavailable();
            };
        } catch (IOException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("the ledger cannot be asked");
            return new Found.Unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Found.Unavailable();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
