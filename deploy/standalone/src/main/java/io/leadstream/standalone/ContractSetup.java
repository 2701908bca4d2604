package io.leadstream.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadstream.schema.Contracts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificData;

/** Registers the contracts under the rule that old and new versions must all read each other. */
final class ContractSetup {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final String RULE = "FULL_TRANSITIVE";
    private static final int CONFLICT = 409;

    private final String url;

    /** Contracts for the registry whose API is at {@code url}. */
    ContractSetup(String url) {
        this.url = url;
    }

    /**
     * Sets the rule and registers every contract; what is there already stays as it is.
     *
     * @throws IllegalStateException if the registry refuses one; the message names the contract and says why
     */
    void apply() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            rule(client);
            Contracts.records().forEach(type -> register(client, type));
        }
    }

    private void rule(HttpClient client) {
        Map<String, String> rule = Map.of("ruleType", "COMPATIBILITY", "config", RULE);
        HttpResponse<String> answer = send(client, "POST", "/admin/rules", rule);
        boolean there = answer.statusCode() == CONFLICT;
        expect("the compatibility rule", there ? send(client, "PUT", "/admin/rules/COMPATIBILITY", rule) : answer);
    }

    private void register(HttpClient client, Class<?> type) {
        String schema = SpecificData.get().getSchema(type).toString();
        Map<String, Object> artifact = Map.of(
                "artifactId",
                type.getSimpleName(),
                "artifactType",
                "AVRO",
                "firstVersion",
                Map.of("content", Map.of("content", schema, "contentType", "application/json")));
        String path = "/groups/" + Contracts.GROUP + "/artifacts?ifExists=FIND_OR_CREATE_VERSION";
        expect("contract " + type.getSimpleName(), send(client, "POST", path, artifact));
    }

    private static void expect(String what, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("the registry refuses " + what + ": " + said(answer.body()));
        }
    }

    /** What a refusal says, on one line: the title of the registry's problem details, or whatever came instead. */
    private static String said(String body) {
        try {
            return JSON.readTree(body).path("title").asText(body);
        } catch (JsonProcessingException noJson) {
            return body;
        }
    }

    private HttpResponse<String> send(HttpClient client, String method, String path, Map<String, ?> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .header("content-type", "application/json")
                    .timeout(ANSWER_WITHIN)
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a contract that is no JSON", e);
        } catch (IOException e) {
            throw new IllegalStateException("the registry at " + url + " cannot be reached: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while contracts were registered", e);
        }
    }
}
