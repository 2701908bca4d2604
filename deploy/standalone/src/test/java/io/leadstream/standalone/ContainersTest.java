package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Campaign;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.streams.StreamsApp;
import io.leadstream.streams.StreamsAppConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The pipeline on the broker and the registry that their projects publish as images. The other tests start the same
 * servers from Maven's artifacts; this one is skipped where there is no Docker.
 */
@Testcontainers(disabledWithoutDocker = true)
class ContainersTest {

    private static final int REGISTRY_PORT = 8080;

    @Container
    private static final KafkaContainer KAFKA = new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"));

    @Container
    private static final GenericContainer<?> REGISTRY = new GenericContainer<>(
                    DockerImageName.parse("quay.io/apicurio/apicurio-registry:3.3.3"))
            .withExposedPorts(REGISTRY_PORT)
            .waitingFor(Wait.forHttp("/apis/registry/v3/system/info"));

    @TempDir
    private Path folder;

    @Test
    void aLeadIsAcceptedAndRouted() throws Exception {
        String registry =
                "http://" + REGISTRY.getHost() + ":" + REGISTRY.getMappedPort(REGISTRY_PORT) + "/apis/registry/v3";
        String bootstrap = KAFKA.getBootstrapServers();
        new ContractSetup(registry).apply();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            new TopicSetup(admin, (short) 1).fixed(4);
        }
        Contracts contracts = Contracts.at(registry, Map.of());
        new RoutingPublisher(bootstrap, contracts).apply(routing());
        var config = StreamsAppConfig.of(
                bootstrap, registry, "containers", folder.resolve("state").toString());
        try (StreamsApp app = StreamsApp.start(config)) {
            Eventually.holds(Duration.ofSeconds(90), () -> "no tasks", app::ready);
            submit(bootstrap, contracts);
            Records records = new Records(bootstrap, contracts);
            Eventually.holds(
                    Duration.ofSeconds(30),
                    () -> "undecided",
                    () -> records.of(Topics.LEAD_DECISIONS).size() == 2);
            assertThat(records.of(Topics.LEAD_DECISIONS))
                    .extracting(LeadDecision::getOutcome)
                    .containsExactlyInAnyOrder(DecisionOutcome.ACCEPTED, DecisionOutcome.ROUTED);
        }
    }

    private static void submit(String bootstrap, Contracts contracts) throws Exception {
        LeadEvent event = LeadEvent.newBuilder()
                .setEventId("in-containers")
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("containers-test")
                .setLead(Lead.newBuilder()
                        .setPhone("7275551111")
                        .setListId("101")
                        .build())
                .build();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new StringSerializer(),
                contracts.serde(Topics.LEADS).serializer())) {
            producer.send(new ProducerRecord<>(Topics.LEADS.name(), LeadKey.of(event), event))
                    .get();
        }
    }

    private static Routing routing() {
        return Routing.newBuilder()
                .setVersion(0)
                .setAppliedAt(Instant.EPOCH)
                .setDefaultList("101")
                .setCampaigns(List.of(
                        Campaign.newBuilder().setId("TEST").setName("Test").build()))
                .setLists(List.of(LeadList.newBuilder()
                        .setId("101")
                        .setName("Test")
                        .setCampaign("TEST")
                        .setVendors(List.of())
                        .build()))
                .setVendors(List.of())
                .build();
    }
}
