package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Card numbers and secrets go through the whole system in every way there is, and afterwards every byte that it wrote, said
 * and answered is searched for them; a vendor that may have a number has the true one.
 */
class SecrecyTest {

    // Each number goes one way, so that one that is found tells how it got there.
    private static final String SENT = "4111111111111111";
    private static final String DASHED = "5555555555554444";
    private static final String TOO_LONG = "4012888888881881";
    private static final String MALFORMED = "3530111333300000";
    private static final String REFUSED = "30569309025904";
    private static final String WITH_CVV = "5105105105105100";
    private static final String FAILING = "4000056655665556";
    private static final String UNANSWERED = "371449635398431";
    private static final String JSON_TEXT = "378282246310005";
    private static final String JSON_NUMBER = "6011111111111117";
    private static final String BROKEN_JSON = "38520000023237";
    private static final String WRONG_LOGIN = "6011000990139424";
    private static final String TOO_LARGE = "6011981111111113";
    private static final String CROCO_COMMENT = "5200828282828210";
    private static final String ELISION_FIELD = "4000002500003155";
    private static final String DIALLER_DATA = "2223003122003222";
    private static final List<String> OF_THE_GATEWAY = List.of(
            SENT,
            DASHED,
            TOO_LONG,
            MALFORMED,
            REFUSED,
            WITH_CVV,
            FAILING,
            UNANSWERED,
            JSON_TEXT,
            JSON_NUMBER,
            BROKEN_JSON,
            WRONG_LOGIN,
            TOO_LARGE,
            CROCO_COMMENT,
            ELISION_FIELD,
            DIALLER_DATA);

    // What others write to a topic is there as they wrote it, and nowhere else.
    private static final String IN_GARBAGE = "4242424242424242";
    private static final String IN_COMMENTS = "5425233430109903";
    private static final String AT_THE_VENDOR = "4917610000000000";
    private static final List<String> OF_OTHERS = List.of(IN_GARBAGE, IN_COMMENTS, AT_THE_VENDOR);

    private static final String WRONG_PASSWORD = "correct-horse:battery";
    private static final String INFOCU5_KEY = "0123456789abcdef0123456789abcdef";
    private static final List<String> SECRETS =
            List.of(WRONG_PASSWORD, INFOCU5_KEY, "demo-key", "sandbox-key", "fedcba9876543210fedcba9876543210");

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PARTIALS = "client_id=DEMO1&step=first&campaign_id=1&fields_fname=Ann&fields_phone=";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final List<HttpResponse<String>> answers = new ArrayList<>();
    private final Client client = new Client();
    private Standalone.Addresses at = new Standalone.Addresses("", "", "", "");
    private CardKeyset keyset;

