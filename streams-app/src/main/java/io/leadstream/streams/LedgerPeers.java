package io.leadstream.streams;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.kafka.streams.state.HostInfo;

/** Asks other instances what they keep of the ledger, at their operations ports. */
final class LedgerPeers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(1500);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

    /**
     * The answer of an instance from what it keeps itself; unavailable if it does not answer in time.
     *
     * @param path with query, such as {@code /v1/leads/123}
     */
    LedgerAnswer ask(HostInfo host, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + host.host() + ":" + host.port() + path))
                .header(Ledger.FORWARDED, "1")
                .timeout(ANSWER_WITHIN)
                .GET()
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> new LedgerAnswer.Found((ObjectNode) JSON.readTree(response.body()));
                case 404 -> new LedgerAnswer.Nothing();
                default ->
                    new LedgerAnswer.Unavailable(host.host() + ":" + host.port() + " answers " + response.statusCode());
            };
        } catch (IOException | ClassCastException e) {
            return new LedgerAnswer.Unavailable(host.host() + ":" + host.port() + " does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new LedgerAnswer.Unavailable("interrupted");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
