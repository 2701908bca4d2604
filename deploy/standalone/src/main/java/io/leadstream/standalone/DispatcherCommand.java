package io.leadstream.standalone;

import io.leadstream.dialect.Dialects;
import io.leadstream.dispatch.DispatcherConfig;
import io.leadstream.dispatch.DispatcherService;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a dispatcher alone. */
@Command(name = "dispatcher", description = "Runs a dispatcher: one lane for each vendor, from deliveries to HTTP.")
final class DispatcherCommand implements Callable<Integer> {

    private static final String NAME = "dispatcher";

    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Override
    public Integer call() throws Exception {
        ConfigLoader.Loaded loaded = config.load(NAME, List.of(DispatcherConfig.class, OperationsConfig.class));
        ServiceProcess.run(
                NAME,
                loaded.get(OperationsConfig.class),
                Map.of(),
                spec.commandLine().getOut(),
                (port, metrics) -> start(loaded.get(DispatcherConfig.class), metrics));
        return 0;
    }

    private static ServiceProcess.Service start(DispatcherConfig service, Metrics metrics) {
        var dispatcher = DispatcherService.start(service, Dialects.all(), new MeteredDeliveries(metrics));
        MeteredLanes.show(metrics, dispatcher::lanes, InstantSource.system());
        return new Running(dispatcher);
    }

    private record Running(DispatcherService dispatcher) implements ServiceProcess.Service {

        /** A lane that fails begins anew by itself. */
        @Override
        public boolean live() {
            return true;
        }

        @Override
        public boolean ready() {
            return dispatcher.ready();
        }

        @Override
        public void close() {
            dispatcher.close();
        }
    }
}
