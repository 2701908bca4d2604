package io.leadstream.standalone;

import io.leadstream.gateway.GatewayAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The gateway's six front doors: how one lead is put through each, and what each says when it took it. */
enum Doors {
    CROCO(
            "GET",
            "/API/lmapi.php?user={name}&pass={secret}&function=add_lead&source=test&phone_number={phone}&list_id={list}",
            "",
            "SUCCESS: add_lead"),
    ELISION(
            "GET",
            "/elision-dialer/elision-api/main.php?user={name}&pass={secret}&action=add_lead&source=test&custom_fields=Y"
                    + "&list_id={list}&phone_number={phone}&CustomerName=Ann+Lee",
            "",
            "LEAD CREATED SUCCESSFULLY"),
    INFOCU5("POST", "/dialer/", """
            {"affiliateID":"{name}","affiliateKey":"{secret}","dialerFunction":"addLeads","campaignID":"1111",
             "listID":"{list}","leads":[{"leadPhone":"{phone}"}]}""", "leadID"),
    DIALLER("POST", "/lead/add?key={secret}", """
            {"first_name":"Ann","surname":"Lee","email":"ann@example.com","mobile":"{phone}","type":"{list}"}""", "\"processed\":true"),
    PARTIALS(
            "FORM",
            "/mgr.php",
            "client_id={name}&step=first&campaign_id=1&fields_phone={phone}&list_name={list}",
            "Successfully imported"),
    NATIVE("POST", "/v1/leads", "{\"phone\":\"{phone}\",\"list_id\":\"{list}\"}", "ACCEPTED");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String method;
    private final String path;
    private final String body;
    private final String taken;

    Doors(String method, String path, String body, String taken) {
        this.method = method;
        this.path = path;
        this.body = body;
        this.taken = taken;
    }

    String dialect() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** An account of this door alone, with credentials that no other has: partials knows no secrets, dialler no names. */
    GatewayAccount account(String id, List<String> lists, int requestsPerSecond) {
        String name = this == DIALLER || this == NATIVE ? "" : "name-" + id;
        String secret = this == PARTIALS ? "" : "secret-" + id;
        return new GatewayAccount(
                id,
                dialect(),
                name,
                secret,
                "1",
                "UTC",
                List.of(),
                List.of(),
                lists,
                List.of(),
                200,
                requestsPerSecond);
    }

    /** An account that may look and not submit. */
    GatewayAccount viewer(String id) {
        GatewayAccount other = account(id, List.of(), 0);
        return new GatewayAccount(
                id,
                other.dialect(),
                other.name(),
                other.secret(),
                other.callingCode(),
                other.zone(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                0,
                List.of("view"));
    }

    /** Puts a lead through. */
    HttpResponse<String> put(String gateway, GatewayAccount account, String phone, String list) {
        return put(gateway, account.name(), account.secret(), phone, list);
    }

    HttpResponse<String> put(String gateway, String name, String secret, String phone, String list) {
        Map<String, String> values = Map.of("{name}", name, "{secret}", secret, "{phone}", phone, "{list}", list);
        String to = path;
        String content = body;
        for (var value : values.entrySet()) {
            to = to.replace(value.getKey(), value.getValue());
            content = content.replace(value.getKey(), value.getValue());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + to));
        if (this == NATIVE) {
            request.header("authorization", "Bearer " + secret);
        }
        return send(
                method.equals("GET")
                        ? request.GET()
                        : request.header(
                                        "content-type",
                                        method.equals("FORM")
                                                ? "application/x-www-form-urlencoded"
                                                : "application/json")
                                .POST(BodyPublishers.ofString(content)));
    }

    /** True if this is how the door says that it took a lead. */
    boolean took(HttpResponse<String> answer) {
        return answer.body().contains(taken);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
