package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.HeldItem;
import io.leadstream.schema.InMemoryRegistry;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two stages put into one store and one of them takes out. */
class HeldItemsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final KeyValueStore<Bytes, HeldItem> store = store();
    private final HeldItems taking = new HeldItems(store);
    private final HeldItems putting = new HeldItems(store);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatAnotherPutsIsTakenWhenItIsDue() {
        assertThat(taking.takeDue(NOON, 10)).isEmpty();
        putting.put(delivery(), NOON.plusSeconds(1));
        assertThat(taking.takeDue(NOON.plusMillis(999), 10)).isEmpty();
        assertThat(taking.takeDue(NOON.plusSeconds(1), 10)).hasSize(1);
        assertThat(taking.takeDue(NOON.plusSeconds(2), 10)).isEmpty();
    }

    @Test
    void afterTheClockWasSetBackToo() {
        assertThat(taking.takeDue(NOON, 10)).isEmpty();
        Instant back = NOON.minus(Duration.ofMinutes(30));
        putting.put(delivery(), back.plusSeconds(1));
        assertThat(taking.takeDue(back.plusMillis(50), 10)).isEmpty();
        assertThat(taking.takeDue(back.plusSeconds(1), 10)).hasSize(1);
    }

    private static KeyValueStore<Bytes, HeldItem> store() {
        var contracts = Contracts.over(new InMemoryRegistry());
        KeyValueStore<Bytes, HeldItem> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(HeldItems.STORE), Serdes.Bytes(), contracts.serde(HeldItem.class))
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
        return store;
    }

    private static Delivery delivery() {
        return Delivery.newBuilder()
                .setDeliveryId("0:croco")
                .setKind(DeliveryKind.SEND)
                .setLeadId(0)
                .setVendor("croco")
                .setPhone("17275551111")
                .setSubmittedAt(NOON)
                .setRoutedAt(NOON)
                .build();
    }
}
