package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.gateway.Operations;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsPortTest {

    private final AtomicBoolean live = new AtomicBoolean(true);
    private final AtomicBoolean ready = new AtomicBoolean();
    private final Client client = new Client();
    private OperationsPort port;

    @BeforeEach
    void open() {
        port = OperationsPort.open(
                new OperationsConfig("127.0.0.1", 0),
                new Operations() {
                    @Override
                    public String metrics() {
                        return "leadstream_ready 0.0\n";
                    }

                    @Override
                    public boolean live() {
                        return live.get();
                    }

                    @Override
                    public boolean ready() {
                        return ready.get();
                    }
                },
                Map.of("/v1/leads/{id}", ctx -> ctx.result("lead " + ctx.pathParam("id"))));
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void healthIsAStatus() {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).isEqualTo("not ready");
        ready.set(true);
        live.set(false);
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).isEqualTo("ready");
    }

    @Test
    void metricsAreAsPrometheusReadsThem() {
        HttpResponse<String> page = get("/metrics");
        assertThat(page.body()).isEqualTo("leadstream_ready 0.0\n");
        assertThat(page.headers().firstValue("content-type").orElse("").replace(" ", ""))
                .isEqualTo("text/plain;version=0.0.4;charset=utf-8");
    }

    @Test
    void aServiceAddsItsOwnPaths() {
        assertThat(get("/v1/leads/17").body()).isEqualTo("lead 17");
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void settingsHaveDefaultsAndBounds() {
        assertThat(new OperationsConfig(null, null)).isEqualTo(new OperationsConfig("127.0.0.1", 9464));
        assertThatThrownBy(() -> new OperationsConfig(null, 70_000)).hasMessageContaining("operations_port");
        assertThat(new AdvertisedConfig(null).given()).isEmpty();
        assertThat(new AdvertisedConfig("pod-0.leadstream:9464").given()).hasValue("pod-0.leadstream:9464");
        assertThatThrownBy(() -> new AdvertisedConfig("pod-0")).hasMessageContaining("advertised_address");
    }

    private HttpResponse<String> get(String path) {
        return client.get("http://" + port.address() + path);
    }
}
