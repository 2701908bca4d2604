package io.leadstream.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadstream.dialect.Dialects;
import io.leadstream.sandbox.Sandbox;
import io.leadstream.sandbox.SandboxConfig;
import io.leadstream.sandbox.SandboxVendor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Vendors of one row, on a sandbox of their own: how they behave, and what each has got. */
final class VendorDesk implements AutoCloseable {

    /** Our login with every vendor. */
    static final String USER = "leadstream";

    static final String PASS = "sandbox";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox sandbox;
    private final HttpClient http = HttpClient.newHttpClient();

    VendorDesk(List<String> vendors) {
        sandbox = Sandbox.start(
                new SandboxConfig(
                        "127.0.0.1",
                        0,
                        vendors.stream()
                                .map(id -> new SandboxVendor(id, DeliveryLoad.DIALECT, USER, PASS, "1"))
                                .toList()),
                Dialects.all());
    }

    /** The base address of a vendor. */
    URI address(String vendor) {
        return URI.create("http://127.0.0.1:" + sandbox.port() + "/" + vendor);
    }

    /** Makes a vendor answer so late. */
    void late(String vendor, int millis) throws IOException, InterruptedException {
        if (millis > 0) {
            fault(vendor, "{\"kind\":\"latency\",\"latency_ms\":" + millis + "}");
        }
    }

    /** Makes a vendor reset every connection. */
    void dead(String vendor) throws IOException, InterruptedException {
        fault(vendor, "{\"kind\":\"down\"}");
    }

    /** How many leads a vendor has got. */
    long saved(String vendor) throws IOException, InterruptedException {
        return get(vendor, "requests").get("saved").asLong();
    }

    /** What a vendor has got, and when. */
    Arrivals arrivals(String vendor, int expected) throws IOException, InterruptedException {
        Arrivals arrivals = new Arrivals(expected);
        for (JsonNode lead : get(vendor, "leads")) {
            long phone = Long.parseLong(lead.get("lead").get("phone").asText());
            arrivals.add(
                    DeliveryLoad.number(phone),
                    Instant.parse(lead.get("received_at").asText()).toEpochMilli());
        }
        return arrivals;
    }

    private void fault(String vendor, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(control(vendor, "faults"))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(json))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 204) {
            throw new IllegalStateException("the sandbox refuses a fault: " + status);
        }
    }

    private JsonNode get(String vendor, String what) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(control(vendor, what)).timeout(PATIENCE).build();
        return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    }

    private URI control(String vendor, String what) {
        return URI.create("http://127.0.0.1:" + sandbox.port() + "/_sandbox/" + vendor + "/" + what);
    }

    @Override
    public void close() {
        http.close();
        sandbox.close();
    }
}
