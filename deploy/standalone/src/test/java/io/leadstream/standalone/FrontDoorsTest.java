package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Dialects;
import io.leadstream.gateway.Gateway;
import io.leadstream.gateway.GatewayAccount;
import io.leadstream.gateway.GatewayConfig;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may do what through which door, how often, what may be looked up, and how a door closes; on a real system. */
class FrontDoorsTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final AtomicInteger PHONES = new AtomicInteger(5_551_000);

    @TempDir
    private static Path data;

    private static Standalone system;
    private static Records records;
    private static Contracts contracts;
    private static Gateway gateway;
    private static String address;

    /** Each account may use one list. */
    private static final Map<Doors, GatewayAccount> LIMITED = Map.of(
            Doors.CROCO, Doors.CROCO.account("croco-1", List.of("102"), 0),
            Doors.ELISION, Doors.ELISION.account("elision-1", List.of("999"), 0),
            Doors.INFOCU5, Doors.INFOCU5.account("infocu5-1", List.of("111000"), 0),
            Doors.DIALLER, Doors.DIALLER.account("dialler-1", List.of("5001"), 0),
            Doors.PARTIALS, Doors.PARTIALS.account("partials-1", List.of("1002"), 0),
            Doors.NATIVE, Doors.NATIVE.account("native-1", List.of("102"), 0));

    @BeforeAll
    static void start() {
        system = Standalone.start(StandaloneConfig.onFreePorts(data, FrontDoorsTest::routing));
        contracts = Contracts.at(system.addresses().registry(), Map.of());
        records = new Records(system.addresses().kafka(), contracts);
        List<GatewayAccount> accounts = new ArrayList<>(LIMITED.values());
        for (Doors door : Doors.values()) {
            accounts.add(door.account(door.dialect() + "-slow", List.of(), 1));
            accounts.add(door.viewer(door.dialect() + "-viewer"));
        }
        gateway = open(accounts);
        address = "http://127.0.0.1:" + gateway.port();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        system.close();
    }

    /** A dialect has no words for it: to it, who may not submit is who is not known. */
    @ParameterizedTest
    @CsvSource({
        "CROCO, 102",
        "ELISION, 25062018",
        "INFOCU5, 111000",
        "DIALLER, motor-trade",
        "PARTIALS, WINBACK",
        "NATIVE, 102"
    })
    void whoMayOnlyViewSubmitsThroughNoDoor(Doors door, String list) {
        GatewayAccount viewer = door.viewer(door.dialect() + "-viewer");
        String phone = phone();

        HttpResponse<String> refused = door.put(address, viewer, phone, list);
        HttpResponse<String> unknown = door == Doors.PARTIALS
                ? door.put(address, "nobody-" + viewer.id(), "", phone, list)
                : door.put(address, viewer.name(), "wrong", phone, list);

        assertThat(door.took(refused)).as(refused.body()).isFalse();
        if (door == Doors.NATIVE) {
            assertThat(refused.statusCode()).isEqualTo(403);
        } else {
            assertThat(refused.statusCode()).isEqualTo(unknown.statusCode());
            assertThat(refused.body()).isEqualTo(unknown.body());
        }
        assertThat(accepted(phone)).isFalse();
    }

    /** The columns: the door, what it calls a list that its account may use, and one that it may not. */
    @ParameterizedTest
    @CsvSource({
        "CROCO, 102, 101",
        "CROCO, 102, ''",
        "CROCO, 102, 777",
        "ELISION, 999, 25062018",
        "INFOCU5, 111000, 102",
        "DIALLER, motor-trade, boats",
        "PARTIALS, WINBACK, TEST",
        "NATIVE, 102, 101",
        "NATIVE, 102, 999",
    })
    void anAccountSubmitsToItsListsAndToNoOther(Doors door, String allowed, String forbidden) {
        GatewayAccount account = Objects.requireNonNull(LIMITED.get(door));
        String good = phone();
        String bad = phone();

        assertThat(door.took(door.put(address, account, good, allowed))).isTrue();
        HttpResponse<String> refused = door.put(address, account, bad, forbidden);

        assertThat(door.took(refused)).as(refused.body()).isFalse();
        assertThat(refused.statusCode()).as(refused.body()).isLessThan(500);
        assertThat(accepted(good)).isTrue();
        assertThat(accepted(bad)).isFalse();
    }

    @Test
    void aLeadThatNamesNoListIsHeldToTheAccountsListsToo() {
        HttpResponse<String> refused = Doors.send(HttpRequest.newBuilder(URI.create(address + "/v1/leads"))
                .header("authorization", "Bearer secret-native-1")
                .POST(BodyPublishers.ofString("{\"phone\":\"" + phone() + "\"}")));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("LIST_NOT_ALLOWED");
    }

    static Stream<Arguments> everyTwoDoors() {
        return Arrays.stream(Doors.values())
                .flatMap(door -> Arrays.stream(Doors.values())
                        .filter(other -> other != door)
                        .map(other -> Arguments.of(door, other)));
    }

    @ParameterizedTest
    @MethodSource("everyTwoDoors")
    void anAccountOfOneDialectOpensNoOtherDoor(Doors door, Doors other) {
        String list = switch (other) {
            case CROCO, NATIVE -> "102";
            case ELISION -> "999";
            case INFOCU5 -> "111000";
            case DIALLER -> "motor-trade";
            case PARTIALS -> "WINBACK";
        };
        String phone = phone();
        GatewayAccount account = Objects.requireNonNull(LIMITED.get(door));

        HttpResponse<String> refused = other.put(address, account, phone, list);

        assertThat(other.took(refused)).as(refused.body()).isFalse();
        assertThat(refused.body()).doesNotContain("secret-");
        assertThat(records.of(Topics.LEADS)).noneMatch(event -> isOf(event, phone));
    }

    @ParameterizedTest
    @EnumSource(Doors.class)
    void whoSendsTooMuchIsToldSoInItsOwnWordsAndWhenToComeBack(Doors door) {
        GatewayAccount slow = door.account(door.dialect() + "-slow", List.of(), 1);
        String list = door == Doors.DIALLER ? "motor-trade" : door == Doors.PARTIALS ? "TEST" : "999";
        List<HttpResponse<String>> answers = Stream.generate(() -> door.put(address, slow, phone(), list))
                .limit(12)
                .toList();

        assertThat(answers.getFirst().statusCode()).isNotEqualTo(429);
        assertThat(answers).anySatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).contains("1");
            assertThat(answer.body().toLowerCase(java.util.Locale.ROOT)).containsAnyOf("too many", "too-many");
        });
    }

    @Test
    void agentsAndCallsThatVendorsReportedAreAnsweredWithTheirOwners() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        publish(Topics.AGENTS, "v:a7", agent("a7", "Ann", "Lee", "AFFILIATE001", now));
        publish(Topics.AGENTS, "v:a8", agent("a8", "Bob", "Ray", "AFFILIATE002", now));
        publish(Topics.CALL_RECORDS, "v:c1", call("c1", now.minusSeconds(3600), "Ann Lee"));
        publish(Topics.CALL_RECORDS, "v:c2", call("c2", now.minusSeconds(60), "Bob Ray"));
        publish(Topics.CALL_RECORDS, "v:c0", call("c0", now.minus(40, ChronoUnit.DAYS), "Ann Lee"));
        String own = system.addresses().gateway();
        String calls = "\"dateStart\":\"" + now.minusSeconds(7200) + "\",\"dateEnd\":\"" + now + "\"";

        Eventually.holds(SOON, () -> ask(own, "getCalls", calls), () -> {
            String answer = ask(own, "getCalls", calls);
            return answer.contains("\"c1\":") && answer.contains("\"c2\":");
        });
        assertThat(ask(own, "getAgents", "\"showAll\":\"y\"")).contains("\"agentID\":\"a7\"", "\"agentID\":\"a8\"");
        assertThat(ask(own, "getAgents", "\"showAll\":\"n\""))
                .contains("\"a7\"")
                .doesNotContain("\"a8\"");
        assertThat(ask(own, "getCalls", calls + ",\"filterAgents\":[\"a8\"]"))
                .contains("\"c2\":")
                .doesNotContain("\"c1\":");
        assertThat(ask(own, "getCalls", "\"dateStart\":\"2000-01-01T00:00:00Z\",\"dateEnd\":\"" + now + "\""))
                .contains("\"c1\":")
                .doesNotContain("\"c0\":");
        assertThat(ask(own, "getCampaigns", "\"showAll\":\"n\""))
                .contains("\"1111\"")
                .doesNotContain("TESTCAMP");
        assertThat(ask(own, "getCampaigns", "\"showAll\":\"y\"")).contains("\"1111\"", "TESTCAMP");

        // One that starts now has read all of it before it opens.
        GatewayAccount account = new GatewayAccount(
                "again",
                "infocu5",
                "AFFILIATE001",
                "key",
                "1",
                "UTC",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                0);
        try (Gateway another = open(List.of(account))) {
            assertThat(ask("http://127.0.0.1:" + another.port(), "key", "getCalls", calls))
                    .contains("\"c1\":", "\"c2\":");
        }
    }

    @Test
    void closingUnderLoadLosesNoAnswerOfAnyLeadThatWasTaken() throws Exception {
        GatewayAccount account = Doors.NATIVE.account("load", List.of(), 0);
        Gateway closing = open(List.of(account));
        String to = "http://127.0.0.1:" + closing.port();
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        Set<String> broken = ConcurrentHashMap.newKeySet();
        AtomicInteger waiting = new AtomicInteger();
        try (ExecutorService producers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 24; i++) {
                producers.execute(() -> produce(to, answers, broken, waiting));
            }
            Eventually.holds(SOON, answers::toString, () -> answers.size() > 200 && waiting.get() > 8);
            closing.close();
        }

        Set<String> taken = records.of(Topics.LEADS).stream()
                .filter(event -> event.getAccount().equals("load"))
                .map(LeadEvent::getEventId)
                .collect(Collectors.toSet());
        Set<String> told = answers.entrySet().stream()
                .filter(answer -> answer.getValue() == 201)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertThat(told).hasSizeGreaterThan(200).isEqualTo(taken);
        assertThat(broken).doesNotContainAnyElementsOf(taken);
        assertThat(answers.values()).containsAnyOf(201).allMatch(status -> status == 201 || status == 503);
    }

    /** Sends lead after lead until the door is shut. */
    private static void produce(String to, Map<String, Integer> answers, Set<String> broken, AtomicInteger waiting) {
        while (broken.size() < 24) {
            String phone = phone();
            waiting.incrementAndGet();
            try {
                answers.put(
                        phone,
                        Doors.send(HttpRequest.newBuilder(URI.create(to + "/v1/leads"))
                                        .header("authorization", "Bearer secret-load")
                                        .header("idempotency-key", phone)
                                        .POST(BodyPublishers.ofString("{\"phone\":\"" + phone + "\"}")))
                                .statusCode());
            } catch (UncheckedIOException e) {
                broken.add(phone);
                return;
            } finally {
                waiting.decrementAndGet();
            }
        }
    }

    private static Gateway open(List<GatewayAccount> accounts) {
        return Gateway.start(
                new GatewayConfig(
                        "127.0.0.1",
                        0,
                        system.addresses().kafka(),
                        system.addresses().registry(),
                        0,
                        0,
                        accounts,
                        Map.of()),
                Dialects.all());
    }

    private static String ask(String gateway, String function, String more) {
        return ask(gateway, "0123456789abcdef0123456789abcdef", function, more);
    }

    private static String ask(String gateway, String key, String function, String more) {
        return Doors.send(HttpRequest.newBuilder(URI.create(gateway + "/dialer/"))
                        .POST(BodyPublishers.ofString("{\"affiliateID\":\"AFFILIATE001\",\"affiliateKey\":\"" + key
                                + "\",\"dialerFunction\":\"" + function + "\"," + more + "}")))
                .body();
    }

    private static String phone() {
        return "727" + PHONES.getAndIncrement();
    }

    private static boolean accepted(String phone) {
        return records.of(Topics.LEAD_DECISIONS).stream()
                .anyMatch(decision ->
                        decision.getPhone().endsWith(phone) && decision.getOutcome() == DecisionOutcome.ACCEPTED);
    }

    private static boolean isOf(LeadEvent event, String phone) {
        return event.getLead()
                .flatMap(lead -> lead.getPhone())
                .map(given -> io.leadstream.schema.PhoneIdentity.digits(given).endsWith(phone))
                .orElse(false);
    }

    private static Agent agent(String id, String first, String last, String owner, Instant at) {
        return Agent.newBuilder()
                .setVendor("v")
                .setAgentId(id)
                .setFirstName(first)
                .setLastName(last)
                .setOwner(owner)
                .setSeenAt(at)
                .build();
    }

    private static CallRecord call(String id, Instant at, String agent) {
        return CallRecord.newBuilder()
                .setVendor("v")
                .setCallId(id)
                .setCalledAt(at)
                .setAgentName(agent)
                .build();
    }

    private static <T extends SpecificRecord> void publish(Topic<T> topic, String key, T value) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", system.addresses().kafka());
        try (var producer = new KafkaProducer<>(
                config, new StringSerializer(), contracts.serde(topic).serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }

    private static Routing routing(Routing routing) {
        List<LeadList> lists = new ArrayList<>(routing.getLists());
        lists.add(LeadList.newBuilder()
                .setId("5002")
                .setName("Boats")
                .setCampaign("DIALLER")
                .setType("boats")
                .setVendors(List.of())
                .build());
        return Routing.newBuilder(routing)
                .setLists(lists)
                .setCampaigns(routing.getCampaigns().stream()
                        .map(campaign -> campaign.getId().equals("1111")
                                ? Campaign.newBuilder(campaign)
                                        .setOwner("AFFILIATE001")
                                        .build()
                                : campaign)
                        .toList())
                .build();
    }
}
