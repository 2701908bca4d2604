package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells where a lead is, or the leads of a phone. */
@Command(
        name = "trace",
        description = "Tells where a lead is and what happened to it, by its id or by phone; cancels and dials too.")
final class TraceCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMillis(ConnectionOptions.PATIENCE_MS);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int UNAVAILABLE = 503;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "ID|PHONE", description = "A lead's id, or a phone with any punctuation.")
    String asked;

    @Option(
            names = "--ledger",
            paramLabel = "URL",
            defaultValue = "http://localhost:${env:LEADSTREAM_OPERATIONS_PORT:-9464}",
            description =
                    "The operations port of any instance of streams-app, or a gateway (default: ${DEFAULT-VALUE}).")
    String ledger;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:LEADSTREAM_KEY:-}",
            description =
                    "The key of an account of the native API, where a gateway is asked: it tells of the account's own.")
    String key;

    @Option(
            names = "--calling-code",
            paramLabel = "CODE",
            defaultValue = "",
            description = "Calling code of the phone, digits (default: 1, or the account's).")
    String callingCode;

    @Option(names = "--json", description = "Says it as a JSON array of what was found, for programs.")
    boolean json;

    @Override
    public Integer call() throws Exception {
        List<JsonNode> leads = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            if (asked.matches("[0-9]{1,16}")) {
                leads.addAll(ask(http, "/v1/leads/" + asked));
            }
            // What is a number may be both: an id, and a phone.
            if (asked.replaceAll("[^0-9]", "").length() >= 6) {
                ObjectNode none = JsonNodeFactory.instance.objectNode();
                JsonNode phone = ask(http, "/v1/leads?phone=" + encoded(asked) + code()).stream()
                        .findFirst()
                        .orElse(none);
                phone.path("leads").forEach(lead -> add(leads, lead));
                if (!phone.path("complete").asBoolean(true)) {
                    spec.commandLine().getErr().println("leadstream: the phone has more than is told here");
                }
            }
        }
        if (leads.isEmpty()) {
            throw new IllegalArgumentException("nothing is known of " + asked
                    + ": it never came, is not decided yet, or is older than the ledger keeps");
        }
        say(leads);
        return 0;
    }

    private void say(List<JsonNode> leads) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.createArrayNode().addAll(leads).toPrettyString());
        } else {
            leads.forEach(lead -> TraceText.of(lead).forEach(out::println));
        }
        out.flush();
    }

    private static void add(List<JsonNode> leads, JsonNode lead) {
        long id = lead.path("lead_id").asLong();
        if (leads.stream().noneMatch(known -> known.path("lead_id").asLong() == id)) {
            leads.add(lead);
        }
    }

    private String code() {
        return callingCode.isBlank() ? "" : "&calling_code=" + encoded(callingCode);
    }

    /** What is known, or nothing; waits a while for a ledger that moves from one instance to another. */
    private List<JsonNode> ask(HttpClient http, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ledger.replaceAll("/+$", "") + path))
                .timeout(PATIENCE)
                .GET();
        if (!key.isBlank()) {
            request.header("authorization", "Bearer " + key);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        while (response.statusCode() == UNAVAILABLE && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            response = http.send(request.build(), BodyHandlers.ofString());
        }
        return switch (response.statusCode()) {
            case 200 -> List.of(JSON.readTree(response.body()));
            case 400, 404 -> List.of();
            default ->
                throw new IllegalStateException(ledger + " answers " + response.statusCode() + ": "
                        + JSON.readTree(response.body()).path("detail").asText());
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
