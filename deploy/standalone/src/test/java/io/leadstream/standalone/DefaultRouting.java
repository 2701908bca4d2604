package io.leadstream.standalone;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;

/** The routing that {@code up} begins with, on an empty broker. */
final class DefaultRouting {

    private DefaultRouting() {}

    /** Makes every topic and publishes the routing, whose vendors are a sandbox's. */
    static void deploy(String bootstrap, String registry, Path data, int sandboxPort) {
        Routing routing =
                StandaloneConfig.onFreePorts(data, UnaryOperator.identity()).routing(sandboxPort);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            TopicSetup topics = new TopicSetup(admin, (short) 1);
            topics.fixed(StandaloneConfig.PARTITIONS);
            topics.vendors(routing.getVendors().stream().map(Vendor::getId).toList());
        }
        new RoutingPublisher(bootstrap, Contracts.at(registry, Map.of())).apply(routing);
    }
}