    @BeforeEach
    void listen() throws IOException {
        CardKeyset.create(folder.resolve("keyset.json"));
        keyset = CardKeyset.read(folder.resolve("keyset.json"));
        System.setOut(new PrintStream(said, true, UTF_8));
        System.setErr(new PrintStream(said, true, UTF_8));
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("io.leadstream"))
                .setLevel(ch.qos.logback.classic.Level.TRACE);
    }

    @AfterEach
    void fallSilent() {
        System.setOut(out);
        System.setErr(err);
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("io.leadstream"))
                .setLevel(ch.qos.logback.classic.Level.INFO);
    }

    @Test
    void noNumberAndNoSecretIsWrittenSaidOrAnswered() throws Exception {
        Path data = folder.resolve("data");
        try (Standalone system = Standalone.start(StandaloneConfig.onFreePorts(data, SecrecyTest::cardsForTwo)
                .withCardKeyset(folder.resolve("keyset.json")))) {
            at = system.addresses();
            LoggerFactory.getLogger("io.leadstream.secrecy").trace("listening");
            throughTheGateway();
            throughKafka();
            theVendorsHaveTheTrueNumbers();
            theDeadLettersOpen();
        }

        Needles all = new Needles(Stream.of(OF_THE_GATEWAY, OF_OTHERS, SECRETS)
                .flatMap(List::stream)
                .toList());
        Predicate<Path> ours = file -> !file.startsWith(data.resolve("credentials"));
        assertThat(all.below(data, ours.and(file -> !isOfOthers(file)))).isEmpty();
        assertThat(all.in(said.toByteArray())).isEmpty();
        assertThat(said.toString(UTF_8)).contains("listening", "dead letter");
        answers.forEach(answer -> assertThat(all.in((answer.body() + answer.headers()).getBytes(UTF_8)))
                .isEmpty());

        // The search does find: what others wrote, our credentials, and whatever is planted in any form.
        assertThat(all.below(data, SecrecyTest::isOfOthers))
                .extracting(found -> found.substring(0, found.indexOf(' ')))
                .containsOnly(IN_GARBAGE, IN_COMMENTS, AT_THE_VENDOR);
        assertThat(all.below(data.resolve("credentials"), file -> true)).hasSizeGreaterThanOrEqualTo(3);
        theSearchFindsEveryForm(all);
    }

    // ------------------------------------------------------------------------------------------------- sending

    private void throughTheGateway() {
        assertThat(partials("7275550101", SENT)).startsWith("Successfully").doesNotContain("dropped");
        assertThat(partials("7275550101", SENT)).as("sent again").startsWith("Successfully");
        assertThat(partials("7275550102", "5555-5555-5555-4444")).doesNotContain("dropped");
        assertThat(partials("7275550103", TOO_LONG + "0000")).contains("[cc_number dropped: not a card number]");
        assertThat(partials("7275550104", MALFORMED + "+exp+12%2F29")).contains("dropped");
        assertThat(form("/mgr.php", "client_id=" + REFUSED + "&step=second&cc_number=" + REFUSED))
                .contains("!Failed");
        assertThat(form("/mgr.php", PARTIALS + "727&cc_number=" + REFUSED)).contains("!Failed");
        assertThat(partials("7275550105", WITH_CVV + "&cc_cvv=123")).contains("card verification codes");
        assertThat(form("/mgr.php", PARTIALS + "7275550106&cc_number=" + TOO_LARGE + "&x=" + "9".repeat(300_000)))
                .doesNotContain("Successfully");

        fault("partials", "{\"kind\":\"status\",\"status\":500,\"times\":1}");
        assertThat(partials("7275550107", FAILING)).startsWith("Successfully");
        Eventually.holds(
                SOON,
                () -> "no number after a failure",
                () -> numberAt("partials", "7275550107").equals(FAILING));
        fault("partials", "{\"kind\":\"reset_after_save\",\"times\":1}");
        assertThat(partials("7275550108", UNANSWERED)).startsWith("Successfully");

        assertThat(infocu5(INFOCU5_KEY, "7275550111", "\"" + JSON_TEXT + "\"")).doesNotContain("dropped");
        assertThat(infocu5(INFOCU5_KEY, "7275550112", JSON_NUMBER)).doesNotContain("dropped");
        assertThat(infocu5(INFOCU5_KEY, "7275550113", "\"" + MALFORMED + "x\"")).contains("dropped");
        assertThat(infocu5(INFOCU5_KEY, "7275550114", BROKEN_JSON + "\"")).contains("80");
        assertThat(infocu5(WRONG_PASSWORD, "7275550115", WRONG_LOGIN)).contains("100");

        String croco = "/API/lmapi.php?function=add_lead&source=test&phone_number=7275550121&user=6666&pass=";
        assertThat(get(croco + "1234&list_id=101&comments=pay+" + CROCO_COMMENT))
                .contains("SUCCESS");
        assertThat(get(croco + "1234&list_id=102&comments=pay+5200+8282+8282+8210"))
                .contains("SUCCESS");
        assertThat(get(croco + WRONG_PASSWORD)).contains("Login incorrect");
        assertThat(get("/elision-dialer/elision-api/main.php?user=6666&pass=1234&action=add_lead&source=test"
                        + "&custom_fields=Y&list_id=25062018&phone_number=7275550131&CustomField1=" + ELISION_FIELD))
                .contains("CREATED");
        assertThat(json(
                        "/lead/add?key=demo-key",
                        "{\"first_name\":\"Ann\",\"surname\":\"Lee\",\"email\":\"ann@example.com\",\"mobile\":\"07700900141\","
                                + "\"type\":\"motor-trade\",\"data\":{\"card\":" + DIALLER_DATA + "}}"))
                .contains("\"processed\":true");
        assertThat(get("/no/such/path?cc_number=" + SENT)).isNotBlank();
        get("/health/ready");
    }

    private void throughKafka() throws Exception {
        Contracts contracts = contracts();
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId("foreign-1")
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("foreign")
                .setLead(Lead.newBuilder()
                        .setPhone("7275550151")
                        .setListId("101")
                        .setFirstName("Ann")
                        .setComments("card " + IN_COMMENTS)
                        .setCustomFields(Map.of("Card", IN_COMMENTS))
                        .build())
                .build();
        byte[] good = contracts.serde(Topics.LEADS).serializer().serialize("leads", event);
        var garbage = new ProducerRecord<>("leads", IN_GARBAGE.getBytes(UTF_8), ("{" + IN_GARBAGE).getBytes(UTF_8));
        garbage.headers().add("card", IN_GARBAGE.getBytes(UTF_8));
        Map<String, Object> config = Map.of("bootstrap.servers", at.kafka());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(garbage).get();
            producer.send(new ProducerRecord<>("leads", "17275550151".getBytes(UTF_8), good))
                    .get();
            producer.send(new ProducerRecord<>("deliveries.partials", AT_THE_VENDOR.getBytes(UTF_8)))
                    .get();
        }
        Eventually.holds(
                SOON,
                () -> "the foreign lead did not arrive",
                () -> !at("croco", "7275550151").isEmpty());
        assertThat(at("croco", "7275550151")
                        .getFirst()
                        .path("lead")
                        .path("comments")
                        .asText())
                .isEqualTo("card ************9903");
    }

    // ------------------------------------------------------------------------------------------------ what came

    private void theVendorsHaveTheTrueNumbers() {
        Map.of(
                        "7275550101", SENT,
                        "7275550102", DASHED,
                        "7275550103", "",
                        "7275550107", FAILING,
                        "7275550108", UNANSWERED,
                        "7275550111", JSON_TEXT,
                        "7275550112", JSON_NUMBER,
                        "7275550113", "")
                .forEach((phone, number) -> {
                    for (String vendor : List.of("partials", "infocu5", "croco")) {
                        Eventually.holds(
                                SOON,
                                () -> phone + " is not at " + vendor,
                                () -> !at(vendor, phone).isEmpty());
                        assertThat(numberAt(vendor, phone))
                                .as(vendor + " " + phone)
                                .isEqualTo(vendor.equals("croco") ? "" : number);
                    }
                });
        assertThat(records().of(Topics.deliveryResults("partials")))
                .extracting(DeliveryResult::getNotices)
                .allSatisfy(notices -> assertThat(notices.toString()).doesNotContain("cannot be opened"));
    }

    private void theDeadLettersOpen() {
        Eventually.holds(
                SOON,
                () -> "dead letters are missing",
                () -> records().raw(Topics.DEAD_LETTERS).size() == 2);
        var letters = new DeadLetters(Optional.of(keyset));
        List<String> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records().raw(Topics.DEAD_LETTERS)) {
            var letter = new DeadLetters.Letter(record.key(), record.value(), record.headers());
            values.add(new String(letters.open(letter).orElseThrow().value(), UTF_8));
        }
        assertThat(values).containsExactlyInAnyOrder("{" + IN_GARBAGE, AT_THE_VENDOR);
    }

    private void theSearchFindsEveryForm(Needles all) throws IOException {
        Path planted = Files.createDirectory(folder.resolve("planted"));
        Set<String> expected = new TreeSet<>();
        for (String secret : List.of(SENT, WRONG_PASSWORD)) {
            Needles.forms(secret).forEach((form, bytes) -> expected.add(secret + " " + form));
            byte[] everything = Needles.forms(secret).values().stream()
                    .collect(ByteArrayOutputStream::new, (all2, bytes) -> all2.writeBytes(bytes), (a, b) -> {})
                    .toByteArray();
            Files.write(planted.resolve("%x".formatted(secret.hashCode())), everything);
        }
        assertThat(all.below(planted, file -> true))
                .extracting(found -> found.substring(0, found.lastIndexOf(" in ")))
                .containsAll(expected);
    }

    /** True for the log of a topic to which others wrote in this test. */
    private static boolean isOfOthers(Path file) {
        return file.toString().matches(".*/(leads|deliveries\\.partials)-[0-9]+/[^/]*");
    }

    // ------------------------------------------------------------------------------------------------- plumbing

    private String partials(String phone, String card) {
        return form("/mgr.php", PARTIALS + phone + "&cc_number=" + card);
    }

    private String infocu5(String key, String phone, String card) {
        return json(
                "/dialer/",
                "{\"affiliateID\":\"AFFILIATE001\",\"affiliateKey\":\"" + key + "\",\"dialerFunction\":\"addLeads\","
                        + "\"campaignID\":\"1111\",\"listID\":\"111000\",\"leads\":[{\"leadPhone\":\"" + phone
                        + "\",\"leadNameFirst\":\"Ann\",\"leadCCNumber\":" + card + "}]}");
    }

    private String get(String path) {
        return kept(client.get(at.gateway() + path));
    }

    private String form(String path, String body) {
        return kept(client.postForm(at.gateway() + path, body));
    }

    private String json(String path, String body) {
        return kept(client.postJson(at.gateway() + path, body));
    }

    private String kept(HttpResponse<String> answer) {
        answers.add(answer);
        return answer.body();
    }

    private void fault(String vendor, String fault) {
        assertThat(client.postJson(at.sandbox() + "/_sandbox/" + vendor + "/faults", fault)
                        .statusCode())
                .isEqualTo(204);
    }

    private String numberAt(String vendor, String phone) {
        return at(vendor, phone).stream()
                .map(kept -> kept.path("card_number").asText())
                .distinct()
                .reduce("", (one, other) -> one + other);
    }

    private List<JsonNode> at(String vendor, String phone) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode kept : client.json(at.sandbox() + "/_sandbox/" + vendor + "/leads")) {
            if (PhoneIdentity.digits(kept.path("lead").path("phone").asText()).endsWith(phone)) {
                found.add(kept);
            }
        }
        return found;
    }

    private Contracts contracts() {
        return Contracts.at(at.registry(), Map.of());
    }

    private Records records() {
        return new Records(at.kafka(), contracts());
    }

    /** Every list that a card can come by delivers to three vendors, of which two may have the number. */
    private static Routing cardsForTwo(Routing routing) {
        List<String> everything =
                Lead.SCHEMA$.getFields().stream().map(Schema.Field::name).toList();
        List<ListVendor> three = Stream.of("croco", "infocu5", "partials")
                .map(vendor -> ListVendor.newBuilder().setVendor(vendor).build())
                .toList();
        return Routing.newBuilder(routing)
                .setLists(routing.getLists().stream()
                        .map(list -> list.getCampaign().equals("1")
                                        || list.getId().equals("111000")
                                ? LeadList.newBuilder(list).setVendors(three).build()
                                : list)
                        .toList())
                .setVendors(routing.getVendors().stream()
                        .map(vendor -> Vendor.newBuilder(vendor)
                                .setFields(
                                        vendor.getId().equals("partials")
                                                        || vendor.getId().equals("infocu5")
                                                ? everything
                                                : List.of())
                                .setLimits(VendorLimits.newBuilder(vendor.getLimits())
                                        .setRetryWaitsMs(List.of(300L, 300L))
                                        .build())
                                .build())
                        .toList())
                .build();
    }
}
