package io.leadstream.standalone;

import io.leadstream.schema.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the committed records of a topic as they come, one line of JSON each. */
@Command(name = "tail", description = "Prints the records of a topic as JSON lines, and waits for more.")
final class TailCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    @Spec
    CommandSpec spec;

    @Mixin
    ConnectionOptions connection;

    @Parameters(paramLabel = "TOPIC", description = "Such as leads, lead-decisions, deliveries.croco, dead-letters.")
    String topic;

    @Option(names = "--from-beginning", description = "Start with the oldest record, not with the next.")
    boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "Stop after this many records.")
    long max = Long.MAX_VALUE;

    @Override
    public Integer call() {
        Map<String, Object> config = connection
                .kafka()
                .client(Map.of(
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "allow.auto.create.topics",
                        false,
                        "default.api.timeout.ms",
                        ConnectionOptions.PATIENCE_MS));
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IllegalArgumentException("no topic is called " + topic);
            }
            consumer.assign(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            partitions.forEach(consumer::position); // "the end" is where it is now, not at the first poll
            print(consumer, deserializer());
        }
        return 0;
    }

    private void print(
            KafkaConsumer<byte[], byte[]> consumer, Optional<Deserializer<? extends SpecificRecord>> deserializer) {
        PrintWriter out = spec.commandLine().getOut();
        long printed = 0;
        while (printed < max && !out.checkError()) { // an error: whoever read the lines is gone
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (printed++ < max) {
                    out.println(TailLine.of(record, deserializer));
                }
            }
            out.flush();
        }
    }

    private Optional<Deserializer<? extends SpecificRecord>> deserializer() {
        Class<? extends SpecificRecord> type = Topics.typeOf(topic);
        return type == null
                ? Optional.empty()
                : Optional.of(connection.contracts().serde(type).deserializer());
    }
}
