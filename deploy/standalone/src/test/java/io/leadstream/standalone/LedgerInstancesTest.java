package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of streams-app on a real broker: either tells where every lead is, before and after one is killed. */
class LedgerInstancesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LEADS = 40;
    private static final String VENDOR = "croco";

    @TempDir
    private Path folder;

    private final Client client = new Client();
    private final String registry = Backbone.shared().registry();
    private final Contracts contracts = Contracts.at(registry, Map.of());

    /** Phones by the ids of their leads. */
    private final Map<Long, String> leads = new LinkedHashMap<>();

    @Test
    void eitherInstanceTellsWhereEveryLeadIs() throws Exception {
        int onePort = Ports.free();
        int twoPort = Ports.free();
        String one = "http://127.0.0.1:" + onePort;
        String two = "http://127.0.0.1:" + twoPort;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), Ports.free())) {
            prepare(kafka.bootstrap());
            try (ServiceCommand first = instance("one", onePort, kafka);
                    ServiceCommand second = instance("two", twoPort, kafka)) {
                ready(first, one);
                ready(second, two);
                submit(kafka.bootstrap());
                // A vendor that comes later, whose topic the ledgers have not seen.
                vendor(kafka.bootstrap());
                deliver(kafka.bootstrap());
                everyLeadIsTold(one, Duration.ofSeconds(60));
                everyLeadIsTold(two, Duration.ofSeconds(10));
                assertThat(keepers(one)).as("both keep a share").hasSize(2);
                traced(one);

                second.kill();
                long told = leads.keySet().stream()
                        .map(lead -> client.get(one + "/v1/leads/" + lead))
                        .filter(LedgerInstancesTest::isTold)
                        .count();
                assertThat(told).as("what the other kept is not known at once").isLessThan(LEADS);
                everyLeadIsTold(one, Duration.ofSeconds(60));
                assertThat(keepers(one)).hasSize(1);
                traced(one);
            }
        }
    }

    /** True if a lead is told; else whoever asks hears when to ask again, and nothing else. */
    private static boolean isTold(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
            assertThat(response.headers().firstValue("retry-after")).contains("2");
        }
        return response.statusCode() == 200;
    }

    private void everyLeadIsTold(String url, Duration within) {
        leads.forEach((lead, phone) -> {
            String byId = url + "/v1/leads/" + lead;
            Eventually.holds(
                    within,
                    () -> byId + ": " + client.get(byId).body(),
                    () -> state(client.get(byId)).equals("DELIVERED"));
            String byPhone = url + "/v1/leads?phone=" + phone;
            JsonNode found = json(client.get(byPhone).body());
            assertThat(found.path("leads")).as(byPhone + found).hasSize(1);
            assertThat(found.path("leads").path(0).path("lead_id").asLong()).isEqualTo(lead);
            assertThat(found.path("complete").asBoolean()).isTrue();
        });
        assertThat(client.get(url + "/v1/leads/" + LeadId.of(0, 1, 9_999)).statusCode())
                .isEqualTo(404);
        assertThat(client.get(url + "/v1/leads/" + LeadId.of(0, 77, 1)).statusCode())
                .isEqualTo(404);
        assertThat(client.get(url + "/v1/leads/x").statusCode()).isEqualTo(400);
    }

    /** The instances that answered. */
    private List<String> keepers(String url) {
        return leads.keySet().stream()
                .map(lead -> json(client.get(url + "/v1/leads/" + lead).body())
                        .path("ledger")
                        .path("instance")
                        .asText())
                .distinct()
                .toList();
    }

    private void traced(String url) {
        long lead = leads.keySet().iterator().next();
        StringWriter out = new StringWriter();
        int exit = Main.commandLine(false).setOut(new PrintWriter(out)).execute("trace", "" + lead, "--ledger", url);

        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("lead " + lead + "  DELIVERED", "  submitted", "accepted", "routed to no vendor by routing 1")
                .contains("croco attempt 1: ACCEPTED, final, HTTP 200, the vendor's id v-" + lead);
    }

    private ServiceCommand instance(String name, int port, EmbeddedKafka kafka) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, """
                bootstrap_servers: %s
                registry_url: %s
                instance_id: %s
                state_folder: %s
                operations_port: %d
                kafka:
                  main.consumer.session.timeout.ms: "6000"
                  main.consumer.heartbeat.interval.ms: "1000"
                """.formatted(kafka.bootstrap(), registry, name, folder.resolve(name), port));
        return ServiceCommand.start("streams-app", file);
    }

    private void ready(ServiceCommand instance, String url) {
        Eventually.holds(
                Duration.ofSeconds(60),
                instance::output,
                () -> instance.isReady()
                        && client.get(url + "/v1/leads?identity=1").statusCode() == 200);
    }

    private void prepare(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            new TopicSetup(admin, (short) 1).fixed(StandaloneConfig.PARTITIONS);
        }
        Campaign campaign = Campaign.newBuilder().setId("A").setName("A").build();
        Routing routing = Routing.newBuilder()
                .setVersion(1)
                .setAppliedAt(Instant.EPOCH)
                .setCampaigns(List.of(campaign))
                .setLists(List.of(LeadList.newBuilder()
                        .setId("999")
                        .setName("999")
                        .setCampaign("A")
                        .setVendors(List.of())
                        .build()))
                .setVendors(List.of())
                .build();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap),
                new StringSerializer(),
                contracts.serde(Topics.ROUTING).serializer())) {
            producer.send(new ProducerRecord<>(Topics.ROUTING.name(), Topics.ROUTING_KEY, routing))
                    .get();
        }
    }

    /** Each fourth lead is placed where Kafka would not, so that its phone and its id name different partitions. */
    private void submit(String bootstrap) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap),
                new StringSerializer(),
                contracts.serde(Topics.LEADS).serializer())) {
            for (int i = 0; i < LEADS; i++) {
                String phone = "727555%04d".formatted(i);
                LeadEvent event = LeadEvent.newBuilder()
                        .setEventId("event-" + i)
                        .setKind(LeadEventKind.SUBMITTED)
                        .setAccount("crm")
                        .setLead(Lead.newBuilder().setPhone(phone).build())
                        .build();
                Integer place = i % 4 == 3 ? i / 4 % StandaloneConfig.PARTITIONS : null;
                RecordMetadata at = producer.send(
                                new ProducerRecord<>(Topics.LEADS.name(), place, LeadKey.of(event), event))
                        .get();
                leads.put(LeadId.of(0, at.partition(), at.offset()), phone);
            }
        }
    }

    private static void vendor(String bootstrap) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            new TopicSetup(admin, (short) 1).vendors(List.of(VENDOR));
        }
    }

    /** What a dispatcher would say of each lead. */
    private void deliver(String bootstrap) throws Exception {
        var topic = Topics.deliveryResults(VENDOR);
        Instant now = Instant.now();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap),
                new StringSerializer(),
                contracts.serde(topic).serializer())) {
            for (long lead : leads.keySet()) {
                DeliveryResult result = DeliveryResult.newBuilder()
                        .setDeliveryId(lead + ":" + VENDOR)
                        .setLeadId(lead)
                        .setVendor(VENDOR)
                        .setAttempt(1)
                        .setResult(DeliveryClass.ACCEPTED)
                        .setFinal$(true)
                        .setVendorLeadId("v-" + lead)
                        .setHttpStatus(200)
                        .setStartedAt(now)
                        .setFinishedAt(now)
                        .setSubmittedAt(now)
                        .build();
                producer.send(new ProducerRecord<>(topic.name(), Long.toString(lead), result))
                        .get();
            }
        }
    }

    private static String state(HttpResponse<String> response) {
        return json(response.body()).path("state").asText();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
