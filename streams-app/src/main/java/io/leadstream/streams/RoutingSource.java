package io.leadstream.streams;

import io.leadstream.schema.Routing;
import io.leadstream.schema.Topics;
import io.leadstream.streams.rules.RoutingView;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current routing, out of its global store, decoded once per version.
 *
 * <p>A version that cannot be read is reported and the one before stays in force.
 */
final class RoutingSource {

    static final String STORE = "routing";

    private static final Logger log = LoggerFactory.getLogger(RoutingSource.class);

    private final KeyValueStore<String, byte[]> store;
    private final Deserializer<Routing> deserializer;
    private byte[] seen = {};
    private Optional<RoutingView> view = Optional.empty();

    /** Adds the store, which keeps the last version that can be read: an unreadable one is no version, after a restart either. */
    static void add(StreamsBuilder builder, Deserializer<Routing> deserializer) {
        StoreLoader.add(
                builder,
                Topics.ROUTING,
                STORE,
                bytes -> bytes != null && read(deserializer, bytes).isPresent());
    }

    private static Optional<Routing> read(Deserializer<Routing> deserializer, byte[] bytes) {
        try {
            return Optional.of(deserializer.deserialize(Topics.ROUTING.name(), bytes));
        } catch (SerializationException e) {
            log.atError()
                    .addKeyValue("topic", Topics.ROUTING.name())
                    .log("routing cannot be read, the one before stays");
            return Optional.empty();
        }
    }

    RoutingSource(ProcessingContext context, Deserializer<Routing> deserializer) {
        this.store = context.getStateStore(STORE);
        this.deserializer = deserializer;
    }

    /** The routing in force; empty if none was ever applied. */
    Optional<RoutingView> current() {
        byte[] bytes = store.get(Topics.ROUTING_KEY);
        if (bytes != null && !Arrays.equals(bytes, seen)) {
            view = read(deserializer, bytes).map(RoutingView::of).or(() -> view);
        }
        seen = bytes == null ? seen : bytes;
        return view;
    }
}
