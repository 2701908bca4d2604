package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Dialects;
import io.leadstream.sandbox.Sandbox;
import io.leadstream.sandbox.SandboxConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each service in a process of its own, by the command that a platform runs, from file to SIGTERM. */
class ServiceCommandsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private final Client client = new Client();

    @Test
    void threeProcessesDoTheWorkOfTheWholeSystemAndStopWhenTold() throws Exception {
        Path credentials = SandboxAccounts.credentials(data.resolve("credentials"));
        Map<String, io.leadstream.dialect.Dialect> dialects = Dialects.all();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), Ports.free());
                Sandbox sandbox = Sandbox.start(
                        new SandboxConfig("127.0.0.1", 0, SandboxAccounts.of(dialects.keySet())), dialects)) {
            String registry = Backbone.shared().registry();
            DefaultRouting.deploy(kafka.bootstrap(), registry, data, sandbox.port());
            String common = "bootstrap_servers: %s\nregistry_url: %s\noperations_port: 0\n"
                    .formatted(kafka.bootstrap(), registry);
            try (ServiceCommand streamsApp = start(
                            "streams-app",
                            common + "instance_id: one\nstate_folder: " + data.resolve("state") + "\nthreads: 1\n");
                    ServiceCommand dispatcher = start(
                            "dispatcher", common + "instance_id: one\ncredentials_folder: " + credentials + "\n");
                    ServiceCommand gateway = start(
                            "gateway",
                            common + "port: 0\naccounts:\n  - {id: a, dialect: croco, name: u, secret: p}\n")) {
                List<ServiceCommand> all = List.of(streamsApp, dispatcher, gateway);
                for (ServiceCommand service : all) {
                    Eventually.holds(SOON, service::output, service::isReady);
                    assertThat(client.get(service.operations() + "/health/ready")
                                    .statusCode())
                            .isEqualTo(200);
                    assertThat(client.get(service.operations() + "/health/live").statusCode())
                            .isEqualTo(200);
                    assertThat(page(service).value("leadstream_ready")).isEqualTo(1);
                }
                String answer = client.get(
                                gateway.address("http")
                                        + "/API/lmapi.php?user=u&pass=p&function=add_lead&source=test&phone_number=7275551111&list_id=102")
                        .body();
                assertThat(answer).startsWith("SUCCESS");
                assertThat(page(streamsApp).sum("leadstream_submissions_total")).isEqualTo(1);
                assertThat(page(gateway).sum("leadstream_http_requests_total")).isEqualTo(1);
                Eventually.holds(
                        SOON, dispatcher::output, () -> page(dispatcher).sum("leadstream_delivery_results_total") == 1);

                for (ServiceCommand service : all) {
                    long begun = System.nanoTime();
                    service.terminate();
                    assertThat(Duration.ofNanos(System.nanoTime() - begun))
                            .as(service.output())
                            .isLessThan(Duration.ofSeconds(10));
                    assertThat(service.output()).doesNotContain("Exception");
                }
            }
        }
    }

    @Test
    void aServiceThatCannotStartSaysWhyInOneLine() throws Exception {
        try (ServiceCommand gateway = start("gateway", "bootstrap_servers: 127.0.0.1:1\nregistry_url: x\nprot: 1\n")) {
            assertThat(gateway.awaitEnd()).isEqualTo(1);
            assertThat(gateway.output().lines())
                    .containsExactly("leadstream: " + gateway.file() + ":3: prot: unknown key");
        }
    }

    private PrometheusPage page(ServiceCommand service) {
        return PrometheusPage.of(client.get(service.operations() + "/metrics").body());
    }

    private ServiceCommand start(String name, String yaml) throws IOException {
        return ServiceCommand.start(name, Files.writeString(data.resolve(name + ".yaml"), yaml));
    }
}
