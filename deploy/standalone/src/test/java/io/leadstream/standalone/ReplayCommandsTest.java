package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.schema.Vendor;
import io.leadstream.schema.VendorLimits;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person sends once more: deliveries that failed, and records that nobody could read. */
class ReplayCommandsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CARD = "4111111111111111";
    private static final byte[] GARBAGE = ("no lead at all, pay with " + CARD).getBytes(UTF_8);

    @TempDir
    private static Path data;

    private static Standalone system;
    private static Records records;

    private final Client client = new Client();

    @BeforeAll
    static void start() {
        system = Standalone.start(StandaloneConfig.onFreePorts(data, ReplayCommandsTest::partialsTriesTwice));
        records = new Records(
                system.addresses().kafka(), Contracts.at(system.addresses().registry(), Map.of()));
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private static Routing partialsTriesTwice(Routing routing) {
        return Routing.newBuilder(routing)
                .setVendors(routing.getVendors().stream()
                        .map(vendor -> Vendor.newBuilder(vendor)
                                .setLimits(VendorLimits.newBuilder(vendor.getLimits())
                                        .setRetryWaitsMs(List.of(100L))
                                        .build())
                                .build())
                        .toList())
                .build();
    }

    @Test
    void whatFailedWhileAVendorWasDownIsAcceptedOnceItIsReplayed() {
        String down = "{\"kind\":\"STATUS\",\"status\":500,\"times\":2}";
        assertThat(client.postJson(system.addresses().sandbox() + "/_sandbox/partials/faults", down)
                        .statusCode())
                .isEqualTo(204);
        String lead = "client_id=DEMO1&step=first&campaign_id=1&fields_phone=727-555-0777&fields_fname=Ann"
                + "&fields_lname=Lee&fields_email=ann%40example.com";
        assertThat(client.postForm(system.addresses().gateway() + "/mgr.php", lead)
                        .body())
                .contains("Successfully imported");
        Eventually.holds(SOON, () -> "no result", () -> finals().size() == 1);
        DeliveryResult failed = finals().getFirst();
        assertThat(failed.getResult()).isEqualTo(DeliveryClass.FAILED);

        String[] replay = {"deliveries", "replay", "--vendor=partials", "--status=FAILED", "--since=1h"};
        int outcomes = records.of(Topics.DELIVERY_OUTCOMES).size();
        assertThat(done(with(replay, "--dry-run")))
                .contains(failed.getDeliveryId() + ":replay-1")
                .contains("1 would be replayed");
        assertThat(records.of(Topics.DELIVERY_OUTCOMES)).hasSize(outcomes);

        assertThat(done(replay)).contains("1 replayed");
        Eventually.holds(SOON, () -> "results " + finals(), () -> finals().size() == 2);
        assertThat(finals())
                .filteredOn(result -> result.getDeliveryId().equals(failed.getDeliveryId() + ":replay-1"))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.getResult()).isEqualTo(DeliveryClass.ACCEPTED);
                    assertThat(result.getReplay()).isTrue();
                    assertThat(result.getAttempt()).isEqualTo(1);
                });

        assertThat(done(replay)).contains("0 replayed");
        assertThat(finals())
                .extracting(DeliveryResult::getDeliveryId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void whatMayBeCalledTwiceOrWasRefusedByAPersonIsNotReplayedJustSo() {
        assertThat(failure("deliveries", "replay", "--vendor=partials", "--status=UNKNOWN", "--since=1h"))
                .contains("--yes-it-may-call-twice");
        assertThat(done(
                        "deliveries",
                        "replay",
                        "--vendor=partials",
                        "--status=UNKNOWN",
                        "--since=1h",
                        "--yes-it-may-call-twice"))
                .contains("0 replayed");
        assertThat(failure("deliveries", "replay", "--vendor=partials", "--status=CANCELLED", "--since=1h"))
                .contains("not replayed");
        assertThat(failure("deliveries", "replay", "--vendor=nobody", "--status=FAILED", "--since=1h"))
                .contains("no vendor nobody");
        assertThat(failure("deliveries", "replay", "--vendor=partials", "--status=FAILED", "--since=lately"))
                .contains("--since is");
    }

    @Test
    void aDeadLetterIsListedShownWithoutItsCardNumberAndReplayedOnce() throws Exception {
        publish(new ProducerRecord<>("leads", null, "17275550123".getBytes(UTF_8), GARBAGE));
        Eventually.holds(SOON, () -> "no letter", () -> places("").size() == 1);
        String place = places("").getFirst();

        String shown = done("dead-letters", "show", place);
        assertThat(shown)
                .contains("__streams.errors.topic: leads")
                .contains("key: 17275550123")
                .contains("no lead at all, pay with ************1111")
                .doesNotContain(CARD);

        assertThat(done("dead-letters", "replay", place)).contains("1 replayed");
        List<ConsumerRecord<byte[], byte[]>> again = records.raw("leads").stream()
                .filter(record -> record.headers().lastHeader(LetterBox.REPLAY_OF) != null)
                .toList();
        assertThat(again).singleElement().satisfies(record -> {
            assertThat(record.value()).isEqualTo(GARBAGE);
            assertThat(record.key()).asString(UTF_8).isEqualTo("17275550123");
            assertThat(record.headers()).hasSize(1);
        });
        Eventually.holds(
                SOON,
                () -> "not dead again",
                () -> places("").size() == 1 && places("yes").size() == 1);
        assertThat(places("yes")).containsExactly(place);
        assertThat(failure("dead-letters", "replay", place)).contains("was replayed before");
        assertThat(failure("dead-letters", "replay", "9:99")).contains("no dead letter 9:99");
    }

    @Test
    void aSealedLetterNeedsItsKeys() throws Exception {
        Path keys = data.resolve("letters.json");
        CardKeyset.create(keys);
        var fault = new DeadLetters.Fault("nowhere", 3, 17, "test", "java.lang.IllegalStateException", "no");
        DeadLetters.Letter letter = new DeadLetters(Optional.of(CardKeyset.read(keys)))
                .letter(null, new byte[] {0, 1, (byte) 0xfe, '4', '2'}, new RecordHeaders(), fault);
        publish(new ProducerRecord<>(Topics.DEAD_LETTERS, null, letter.key(), letter.value(), letter.headers()));
        String place = done("dead-letters", "list")
                .lines()
                .filter(line -> line.contains("nowhere 3:17"))
                .map(line -> line.split(" ", 2)[0])
                .findFirst()
                .orElseThrow();

        assertThat(failure("dead-letters", "show", place)).contains("--card-keyset");
        assertThat(done("dead-letters", "show", place, "--card-keyset=" + keys))
                .contains("leadstream.stage: test")
                .contains("00 01 fe 34 32")
                .contains("...42");
    }

    @Test
    void ofTwoReplaysAtOnceOneIsShutOut() {
        KafkaAccess kafka = KafkaAccess.open(system.addresses().kafka());
        var record = new ProducerRecord<byte[], byte[]>(
                Topics.DEAD_LETTERS,
                null,
                null,
                null,
                null,
                new RecordHeaders().add(LetterBox.REPLAYED, "8:88".getBytes(UTF_8)));
        try (ReplayLog first = ReplayLog.open(kafka, "a-test");
                ReplayLog second = ReplayLog.open(kafka, "a-test")) {
            assertThatThrownBy(() -> first.publish(List.of(record)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another replay began meanwhile");
            second.publish(List.of(record));
        }
    }

    private static void publish(ProducerRecord<byte[], byte[]> record) throws InterruptedException, ExecutionException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", system.addresses().kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    /** Places of letters that came from leads, replayed or not. */
    private static List<String> places(String replayed) {
        return done("dead-letters", "list")
                .lines()
                .filter(line -> line.contains(" leads "))
                .filter(line -> line.contains(" yes ") == replayed.equals("yes"))
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    private static List<DeliveryResult> finals() {
        return records.of(Topics.deliveryResults("partials")).stream()
                .filter(DeliveryResult::getFinal$)
                .toList();
    }

    private static String[] with(String[] words, String more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(more);
        return all.toArray(String[]::new);
    }

    private static String done(String... words) {
        Run run = run(words);
        assertThat(run.exit).as(run.err).isZero();
        return run.out;
    }

    private static String failure(String... words) {
        Run run = run(words);
        assertThat(run.exit).as(run.out).isEqualTo(1);
        return run.err;
    }

    private record Run(int exit, String out, String err) {}

    private static Run run(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--bootstrap=" + system.addresses().kafka());
        if (!words[0].equals("dead-letters")) {
            line.add("--registry=" + system.addresses().registry());
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(false);
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Run(command.execute(line.toArray(String[]::new)), out.toString(), err.toString());
    }
}
