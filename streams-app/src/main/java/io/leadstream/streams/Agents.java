package io.leadstream.streams;

import io.leadstream.schema.Vendor;
import io.leadstream.streams.rules.RoutingView;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** The agents that vendors reported, by vendor and id: a global store. */
final class Agents {

    static final String STORE = "agents";

    private final KeyValueStore<String, byte[]> store;

    Agents(ProcessingContext context) {
        this.store = context.getStateStore(STORE);
    }

    /** True if any vendor of the routing reported an agent with an id. */
    boolean knows(String agent, Optional<RoutingView> routing) {
        return routing.stream()
                .flatMap(view -> view.vendors().stream())
                .map(Vendor::getId)
                .anyMatch(vendor -> store.get(vendor + ":" + agent) != null);
    }
}
