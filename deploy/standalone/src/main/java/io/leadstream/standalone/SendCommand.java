package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leadstream.schema.CardMask;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes leads from JSON lines; a bad line is reported and the rest is sent. */
@Command(name = "send", description = "Publishes JSON lines, each a lead or a whole lead event, to the topic leads.")
final class SendCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    ConnectionOptions connection;

    @Parameters(paramLabel = "FILE", description = "The lines; - for standard input.")
    String file;

    @Option(
            names = "--account",
            defaultValue = "cli",
            description = "Account of lines that name none (default: ${DEFAULT-VALUE}).")
    String account;

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger bad = new AtomicInteger();
    private final AtomicBoolean cutOff = new AtomicBoolean();

    @Override
    public Integer call() throws IOException {
        Map<String, Object> config = connection
                .kafka()
                .client(Map.of(
                        "acks",
                        "all",
                        "linger.ms",
                        5,
                        "max.block.ms",
                        ConnectionOptions.PATIENCE_MS,
                        "request.timeout.ms",
                        ConnectionOptions.PATIENCE_MS,
                        "delivery.timeout.ms",
                        3 * ConnectionOptions.PATIENCE_MS));
        try (BufferedReader lines = open()) {
            Serializer<LeadEvent> events =
                    connection.contracts().serde(Topics.LEADS).serializer();
            try (var producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
                send(lines, producer, events);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("sent " + sent + ", bad " + bad);
        out.flush();
        return bad.get() == 0 ? 0 : 1;
    }

    private void send(BufferedReader lines, KafkaProducer<String, byte[]> producer, Serializer<LeadEvent> events)
            throws IOException {
        String line;
        for (int number = 1; (line = lines.readLine()) != null && !cutOff.get(); number++) {
            if (!line.isBlank()) {
                send(number, line, producer, events);
            }
        }
        producer.flush();
    }

    private void send(int number, String line, KafkaProducer<String, byte[]> producer, Serializer<LeadEvent> events) {
        LeadEvent event;
        try {
            event = CardMask.apply(
                    LeadLine.read(line, account, () -> UUID.randomUUID().toString()));
        } catch (IllegalArgumentException e) {
            bad(number, e);
            return;
        }
        String topic = Topics.LEADS.name();
        var record = new ProducerRecord<>(topic, LeadKey.of(event), events.serialize(topic, event));
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                sent.incrementAndGet();
            } else {
                bad(number, failure);
                cutOff.compareAndSet(false, !(failure instanceof RecordTooLargeException));
            }
        });
    }

    private void bad(int number, Exception failure) {
        bad.incrementAndGet();
        PrintWriter err = spec.commandLine().getErr();
        err.println("line " + number + ": " + Failures.message(failure));
        err.flush();
    }

    private BufferedReader open() throws IOException {
        return file.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, UTF_8))
                : Files.newBufferedReader(Path.of(file), UTF_8);
    }
}
