package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class WrittenOnceTest {

    private final AtomicInteger written = new AtomicInteger();
    private final Serializer<String> serializer =
            new WrittenOnce<>(Serdes.serdeFrom(counting(), new StringDeserializer())).serializer();

    @Test
    void theSameValueIsWrittenOnceInARow() {
        String value = new String("a");
        byte[] first = serializer.serialize("store", value);
        assertThat(serializer.serialize("topic", value)).isSameAs(first);
        assertThat(written).hasValue(1);
    }

    @Test
    void anEqualValueIsAnother() {
        byte[] first = serializer.serialize("store", new String("a"));
        assertThat(serializer.serialize("topic", new String("a")))
                .isEqualTo(first)
                .isNotSameAs(first);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(serializer.serialize("store", null)).isNull();
    }

    @Test
    void threadsDoNotMeet() {
        String mine = "mine";
        byte[] bytes = serializer.serialize("store", mine);
        CompletableFuture.runAsync(() -> serializer.serialize("store", "theirs"))
                .join();
        assertThat(serializer.serialize("topic", mine)).isSameAs(bytes);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("mine");
    }

    private Serializer<String> counting() {
        Serializer<String> plain = new StringSerializer();
        return (topic, value) -> {
            written.incrementAndGet();
            return plain.serialize(topic, value);
        };
    }
}
