package io.leadstream.standalone;

import io.leadstream.dialect.Dialects;
import io.leadstream.gateway.Gateway;
import io.leadstream.gateway.GatewayConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a gateway alone. */
@Command(
        name = "gateway",
        description = "Runs a gateway: from the dialects' HTTP to leads, and back with the decisions.")
final class GatewayCommand implements Callable<Integer> {

    private static final String NAME = "gateway";

    @Spec
    CommandSpec spec;

    @Mixin
    ConfigFileOption config;

    @Override
    public Integer call() throws Exception {
        ConfigLoader.Loaded loaded = config.load(NAME, List.of(GatewayConfig.class, OperationsConfig.class));
        GatewayConfig service = loaded.get(GatewayConfig.class);
        ServiceProcess.run(
                NAME,
                loaded.get(OperationsConfig.class),
                Map.of(),
                spec.commandLine().getOut(),
                (port, metrics) -> new Running(
                        Gateway.start(service, Dialects.all(), new MeteredGateway(metrics), Optional.empty()),
                        service.host()));
        return 0;
    }

    private record Running(Gateway gateway, String host) implements ServiceProcess.Service {

        /** Its readers wait for a broker that is away. */
        @Override
        public boolean live() {
            return true;
        }

        @Override
        public boolean ready() {
            return gateway.ready();
        }

        @Override
        public String addresses() {
            return "http=http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + gateway.port();
        }

        @Override
        public void close() {
            gateway.close();
        }
    }
}
