package io.leadstream.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadstream.dialect.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A producer's HTTP client, as plain as curl. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;

    Client() {
        this(HttpClient.newHttpClient());
    }

    /** As another client sends, such as one that trusts a certificate. */
    Client(HttpClient http) {
        this.http = http;
    }

    HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(URI.create(address)).GET());
    }

    HttpResponse<String> postJson(String address, String body) {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> postForm(String address, String body) {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Sends a call that a dialect made, to whoever listens at an address. */
    HttpResponse<String> send(String address, Call call) {
        String query = call.query().isEmpty() ? "" : "?" + call.query();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + call.path() + query))
                .method(call.method(), BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::header);
        return send(request);
    }

    JsonNode json(String address) {
        try {
            return JSON.readTree(get(address).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
