package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import io.leadstream.standalone.RecordingAuthorizer.Question;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The whole system over TLS, each service with the rights that the chart gives it: they suffice for all that it does, each of
 * them is needed, and nobody else gets in.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LeastRightsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Kafka Streams asks for the records of its detours that were read to be deleted every half minute. */
    private static final Duration PURGED = Duration.ofSeconds(90);

    private static final List<String> VENDORS = List.of("croco", "dialler", "elision", "infocu5", "partials");
    private static final int LEADS = 300;

    @TempDir
    private static Path data;

    private static Standalone system;

    @BeforeAll
    static void start() {
        StandaloneConfig config = StandaloneConfig.onFreePorts(data, LeastRightsTest::quickly);
        system = Standalone.start(config.securedBy(RecordingAuthorizer.class.getName()));
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private static Routing quickly(Routing routing) {
        return Routing.newBuilder(routing)
                .setVendors(routing.getVendors().stream()
                        .map(LeastRightsTest::quickly)
                        .toList())
                .build();
    }

    private static Vendor quickly(Vendor vendor) {
        Map<String, String> settings = new HashMap<>(vendor.getSettings());
        settings.computeIfPresent("poll_seconds", (key, seconds) -> "1");
        List<Long> waits = switch (vendor.getId()) {
            case "partials" -> List.of(100L);
            case "elision" -> List.of(60_000L);
            default -> List.of(300L, 2_500L, 2_500L, 2_500L);
        };
        return Vendor.newBuilder(vendor)
                .setSettings(settings)
                .setLimits(VendorLimits.newBuilder(vendor.getLimits())
                        .setRetryWaitsMs(waits)
                        .build())
                .build();
    }

    @Test
    @Order(1)
    void everyServiceWorksWithItsRightsAndNeedsEachOfThem() throws Exception {
        vendorsReport();
        demo();
        lookUps();
        useUpAttempts();
        cancelWhatIsHeld();
        strayRecords();
        commands();
        Collection<AclBinding> rights = KafkaRights.read().bindings();
        List<String> purged = rights.stream()
                .filter(right -> right.entry().operation() == AclOperation.DELETE)
                .map(right -> right.pattern().name())
                .toList();
        Eventually.holds(
                PURGED,
                () -> purged + " expected, purged " + asked(AclOperation.DELETE),
                () -> asked(AclOperation.DELETE).containsAll(purged));

        assertThat(RecordingAuthorizer.denied()).as("missing in acls.yaml").isEmpty();
        Set<Question> allowed = RecordingAuthorizer.allowed();
        assertThat(Needs.needless(rights, allowed))
                .as("in acls.yaml for nothing")
                .isEmpty();
        assertThat(Needs.needless(rights, Set.of())).hasSameSizeAs(rights);
        assertThat(allowed.stream()
                        .map(Question::principal)
                        .filter(principal -> !principal.contains("leadstream-broker"))
                        .filter(principal -> !principal.contains("leadstream-admin"))
                        .collect(Collectors.toSet()))
                .isEqualTo(KafkaRights.read().services().keySet().stream()
                        .map(KafkaRights::principal)
                        .collect(Collectors.toSet()));
    }

    /** The administrator makes users and rights; whatever else a super user does, the broker does to itself. */
    @Test
    @Order(2)
    void theAdministratorTouchesNoTopicAndNoGroup() {
        assertThat(RecordingAuthorizer.allowed())
                .filteredOn(question -> question.principal().equals(KafkaRights.principal(Certificates.ADMIN)))
                .isNotEmpty()
                .allMatch(question -> question.type() == ResourceType.CLUSTER);
    }

    @Test
    @Order(3)
    void nobodyDoesWhatIsAnothers() {
        assertThatThrownBy(() -> publish(system.kafka("producer"), Topics.DNC.name(), null, "x", new byte[] {1}))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(
                        () -> publish(system.kafka("gateway"), Topics.LEAD_DECISIONS.name(), null, "x", new byte[] {1}))
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read(system.kafka("producer"), Topics.LEADS.name()))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read(system.kafka("deploy"), Topics.LEADS.name()))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThat(run("producer", "routing", "show").err).contains("Not authorized to access topics: [routing]");
        assertThat(run("deploy", "vendors").exit).isEqualTo(1);
    }

    @Test
    @Order(3)
    void nobodyGetsInWhoIsNotKnown() {
        String bootstrap = system.addresses().kafka();
        Map<String, String> settings = new HashMap<>(system.kafka("producer").settings());
        settings.computeIfPresent(
                "sasl.jaas.config", (key, login) -> login.replaceAll("password=\"[^\"]*\"", "password=\"x\""));
        assertThatThrownBy(() -> publish(new KafkaAccess(bootstrap, settings), "leads", null, "x", new byte[] {1}))
                .hasRootCauseInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> publish(KafkaAccess.open(bootstrap), "leads", null, "x", new byte[] {1}))
                .hasRootCauseInstanceOf(TimeoutException.class);
    }

    @Test
    @Order(3)
    void aProducerWithACertificateNeedsNoPasswordAndWithoutOneStaysOutside() throws Exception {
        KafkaAccess certified = system.security().orElseThrow().broker().access(Certificates.PRODUCER);
        publish(certified, "leads", null, "x", "not a lead".getBytes(UTF_8));
        assertThatThrownBy(() -> publish(certified, Topics.DNC.name(), null, "x", new byte[] {1}))
                .as("the certificate is the producer's, with its rights")
                .hasRootCauseInstanceOf(TopicAuthorizationException.class);

        Map<String, String> without = new HashMap<>(certified.settings());
        without.keySet().removeIf(name -> name.startsWith("ssl.keystore"));
        assertThatThrownBy(() ->
                        publish(new KafkaAccess(certified.bootstrap(), without), "leads", null, "x", new byte[] {1}))
                .hasRootCauseInstanceOf(SSLHandshakeException.class);
    }

    @Test
    @Order(3)
    void theRegistryAnswersOnlyWhoTrustsItsCertificate() {
        String registry = system.addresses().registry();
        assertThat(registry).startsWith("https://");
        assertThat(system.contracts().serde(Topics.LEADS)).isNotNull();
        assertThatThrownBy(() ->
                        io.leadstream.schema.Contracts.at(registry, Map.of()).serde(Topics.LEADS))
                .hasRootCauseInstanceOf(java.security.GeneralSecurityException.class);
    }

    private static void vendorsReport() {
        Client plain = new Client();
        String vendor = system.addresses().sandbox() + "/_sandbox/infocu5/";
        String at = Instant.ofEpochMilli(System.currentTimeMillis() - 600_000).toString();
        plain.postJson(vendor + "agents", "[{\"agent_id\":\"a1\",\"first_name\":\"Ann\"}]");
        plain.postJson(
                vendor + "calls",
                "[{\"call_id\":\"c1\",\"called_at\":\"" + at
                        + "\",\"campaign\":\"1111\",\"campaign_name\":\"Spring\",\"call_seconds\":25}]");
        plain.postJson(
                system.addresses().sandbox() + "/_sandbox/croco/faults",
                "{\"kind\":\"status\",\"status\":503,\"percent\":10,\"seed\":1}");
    }

    /** Leads by every way in: good, bad, again, cancelled, delayed, and garbage. */
    private static void demo() throws Exception {
        DemoLeads leads = new DemoLeads(1);
        try (Watcher watcher =
                        new Watcher(system.kafka("operator"), system.contracts(), VENDORS, InstantSource.system());
                DemoProducer producer = new DemoProducer(
                        URI.create(system.addresses().gateway()),
                        system.http(),
                        system.kafka("producer"),
                        system.contracts());
                ExecutorService workers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> sending = new ArrayList<>();
            for (int number = 0; number < LEADS; number++) {
                DemoLeads.Sample sample = leads.next(number);
                sending.add(workers.submit(() -> {
                    producer.send(sample);
                    return null;
                }));
            }
            for (Future<?> each : sending) {
                each.get();
            }
            Conservation seen = watcher.conservation();
            Eventually.holds(
                    Duration.ofSeconds(60),
                    () -> "in progress " + seen.inProgress() + ", undecided " + seen.undecided(),
                    () -> seen.inProgress() + seen.undecided() == 0
                            && watcher.quietFor().compareTo(Duration.ofSeconds(2)) > 0);
            assertThat(seen.violations()).isEmpty();
            Conservation.Sums sums = seen.sums();
            assertThat(sums.accepted()).isPositive();
            assertThat(sums.resends()).isPositive();
            assertThat(sums.deadLetters()).isPositive();
            assertThat(sums.cancelledLeads()).isPositive();
            assertThat(sums.results()).as("attempts, some of them again").isGreaterThan(sums.finalResults());
        }
    }

    /** What is asked of the gateway. */
    private static void lookUps() throws IOException, InterruptedException {
        String gateway = system.addresses().gateway();
        Client client = new Client(system.http());
        String asked = "{\"affiliateID\":\"AFFILIATE001\",\"affiliateKey\":\"0123456789abcdef0123456789abcdef\","
                + "\"dialerFunction\":\"getAgents\",\"showAll\":\"y\"}";
        Eventually.holds(
                SOON,
                () -> "no agent",
                () -> client.postJson(gateway + "/dialer/", asked).body().contains("a1"));
        try (HttpClient http = system.http()) {
            var cancel = http.send(
                    HttpRequest.newBuilder(URI.create(gateway + "/v1/leads/1024"))
                            .header("authorization", "Bearer demo-native-key")
                            .method("DELETE", BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            assertThat(cancel.statusCode()).isNotEqualTo(503).isLessThan(500);
        }
    }

    /** A delivery that has failed for good, to be replayed. */
    private static void useUpAttempts() {
        new Client()
                .postJson(
                        system.addresses().sandbox() + "/_sandbox/partials/faults",
                        "{\"kind\":\"STATUS\",\"status\":500,\"times\":2}");
        String lead = "client_id=DEMO1&step=first&campaign_id=1&fields_phone=727-555-0777&fields_fname=Ann"
                + "&fields_lname=Lee&fields_email=ann%40example.com";
        new Client(system.http()).postForm(system.addresses().gateway() + "/mgr.php", lead);
        Eventually.holds(
                SOON,
                () -> "not failed",
                () -> results("partials", result -> true).contains("FAILED final"));
    }

    /** A delivery that failed once and waits in hold ends there, which is the one result that streams-app writes. */
    private static void cancelWhatIsHeld() throws IOException, InterruptedException {
        new Client()
                .postJson(
                        system.addresses().sandbox() + "/_sandbox/elision/faults",
                        "{\"kind\":\"STATUS\",\"status\":500,\"times\":1}");
        String leads = system.addresses().gateway() + "/v1/leads";
        try (HttpClient http = system.http()) {
            HttpRequest.Builder request = HttpRequest.newBuilder().header("authorization", "Bearer demo-native-key");
            var submitted = http.send(
                    request.uri(URI.create(leads))
                            .header("content-type", "application/json")
                            .POST(BodyPublishers.ofString("{\"phone\":\"7275550166\",\"list_id\":\"25062018\"}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(201);
            String id = submitted.body().replaceAll("(?s).*\"lead_id\"\\s*:\\s*([0-9]+).*", "$1");
            Eventually.holds(
                    SOON,
                    () -> "no attempt",
                    () -> results("elision", ofLead(id)).equals(List.of("FAILED again")));
            var cancelled =
                    http.send(request.uri(URI.create(leads + "/" + id)).DELETE().build(), BodyHandlers.ofString());
            Eventually.holds(
                    SOON,
                    () -> cancelled.body() + " " + results("elision", ofLead(id)),
                    () -> results("elision", ofLead(id)).equals(List.of("FAILED again", "CANCELLED final")));
        }
    }

    private static Predicate<DeliveryResult> ofLead(String id) {
        return result -> Long.toString(result.getLeadId()).equals(id);
    }

    /** What attempts of a vendor came to. */
    private static List<String> results(String vendor, Predicate<DeliveryResult> wanted) {
        var topic = Topics.deliveryResults(vendor);
        var results = system.contracts().serde(topic).deserializer();
        List<String> found = new ArrayList<>();
        new WholeTopic(system.kafka("operator")).read(topic.name(), record -> {
            DeliveryResult result = results.deserialize(record.topic(), record.value());
            if (result != null && wanted.test(result)) {
                found.add(result.getResult() + (result.getFinal$() ? " final" : " again"));
            }
        });
        return found;
    }

    /** What lies where it does not belong, and what nobody can read. */
    private static void strayRecords() throws Exception {
        var leads = system.contracts().serde(Topics.LEADS).serializer();
        var event = io.leadstream.schema.LeadEvent.newBuilder()
                .setKind(io.leadstream.schema.LeadEventKind.SUBMITTED)
                .setAccount("demo")
                .setLead(io.leadstream.schema.Lead.newBuilder()
                        .setPhone("7275550188")
                        .setListId("102")
                        .build());
        var entry = io.leadstream.schema.DncEntry.newBuilder()
                .setListedBy(List.of(""))
                .setListedAt(Instant.EPOCH)
                .build();
        byte[] listing = system.contracts().serde(Topics.DNC).serializer().serialize(Topics.DNC.name(), entry);
        for (int partition = 0; partition < StandaloneConfig.PARTITIONS; partition++) {
            event.setEventId("stray-" + partition);
            publish(
                    system.kafka("producer"),
                    "leads",
                    partition,
                    "17275550188",
                    leads.serialize("leads", event.build()));
            publish(system.kafka("operator"), "dnc", partition, "17275550199", listing);
        }
        publish(system.kafka("operator"), "deliveries.croco", null, "17275550188", "no delivery".getBytes(UTF_8));
    }

    /** Every command, as its user; the letters of {@link #strayRecords} among what is replayed. */
    private static void commands() throws IOException {
        assertThat(done("deploy", "deploy")).contains("topics there");
        Path routing = Files.writeString(data.resolve("routing.yaml"), done("operator", "routing", "show"));
        assertThat(done("operator", "routing", "apply", routing.toString())).contains("applied");
        Path added = Files.writeString(
                data.resolve("added.yaml"),
                Files.readString(routing)
                        .replaceFirst(
                                "(?m)^vendors:\n",
                                "vendors:\n  - id: added\n    dialect: croco\n    url: http://127.0.0.1:1/x\n    paused: true\n"));
        assertThat(done("operator", "routing", "apply", added.toString())).contains("applied");
        assertThat(done("operator", "vendors")).contains("croco");
        // A lane that begins anew reads what is known of its vendor's agents and calls.
        assertThat(done("operator", "vendors", "pause", "infocu5")).contains("paused");
        assertThat(done("operator", "vendors", "resume", "infocu5")).contains("resumed");
        Path numbers = Files.writeString(data.resolve("numbers.txt"), "7275550155\n727\n");
        assertThat(done("operator", "dnc", "import", numbers.toString())).contains("listed 1 numbers and 1 area codes");
        assertThat(done("operator", "dnc", "check", "7275550155")).contains("is listed by the system");
        Path leads = Files.writeString(data.resolve("leads.jsonl"), "{\"phone\":\"7275550144\",\"list_id\":\"102\"}\n");
        assertThat(done("operator", "send", leads.toString())).contains("sent 1, bad 0");

        Eventually.holds(
                SOON,
                () -> "no letter of deliveries",
                () -> !places("deliveries.croco").isEmpty());
        assertThat(done("operator", "dead-letters", "show", places("leads").getFirst()))
                .contains("value:");
        assertThat(done("operator", "dead-letters", "replay", places("leads").getFirst()))
                .contains("1 replayed");
        assertThat(done(
                        "operator",
                        "dead-letters",
                        "replay",
                        places("deliveries.croco").getFirst()))
                .contains("1 replayed");
        assertThat(done("operator", "deliveries", "replay", "--vendor=partials", "--status=FAILED", "--since=1h"))
                .contains(" replayed")
                .doesNotContain("0 replayed");

        Topics.fixed()
                .forEach(topic -> assertThat(done("operator", "tail", topic.name(), "--max=0"))
                        .isEmpty());
        for (String topic : List.of(
                "dead-letters",
                "deliveries.croco",
                "delivery-results.croco",
                "lead-decisions",
                "delivery-outcomes",
                "vendor-health")) {
            assertThat(done("operator", "tail", topic, "--from-beginning", "--max=1"))
                    .isNotEmpty();
        }
    }

    private static List<String> places(String topic) {
        return done("operator", "dead-letters", "list")
                .lines()
                .filter(line -> line.contains(" " + topic + " ") && !line.contains(" yes "))
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    private static Set<String> asked(AclOperation operation) {
        return RecordingAuthorizer.allowed().stream()
                .filter(question -> question.operation() == operation)
                .map(Question::name)
                .collect(Collectors.toSet());
    }

    private static void publish(KafkaAccess access, String topic, @Nullable Integer partition, String key, byte[] value)
            throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(
                access.client(Map.of("max.block.ms", 5_000)), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value))
                    .get();
        }
    }

    private static void read(KafkaAccess access, String topic) {
        try (var consumer = new KafkaConsumer<>(
                access.client(Map.of("default.api.timeout.ms", 5_000)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partition = new org.apache.kafka.common.TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            consumer.poll(Duration.ofSeconds(5));
        }
    }

    private static String done(String user, String... words) {
        Run run = run(user, words);
        assertThat(run.exit).as(String.join(" ", words) + ": " + run.err).isZero();
        return run.out;
    }

    private record Run(int exit, String out, String err) {}

    private static Run run(String user, String... words) {
        Path security = data.resolve("security");
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--kafka-config=" + security.resolve("users").resolve(user + ".properties"));
        line.add("--registry-config=" + security.resolve("registry.properties"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(false);
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Run(command.execute(line.toArray(String[]::new)), out.toString(), err.toString());
    }
}
