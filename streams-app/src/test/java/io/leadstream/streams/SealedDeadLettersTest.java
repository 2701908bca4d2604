package io.leadstream.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.InMemoryRegistry;
import io.leadstream.schema.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedDeadLettersTest {

    private static final byte[] GARBAGE = "4111111111111111".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private Path file;
    private DeadLetters letters = new DeadLetters(Optional.empty());

    @BeforeEach
    void create() throws IOException {
        file = folder.resolve("keyset.json");
        CardKeyset.create(file);
        letters = new DeadLetters(Optional.of(CardKeyset.read(file)));
    }

    @Test
    void whatTheReadStageRefusesIsSealed() {
        var config = StreamsAppConfig.of("unused:1", "unused", "test", folder.toString());
        var topology = new LeadTopology(Contracts.over(new InMemoryRegistry()), 1, 0, ReferenceFiles.shipped(), letters)
                .build();
        try (var driver = new TopologyTestDriver(topology, StreamsApp.properties(config))) {
            driver.createInputTopic("leads", new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(GARBAGE, GARBAGE, new RecordHeaders().add("card", GARBAGE)));
            var written = driver.createOutputTopic(
                            Topics.DEAD_LETTERS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecord();
            isSealed(new DeadLetters.Letter(written.key(), written.value(), written.headers()));
        }
    }

    @Test
    @SuppressWarnings("NullAway") // the handler does not look at the context
    void whatASourceRefusesIsSealed() {
        DeadLetterHandler handler = new DeadLetterHandler();
        handler.configure(Map.of(DeadLetterHandler.CARD_KEYSET, file.toString()));
        var record = new ConsumerRecord<>("delivery-outcomes", 0, 7, GARBAGE, GARBAGE);
        record.headers().add("card", GARBAGE);

        var written = handler.handleError(null, record, new SerializationException("not a record"))
                .deadLetterQueueRecords()
                .getFirst();
        isSealed(new DeadLetters.Letter(written.key(), written.value(), written.headers()));
    }

    private void isSealed(DeadLetters.Letter letter) {
        assertThat(letter.value()).asString(UTF_8).doesNotContain("4111");
        assertThat(letter.key()).asString(UTF_8).doesNotContain("4111");
        assertThat(letter.headers().lastHeader("card").value()).asString(UTF_8).doesNotContain("4111");
        DeadLetters.Letter opened = letters.open(letter).orElseThrow();
        assertThat(opened.value()).isEqualTo(GARBAGE);
        assertThat(opened.key()).isEqualTo(GARBAGE);
        assertThat(opened.headers().lastHeader("card").value()).isEqualTo(GARBAGE);
    }
}
