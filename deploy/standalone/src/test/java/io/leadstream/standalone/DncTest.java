package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DncCheck;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Do-not-call lists on the whole system: imported, honoured in a dialect's words, taken back. */
class DncTest {

    /** A listing counts for what is submitted so long after it was acknowledged (correctness.md 17). */
    private static final Duration PROMISE = Duration.ofSeconds(1);

    @TempDir
    private static Path folder;

    private static Standalone system;
    private static Contracts contracts;

    private final Client client = new Client();

    @BeforeAll
    static void start() {
        system = Standalone.start(StandaloneConfig.onFreePorts(folder.resolve("data"), UnaryOperator.identity()));
        contracts = Contracts.at(system.addresses().registry(), Map.of());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void aListedNumberIsRefusedInCrocosWordsUntilItIsTakenOff() throws IOException {
        Path file = Files.writeString(folder.resolve("system.txt"), "(727) 555-3001\nrubbish\n7275553002\n");
        Run run = dnc("import", file.toString(), "--source", "test", "--list-version", "7");
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.err).contains("line 2: ");
        afterThePromise();
        assertThat(croco("phone_number=7275553001&dnc_check=Y"))
                .startsWith("ERROR: add_lead PHONE NUMBER IN DNC - 7275553001|6666");
        assertThat(croco("phone_number=7275553001&dnc_check=N")).startsWith("SUCCESS");
        assertThat(dnc("check", "7275553001").out)
                .contains("17275553001 is listed by the system")
                .contains("source test, version 7");

        assertThat(dnc("import", file.toString(), "--remove").out).contains("removed 2 numbers");
        afterThePromise();
        assertThat(croco("phone_number=7275553001&dnc_check=Y")).startsWith("SUCCESS");
        assertThat(dnc("check", "7275553001").out).contains("17275553001 is not listed");
    }

    @Test
    void aCampaignsListAndAreaCodesStandBesideTheSystemsList() throws IOException {
        Path file = Files.writeString(folder.resolve("campaign.csv"), "name,phone\nBob,7275554001\n");
        assertThat(dnc("import", file.toString()).exit).isZero();
        assertThat(dnc("import", file.toString(), "--campaign", "TESTCAMP").exit)
                .isZero();
        assertThat(dnc("import", file.toString(), "--remove").exit).isZero();
        Path areas = Files.writeString(folder.resolve("areas.txt"), "646\n");
        assertThat(dnc("import", areas.toString()).out).contains("0 numbers and 1 area codes");
        afterThePromise();

        assertThat(croco("phone_number=7275554001&dnc_check=Y&campaign_dnc_check=Y&campaign_id=TESTCAMP"))
                .startsWith("ERROR: add_lead PHONE NUMBER IN CAMPAIGN DNC - 7275554001|TESTCAMP|6666");
        assertThat(croco("phone_number=7275554001&dnc_check=Y&campaign_dnc_check=Y&campaign_id=1111"))
                .startsWith("SUCCESS");
        assertThat(croco("phone_number=6465554001&dnc_check=Y")).startsWith("SUCCESS");
        assertThat(croco("phone_number=6465554001&dnc_check=AREACODE"))
                .startsWith("ERROR: add_lead PHONE NUMBER IN DNC - 6465554001|6666");
        assertThat(dnc("check", "6465554001").out).contains("area code 646 is listed by the system");
    }

    @Test
    void aLeadListedWhileItWaitsEndsListed() throws Exception {
        submitDelayed("7275555001", 4);
        Path file = Files.writeString(folder.resolve("late.txt"), "7275555001\n");
        assertThat(dnc("import", file.toString()).exit).isZero();
        Eventually.holds(
                Duration.ofSeconds(15),
                () -> decisions("17275555001").toString(),
                () -> decisions("17275555001").stream().anyMatch(decision -> decision.getPhase() == DecisionPhase.END));
        LeadDecision end = decisions("17275555001").getLast();
        assertThat(end.getOutcome()).isEqualTo(DecisionOutcome.LISTED);
        assertThat(end.getListed().orElseThrow().getSource()).contains("late.txt");
    }

    /** correctness.md 17. */
    @Tag("correctness-17")
    @Test
    void aListingAcknowledgedASecondBeforeTheSubmissionIsHonouredWhileALongListIsImported() throws Exception {
        String numbers = IntStream.range(0, 60_000)
                .mapToObj(i -> "305%07d".formatted(2_000_000 + i))
                .collect(Collectors.joining("\n"));
        Path national = Files.writeString(folder.resolve("national.txt"), numbers);
        CompletableFuture<Run> importing = CompletableFuture.supplyAsync(() -> dnc("import", national.toString()));
        for (int i = 0; i < 5 || (!importing.isDone() && i < 20); i++) {
            String number = "72755560%02d".formatted(i);
            dnc("import", Files.writeString(folder.resolve(number), number).toString());
            afterThePromise();
            assertThat(croco("phone_number=" + number + "&dnc_check=Y"))
                    .startsWith("ERROR: add_lead PHONE NUMBER IN DNC");
        }
        assertThat(importing.get(120, TimeUnit.SECONDS).out).contains("listed 60000 numbers");
    }

    private static void afterThePromise() {
        long until = System.nanoTime() + PROMISE.toNanos();
        Eventually.holds(PROMISE.plusSeconds(5), () -> "a clock that stands", () -> System.nanoTime() >= until);
    }

    private String croco(String query) {
        return client.get(system.addresses().gateway()
                        + "/API/lmapi.php?user=6666&pass=1234&function=add_lead&source=test&list_id=102&" + query)
                .body();
    }

    private static List<LeadDecision> decisions(String phone) {
        return new Records(system.addresses().kafka(), contracts)
                .of(Topics.LEAD_DECISIONS).stream()
                        .filter(decision -> decision.getPhone().equals(phone))
                        .toList();
    }

    private static void submitDelayed(String phone, int seconds) throws Exception {
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId("dnc-test-" + phone)
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("dnc-test")
                .setLead(Lead.newBuilder()
                        .setPhone(phone)
                        .setListId("102")
                        .setSettings(LeadSettings.newBuilder()
                                .setDelaySeconds(seconds)
                                .setDncCheck(DncCheck.NUMBER)
                                .build())
                        .build())
                .build();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", system.addresses().kafka()),
                new StringSerializer(),
                contracts.serde(Topics.LEADS).serializer())) {
            producer.send(new ProducerRecord<>(Topics.LEADS.name(), "1" + phone, event))
                    .get();
        }
    }

    private static Run dnc(String... words) {
        List<String> line = new ArrayList<>(List.of("dnc"));
        line.addAll(List.of(words));
        line.add("--bootstrap=" + system.addresses().kafka());
        line.add("--registry=" + system.addresses().registry());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine(false);
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Run(command.execute(line.toArray(String[]::new)), out.toString(), err.toString());
    }

    private record Run(int exit, String out, String err) {}
}
