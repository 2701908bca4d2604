package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.dialect.Dialects;
import io.leadstream.sandbox.Sandbox;
import io.leadstream.sandbox.SandboxConfig;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two streams-apps, two dispatchers and a gateway, each a process by the command that the chart runs, while leads come in: one of
 * each is killed and replaced, and in the end every lead was decided once and is at its vendor once.
 */
class ServicesUnderKillTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int PER_SECOND = 100;
    private static final String CROCO = "croco";

    /** Nobody is killed before so many seconds of load: on few cores, processes that are new take each other's time. */
    private static final int WARM = 15;

    /**
     * A killed instance that comes back under its name takes its tasks back; if it did not, they would stand still for the session
     * timeout of 45 s.
     */
    private static final Duration RESUMES = Duration.ofSeconds(40);

    @TempDir
    private Path data;

    private final Client client = new Client();
    private final List<ServiceCommand> running = new ArrayList<>();
    private final String registry = Backbone.shared().registry();
    private final Contracts contracts = Contracts.at(registry, Map.of());

    @AfterEach
    void stop() {
        running.forEach(ServiceCommand::close);
    }

    @Test
    void nothingIsLostOrDoneTwiceThoughOneOfEachIsKilledAndReplaced() throws Exception {
        Path credentials = SandboxAccounts.credentials(data.resolve("credentials"));
        var dialects = Dialects.all();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), Ports.free());
                Sandbox sandbox = Sandbox.start(
                        new SandboxConfig("127.0.0.1", 0, SandboxAccounts.of(dialects.keySet())), dialects)) {
            DefaultRouting.deploy(kafka.bootstrap(), registry, data, sandbox.port());
            String common = "bootstrap_servers: %s\nregistry_url: %s\n".formatted(kafka.bootstrap(), registry);
            int opsOne = Ports.free();
            Path one = streamsApp(common, "one", opsOne);
            Path two = streamsApp(common, "two", Ports.free());
            Path left = file(
                    "left",
                    common + "instance_id: left\noperations_port: 0\ncredentials_folder: " + credentials + "\n");
            Path right = file(
                    "right",
                    common + "instance_id: right\noperations_port: 0\ncredentials_folder: " + credentials + "\n");
            Path door = file(
                    "door",
                    common + "port: 0\noperations_port: 0\nledger_url: http://127.0.0.1:" + opsOne
                            + "\naccounts:\n  - {id: a, dialect: croco, name: u, secret: p}\n");
            ServiceCommand first = start("streams-app", one);
            ServiceCommand second = start("streams-app", two);
            ServiceCommand dispatcher = start("dispatcher", left);
            start("dispatcher", right);
            ServiceCommand gateway = start("gateway", door);
            try (Watcher watcher = new Watcher(kafka.bootstrap(), contracts, List.of(CROCO), InstantSource.system())) {
                Conservation seen = watcher.conservation();
                Load load = new Load(kafka.bootstrap());
                CompletableFuture<Void> sending = CompletableFuture.runAsync(load::run);
                Eventually.holds(SOON, () -> "" + seen.sums(), () -> seen.sums().finalResults() > WARM * PER_SECOND);

                Instant warm = Instant.now();
                first.kill();
                first = start("streams-app", one);
                dispatcher.kill();
                start("dispatcher", left);
                gateway.kill();
                assertThat(submitted(start("gateway", door))).startsWith("SUCCESS");
                Instant cold = Instant.now();
                second.kill();
                Utils.delete(data.resolve("state-two").toFile());
                second = start("streams-app", two);

                load.stop();
                sending.get();
                int sent = load.sent() + 1;
                Eventually.holds(
                        SOON,
                        () -> seen.sums() + " of " + sent,
                        () -> seen.sums().firstDecisions() == sent && seen.undecided() == 0 && seen.inProgress() == 0);
                judge(seen, sent, sandbox);
                List<LeadDecision> firsts = firstDecisions(kafka.bootstrap());
                assertThat(longestWait(firsts, warm, cold)).isLessThan(RESUMES);
                assertThat(longestWait(firsts, cold, Instant.MAX)).isLessThan(RESUMES);
                traced(List.of(first, second), firsts);
            }
        }
    }

    private List<LeadDecision> firstDecisions(String bootstrap) {
        try (FollowedDecisions decisions = new FollowedDecisions(bootstrap, contracts)) {
            return decisions.of(DecisionPhase.FIRST);
        }
    }

    private void judge(Conservation seen, int sent, Sandbox sandbox) {
        assertThat(seen.violations()).isEmpty();
        assertThat(seen.sums().accepted()).isEqualTo(sent);
        assertThat(seen.sums().finalResults()).isEqualTo(sent);
        assertThat(seen.sums().deadLetters()).isZero();
        JsonNode kept = client.json("http://127.0.0.1:" + sandbox.port() + "/_sandbox/croco/leads");
        assertThat(kept.valueStream()
                        .map(lead -> lead.path("lead").path("phone").asText()))
                .hasSize(sent)
                .doesNotHaveDuplicates();
    }

    /** How long the lead waited for its decision that waited longest, of those submitted in a time. */
    private static Duration longestWait(List<LeadDecision> firsts, Instant from, Instant to) {
        Duration longest = firsts.stream()
                .filter(each -> !each.getSubmittedAt().isBefore(from)
                        && each.getSubmittedAt().isBefore(to))
                .map(each -> Duration.between(each.getSubmittedAt(), each.getDecidedAt()))
                .max(Duration::compareTo)
                .orElseThrow();
        System.out.println("longest wait for a decision: " + longest);
        return longest;
    }

    /** Either instance tells where any lead is. */
    private void traced(List<ServiceCommand> instances, List<LeadDecision> firsts) {
        for (ServiceCommand instance : instances) {
            for (int i = 0; i < firsts.size(); i += firsts.size() / 20) {
                String lead =
                        instance.operations() + "/v1/leads/" + firsts.get(i).getLeadId();
                Eventually.holds(
                        SOON,
                        () -> client.get(lead).body(),
                        () -> client.json(lead).path("state").asText().equals("DELIVERED"));
            }
        }
    }

    /** Starts a service and waits until it says that it is ready, here and on its port for operators. */
    private ServiceCommand start(String name, Path file) throws IOException {
        ServiceCommand started = ServiceCommand.start(name, file);
        running.add(started);
        Eventually.holds(SOON, started::output, started::isReady);
        // Whoever joins moves tasks, so that for a moment nobody may be ready.
        Eventually.holds(
                SOON,
                started::output,
                () -> client.get(started.operations() + "/health/ready").statusCode() == 200);
        return started;
    }

    private String submitted(ServiceCommand gateway) {
        return client.get(
                        gateway.address("http")
                                + "/API/lmapi.php?user=u&pass=p&function=add_lead&source=test&phone_number=7275551111&list_id=102")
                .body();
    }

    private Path streamsApp(String common, String name, int operations) throws IOException {
        return file(
                name,
                common + "instance_id: " + name + "\nstate_folder: " + data.resolve("state-" + name)
                        + "\noperations_port: " + operations + "\n");
    }

    private Path file(String name, String yaml) throws IOException {
        return Files.writeString(data.resolve(name + ".yaml"), yaml);
    }

    /** Leads at a steady rate until it is told to stop, for list 102, each with a phone of its own. */
    private final class Load {

        private final String bootstrap;
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger sent = new AtomicInteger();

        private Load(String bootstrap) {
            this.bootstrap = bootstrap;
        }

        private void run() {
            try (var producer = new KafkaProducer<>(
                    Map.<String, Object>of("bootstrap.servers", bootstrap, "acks", "all"),
                    new StringSerializer(),
                    contracts.serde(Topics.LEADS).serializer())) {
                while (!stopped.get()) {
                    LeadEvent event = event(sent.getAndIncrement());
                    var unused = producer.send(new ProducerRecord<>(Topics.LEADS.name(), LeadKey.of(event), event));
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos() / PER_SECOND);
                }
                producer.flush();
            }
        }

        private void stop() {
            stopped.set(true);
        }

        private int sent() {
            return sent.get();
        }

        private LeadEvent event(int number) {
            return LeadEvent.newBuilder()
                    .setEventId("load-" + number)
                    .setKind(LeadEventKind.SUBMITTED)
                    .setAccount("load")
                    .setLead(Lead.newBuilder()
                            .setPhone("212%07d".formatted(2_000_000 + number))
                            .setFirstName("Ann")
                            .setListId("102")
                            .build())
                    .build();
        }
    }
}
