package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.PhoneIdentity;
import io.leadstream.schema.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole system that is killed with 5,000 leads on their way, and started again on the same data. */
class KillTest {

    private static final int LEADS = 5_000;

    /** Every other lead goes to two vendors, the rest to one. */
    private static final int DELIVERIES_OF_HALF = LEADS / 2 * 3 / 2;

    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(2);

    private final int gateway = Ports.free();
    private final int kafka = Ports.free();
    private final int registry = Ports.free();
    private final int sandbox = Ports.free();

    @TempDir
    private Path data;

    @Test
    void everyLeadIsDecidedOnceAndEveryDeliveryHasOneFinalResult() throws Exception {
        Process first = up();
        List<Future<RecordMetadata>> sent = new CopyOnWriteArrayList<>();
        String bootstrap = "127.0.0.1:" + kafka;
        Contracts contracts = Contracts.at("http://127.0.0.1:" + registry + "/apis/registry/v3", Map.of());
        try (var producer = producer(bootstrap, contracts)) {
            for (int number = 0; number < LEADS / 2; number++) {
                sent.add(send(producer, number));
            }
            killOnceSomeAreDecided(first, bootstrap, contracts);
            Future<?> rest = sendWhileItIsDown(producer, sent);
            Process second = up();
            try {
                rest.get(60, TimeUnit.SECONDS);
                for (Future<RecordMetadata> each : sent) {
                    each.get(60, TimeUnit.SECONDS);
                }
                judge(bootstrap, contracts);
                assertThat(anotherUp()).contains("another Leadstream");
            } finally {
                stop(second);
            }
        }
    }

    private void killOnceSomeAreDecided(Process system, String bootstrap, Contracts contracts) throws Exception {
        ProcessHandle child = registryProcess();
        try (Watcher watcher = new Watcher(bootstrap, contracts, List.of("croco", "dialler"), InstantSource.system())) {
            Eventually.holds(
                    READY_WITHIN,
                    () -> "decided " + watcher.conservation().sums(),
                    () -> watcher.conservation().sums().finalResults() > LEADS / 10);
            system.destroyForcibly().waitFor();
            Conservation.Sums before = watcher.conservation().sums();
            assertThat(before.finalResults()).as("killed in the middle").isLessThan(DELIVERIES_OF_HALF);
        }
        child.onExit().get(10, TimeUnit.SECONDS);
    }

    /** A producer goes on while the broker is away: its sends wait for it. */
    private static Future<?> sendWhileItIsDown(
            KafkaProducer<String, LeadEvent> producer, List<Future<RecordMetadata>> sent) {
        return CompletableFuture.runAsync(() -> {
            for (int number = LEADS / 2; number < LEADS; number++) {
                sent.add(send(producer, number));
            }
        });
    }

    private static void judge(String bootstrap, Contracts contracts) {
        try (Watcher watcher = new Watcher(bootstrap, contracts, List.of("croco", "dialler"), InstantSource.system())) {
            Conservation seen = watcher.conservation();
            Eventually.holds(
                    SETTLED_WITHIN,
                    () -> seen.sums() + " "
                            + seen.violations().stream().limit(5).toList(),
                    () -> seen.sums().submissions() == LEADS && seen.undecided() == 0 && seen.inProgress() == 0);
            assertThat(seen.violations()).isEmpty();
            assertThat(seen.sums().firstDecisions()).isEqualTo(LEADS);
            assertThat(seen.sums().accepted()).isEqualTo(LEADS);
            assertThat(seen.sums().finalResults()).isEqualTo(seen.sums().routedDeliveries());
        }
    }

    private static Future<RecordMetadata> send(KafkaProducer<String, LeadEvent> producer, int number) {
        String phone = "212%07d".formatted(2_000_000 + number);
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId("kill-" + number)
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("kill-test")
                .setLead(Lead.newBuilder()
                        .setPhone(phone)
                        .setFirstName("Ann")
                        .setLastName("Lee")
                        .setEmail("ann@example.com")
                        .setListId(number % 2 == 0 ? "101" : "102")
                        .setSettings(LeadSettings.newBuilder()
                                .setDelaySeconds(number % 10 == 0 ? 2 : 0)
                                .build())
                        .build())
                .build();
        String key = PhoneIdentity.of(phone, Optional.empty()).orElseThrow();
        return producer.send(new ProducerRecord<>(Topics.LEADS.name(), key, event));
    }

    private static KafkaProducer<String, LeadEvent> producer(String bootstrap, Contracts contracts) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "max.block.ms", 90_000),
                new StringSerializer(),
                contracts.serde(Topics.LEADS).serializer());
    }

    private Process up() throws Exception {
        Path output = Files.createTempFile(data.getParent(), "up", ".log");
        Process process = start(output);
        Eventually.holds(READY_WITHIN, () -> read(output), () -> {
            assertThat(process.isAlive()).as(read(output)).isTrue();
            return read(output).contains("ready gateway=");
        });
        return process;
    }

    private String anotherUp() throws Exception {
        Path output = Files.createTempFile(data.getParent(), "up", ".log");
        Process process = start(output);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        return read(output);
    }

    private Process start(Path output) throws IOException {
        return ChildJvm.start(
                Main.class,
                1_000,
                output,
                List.of(
                        "up",
                        "--data=" + data,
                        "--gateway-port=" + gateway,
                        "--kafka-port=" + kafka,
                        "--registry-port=" + registry,
                        "--sandbox-port=" + sandbox,
                        "--operations-port=0"));
    }

    private ProcessHandle registryProcess() throws IOException {
        long pid = Long.parseLong(
                Files.readString(data.resolve("registry/registry.pid")).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS))
                .as("stops within 10 s")
                .isTrue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
