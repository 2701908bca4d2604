package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Call;
import io.leadstream.gateway.Gateway;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example of the five documents over HTTP to a running system, whose answers are the documented ones letter for
 * letter. What is the system's own is not compared with the document but with itself:
 *
 * <ul>
 *   <li>ids of leads: numbers, the same wherever one is shown, of a lead that was decided or of the earlier one;
 *   <li>{@code -4} behind croco's answers: Florida's hours from UTC, which are 5 in winter;
 *   <li>{@code _UNIQUE_DIALER_ID_} in getCampaigns: our vendor's id, {@code infocu5};
 *   <li>the day of getCalls: yesterday, since calls older than a month are not kept;
 *   <li>our words beside the documented code where a pipeline is gone, which say whether the lead was saved.
 * </ul>
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExamplesTest {

    @TempDir
    private static Path data;

    private static Standalone system;
    private static ExampleWitness witness;
    private static ScriptedVendor dialled;
    private static LocalDate yesterday;

    private final Client client = new Client();

    @BeforeAll
    static void start() throws Exception {
        dialled = ScriptedVendor.start();
        yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        StandaloneConfig config =
                StandaloneConfig.onFreePorts(data, routing -> ExampleSettings.furnished(routing, dialled.url()));
        system = Standalone.start(config);
        witness = new ExampleWitness(system, config);
        publish(
                Topics.AGENTS,
                "infocu5:_AGENT_ID_",
                Agent.newBuilder()
                        .setVendor("infocu5")
                        .setAgentId("_AGENT_ID_")
                        .setFirstName("First")
                        .setLastName("Last")
                        .setSeenAt(Instant.now())
                        .build());
        publish(Topics.CALL_RECORDS, "infocu5:_CALL_ID_", call());
    }

    @AfterAll
    static void stop() {
        system.close();
        dialled.close();
    }

    @Test
    @Order(1)
    void everyExampleHasItsPlace() {
        List<String> names = names(DocumentedExample.all().stream());
        assertThat(names)
                .containsAll(ExampleSettings.BARE)
                .containsAll(ExampleSettings.STOPPED)
                .containsAll(ExampleSettings.ROOMS_ALONE.keySet())
                .containsAll(ExampleSettings.ORDER);
        assertThat(names(here()))
                .hasSize(names.size()
                        - ExampleSettings.BARE.size()
                        - ExampleSettings.STOPPED.size()
                        - ExampleSettings.ROOMS_ALONE.size());
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> everyExampleIsAnsweredAsDocumented() {
        return here().map(example -> DynamicTest.dynamicTest(example.name(), () -> isAnswered(example)));
    }

    @Test
    @Order(3)
    void everyLeadIdThatWasShownIsThatOfADecidedLead() {
        List<Long> decided = new Records(system.addresses().kafka(), contracts())
                .of(Topics.LEAD_DECISIONS).stream().map(LeadDecision::getLeadId).toList();
        assertThat(witness.leads()).hasSizeGreaterThan(20);
        assertThat(decided).containsAll(witness.leads());
    }

    @Test
    @Order(4)
    void aGatewayWhosePipelineIsGoneAnswersAsDocumented() {
        Map<String, HttpResponse<String>> answers = new HashMap<>();
        try (Gateway dialler = witness.gateway("dialler", List.of(), List.of(), List.of());
                Gateway infocu5 = witness.gateway("infocu5", List.of(), List.of(), List.of())) {
            system.close();
            for (DocumentedExample example : examples(ExampleSettings.STOPPED, yesterday)) {
                int port = example.dialect().equals("dialler") ? dialler.port() : infocu5.port();
                answers.put(example.name(), client.send("http://127.0.0.1:" + port, example.request()));
            }
        }
        // Whether it was saved depends on whether the producer still thought that it knew a broker; the answer says
        // which.
        assertThat(answers.get("dialler/add-server-error")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).matches("\\{\"saved\":(false|true),\"processed\":false,\"error\":\"(?s).+");
        });
        assertThat(answers.get("infocu5/add-leads-error")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(DocumentedExample.compact(answer.body()))
                    .startsWith("{\"responseCode\":900,\"responseMessage\":\"The interface encountered an error\"");
        });
    }

    private static void isAnswered(DocumentedExample example) {
        switch (example.name()) {
            case "infocu5/get-agents", "infocu5/get-calls" ->
                Eventually.holds(Duration.ofSeconds(15), () -> "not reported yet", () -> !noneYet(example));
            default -> {}
        }
        if (example.name().startsWith("elision/manual-dial")) {
            dialled.answers(example.answer());
        }
        Optional<Call> earlier = ExampleSettings.earlier(example);
        if (example.name().equals("infocu5/get-campaigns")) {
            witness.isAnswered(example, List.of(), List.of(), List.of("1111"));
        } else if (earlier.isPresent()) {
            witness.isAnsweredAfter(earlier.get(), example);
        } else {
            witness.isAnswered(example);
        }
    }

    private static boolean noneYet(DocumentedExample example) {
        String answer = new Client()
                .send(system.addresses().gateway(), example.request())
                .body();
        return answer.contains("No Agents available") || answer.contains("No Calls found");
    }

    /** The examples of this system, those that must come one after another in that order. */
    private static Stream<DocumentedExample> here() {
        return DocumentedExample.all().stream()
                .filter(example -> !ExampleSettings.BARE.contains(example.name())
                        && !ExampleSettings.STOPPED.contains(example.name())
                        && !ExampleSettings.ROOMS_ALONE.containsKey(example.name()))
                .sorted(Comparator.comparingInt(ExamplesTest::place))
                .map(example -> ofThisSystem(example, yesterday));
    }

    private static int place(DocumentedExample example) {
        int place = ExampleSettings.ORDER.indexOf(example.name());
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    /** Some examples, with calls of this day. */
    static List<DocumentedExample> examples(Set<String> names, LocalDate day) {
        return DocumentedExample.all().stream()
                .filter(example -> names.contains(example.name()))
                .map(example -> ofThisSystem(example, day))
                .toList();
    }

    /** What an example says of the date, of places and of vendors, as it is here and now. */
    private static DocumentedExample ofThisSystem(DocumentedExample example, LocalDate day) {
        int hours = ZoneId.of("America/New_York")
                        .getRules()
                        .getOffset(Instant.now())
                        .getTotalSeconds()
                / 3600;
        return switch (example.dialect()) {
            case "croco" -> example.with(text -> text.replaceAll("\\|-4(?=\\||\n|$)", "|" + hours));
            case "infocu5" ->
                example.with(
                        text -> text.replace("_UNIQUE_DIALER_ID_", "infocu5").replace("2022-01-01", day.toString()));
            default -> example;
        };
    }

    private static List<String> names(Stream<DocumentedExample> examples) {
        return examples.map(DocumentedExample::name).collect(Collectors.toList());
    }

    private static CallRecord call() {
        return CallRecord.newBuilder()
                .setVendor("infocu5")
                .setCallId("_CALL_ID_")
                .setCalledAt(Instant.parse(yesterday + "T20:58:19Z"))
                .setCampaign("_CAMPAIGN_ID_")
                .setCampaignName("Campaign Name")
                .setListId("_LIST_ID_")
                .setListName("List Name")
                .setAgentName("Agent Name")
                .setContact("Contact Name")
                .setCallType("Inbound")
                .setInboundNumber("8885551212")
                .setOutboundNumber("8885551313")
                .setCallSeconds(1227)
                .setQueueSeconds(109)
                .setTalkSeconds(1447)
                .setHoldSeconds(0)
                .setHandleSeconds(1117)
                .setAfterCallSeconds(3)
                .build();
    }

    private static Contracts contracts() {
        return Contracts.at(system.addresses().registry(), Map.of());
    }

    private static <T extends SpecificRecord> void publish(Topic<T> topic, String key, T value) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", system.addresses().kafka());
        try (var producer = new KafkaProducer<>(
                config, new StringSerializer(), contracts().serde(topic).serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }
}
