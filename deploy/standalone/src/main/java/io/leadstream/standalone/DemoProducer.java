package io.leadstream.standalone;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.Topics;
import io.leadstream.standalone.DemoLeads.Kind;
import io.leadstream.standalone.DemoLeads.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Brings the demo's leads in: by HTTP in the dialects, as a producer's client would, or straight to the topic. */
final class DemoProducer implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final URI gateway;
    private final HttpClient http;
    private final KafkaProducer<String, byte[]> kafka;
    private final Serializer<LeadEvent> events;

    DemoProducer(URI gateway, HttpClient http, KafkaAccess access, Contracts contracts) {
        this.gateway = gateway;
        this.http = http;
        this.events = contracts.serde(Topics.LEADS).serializer();
        this.kafka = new KafkaProducer<>(
                access.client(Map.of("acks", "all", "linger.ms", 2)),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Brings one lead in, cancels it again where it is to be, and returns when both were answered. */
    void send(Sample sample) throws IOException, InterruptedException {
        switch (sample.way()) {
            case CROCO -> croco(sample);
            case DIALLER -> dialler(sample);
            case PARTIALS -> partials(sample);
            case INFOCU5 -> infocu5(sample);
            case ELISION -> elision(sample);
            case KAFKA -> kafka(sample);
        }
    }

    private void croco(Sample sample) throws IOException, InterruptedException {
        Map<String, String> form = Map.ofEntries(
                Map.entry("user", "6666"),
                Map.entry("pass", "1234"),
                Map.entry("function", "add_lead"),
                Map.entry("source", "demo"),
                Map.entry("phone_number", sample.phone()),
                Map.entry("first_name", sample.first()),
                Map.entry("last_name", sample.last()),
                Map.entry("email", sample.email()),
                Map.entry(
                        "list_id", sample.kind() == Kind.BAD_LIST ? "77777" : sample.number() % 2 == 0 ? "101" : "102"),
                Map.entry("list_exists_check", "Y"),
                Map.entry("duplicate_check", "DUPSYS90DAY"));
        postForm("/API/lmapi.php", form);
    }

    private void partials(Sample sample) throws IOException, InterruptedException {
        Map<String, String> form = new HashMap<>(Map.of(
                "client_id",
                "DEMO1",
                "step",
                "first",
                "campaign_id",
                "1",
                "list_name",
                sample.kind() == Kind.BAD_LIST ? "WINBACK AND MORE" : "WINBACK",
                "fields_phone",
                sample.phone(),
                "fields_fname",
                sample.first(),
                "fields_lname",
                sample.last(),
                "fields_email",
                sample.email()));
        if (sample.kind() == Kind.CANCELLED) {
            form.put("delay", "1");
        }
        postForm("/mgr.php", form);
        if (sample.kind() == Kind.CANCELLED) {
            form.put("reject", "1");
            postForm("/mgr.php", form);
        }
    }

    private void infocu5(Sample sample) throws IOException, InterruptedException {
        post("/dialer/", "application/json", """
                {"affiliateID":"AFFILIATE001","affiliateKey":"0123456789abcdef0123456789abcdef",
                 "dialerFunction":"addLeads","campaignID":"1111","listID":"%s","leads":[
                 {"leadNameFirst":"%s","leadNameLast":"%s","leadPhone":"%s","leadEmail":"%s"}]}""".formatted(
                        sample.kind() == Kind.BAD_LIST ? "777000" : "111000",
                        sample.first(),
                        sample.last(),
                        sample.phone(),
                        sample.email()));
    }

    private void elision(Sample sample) throws IOException, InterruptedException {
        postForm(
                "/elision-dialer/elision-api/main.php",
                Map.of(
                        "user", "6666",
                        "pass", "1234",
                        "action", "add_lead",
                        "source", "demo",
                        "custom_fields", "Y",
                        "phone_number", sample.phone(),
                        "list_id", sample.kind() == Kind.BAD_LIST ? "777000" : "25062018",
                        "CustomerName", sample.first() + " " + sample.last()));
    }

    private void postForm(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        post(path, "application/x-www-form-urlencoded", body);
    }

    private void dialler(Sample sample) throws IOException, InterruptedException {
        String type = sample.kind() == Kind.BAD_LIST ? "no-such-type" : "motor-trade";
        post("/lead/add?key=demo-key", "application/json", """
                {"email":"%s","first_name":"%s","surname":"%s","mobile":"%s","type":"%s","delays":%d}""".formatted(
                        sample.email(), sample.first(), sample.last(), sample.phone(), type, sample.delaySeconds()));
        if (sample.kind() == Kind.CANCELLED) {
            post(
                    "/lead/cancel?key=demo-key",
                    "application/json",
                    "{\"mobile\":\"%s\",\"type\":\"%s\"}".formatted(sample.phone(), type));
        }
    }

    private void post(String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path))
                .header("content-type", type)
                .timeout(ANSWER_WITHIN)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        http.send(request, BodyHandlers.discarding());
    }

    private void kafka(Sample sample) throws InterruptedException {
        if (sample.kind() == Kind.GARBAGE) {
            publish(sample.phone(), ("garbage " + sample.number()).getBytes(StandardCharsets.UTF_8));
            return;
        }
        LeadEvent submitted = LeadEvent.newBuilder()
                .setEventId(sample.eventId())
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("demo")
                .setLead(lead(sample))
                .build();
        publish(submitted);
        if (sample.kind() == Kind.RESENT) {
            publish(submitted);
        }
        if (sample.kind() == Kind.CANCELLED) {
            publish(LeadEvent.newBuilder()
                    .setEventId(sample.eventId() + "-cancel")
                    .setKind(LeadEventKind.CANCELLED)
                    .setAccount("demo")
                    .setCancel(
                            CancelRequest.newBuilder().setPhone(sample.phone()).build())
                    .build());
        }
    }

    private static Lead lead(Sample sample) {
        return Lead.newBuilder()
                .setPhone(sample.phone())
                .setFirstName(sample.first())
                .setLastName(sample.last())
                .setEmail(sample.email())
                .setListId(sample.kind() == Kind.BAD_LIST ? "77777" : "102")
                .setSettings(LeadSettings.newBuilder()
                        .setDelaySeconds(sample.delaySeconds())
                        .setDuplicateChecks(List.of(DuplicateCheck.newBuilder()
                                .setMatchOn(DuplicateMatchOn.PHONE)
                                .setScope(DuplicateScope.CAMPAIGN)
                                .build()))
                        .build())
                .build();
    }

    private void publish(LeadEvent event) throws InterruptedException {
        publish(LeadKey.of(event), events.serialize(Topics.LEADS.name(), event));
    }

    private void publish(String key, byte[] value) throws InterruptedException {
        try {
            kafka.send(new ProducerRecord<>(Topics.LEADS.name(), key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the demo's producer failed", e);
        }
    }

    @Override
    public void close() {
        kafka.close(ANSWER_WITHIN);
        http.close();
    }
}
