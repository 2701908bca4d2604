package io.leadstream.standalone;

import io.leadstream.streams.StreamsApp;
import io.leadstream.streams.StreamsAppConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.StreamsConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the pipeline alone. */
@Command(name = "streams-app", description = "Runs the pipeline: from leads to decisions and deliveries.")
final class StreamsAppCommand implements Callable<Integer> {

    private static final String NAME = "streams-app";

    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Override
    public Integer call() throws Exception {
        ConfigLoader.Loaded loaded =
                config.load(NAME, List.of(StreamsAppConfig.class, OperationsConfig.class, AdvertisedConfig.class));
        LedgerRoutes ledger = new LedgerRoutes();
        ServiceProcess.run(
                NAME,
                loaded.get(OperationsConfig.class),
                ledger.routes(),
                spec.commandLine().getOut(),
                (port, metrics) -> start(loaded, port, metrics, ledger));
        return 0;
    }

    private static ServiceProcess.Service start(
            ConfigLoader.Loaded loaded, OperationsPort port, Metrics metrics, LedgerRoutes ledger) {
        StreamsAppConfig service = loaded.get(StreamsAppConfig.class);
        String address = loaded.get(AdvertisedConfig.class).given().orElse(port.address());
        MeteredPipeline metered = new MeteredPipeline(metrics);
        StreamsApp app = StreamsApp.start(service.withKafka(reachedAt(address, service.kafka())), metered);
        metered.holding(app::held);
        ledger.open(app);
        return new Running(app);
    }

    /** The other instances find this one by Kafka Streams' own metadata. */
    private static Map<String, String> reachedAt(String address, Map<String, String> kafka) {
        Map<String, String> settings = new HashMap<>(kafka);
        settings.putIfAbsent(StreamsConfig.APPLICATION_SERVER_CONFIG, address);
        return settings;
    }

    private record Running(StreamsApp app) implements ServiceProcess.Service {

        @Override
        public boolean live() {
            return app.live();
        }

        @Override
        public boolean ready() {
            return app.ready();
        }

        @Override
        public void close() {
            app.close();
        }
    }
}
