package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leadstream.schema.DncEntry;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Lists the numbers of a file, or takes them off a list. The file is read twice: first to know which entries of other lists
 * it meets, then to publish; neither needs more memory for a longer file.
 */
@Command(
        name = "import",
        description = "Puts the numbers and area codes of a file on the system's list or a campaign's.")
final class DncImportCommand implements Callable<Integer> {

    /** Numbers that are remembered at once; some 50 bytes each. */
    private static final int MOST_REMEMBERED = 5_000_000;

    private static final int DIGITS_OF_A_LONG = 18;
    private static final int LINES_BETWEEN_LOOKS = 1_000;

    @Spec
    CommandSpec spec;

    @Mixin
    ConnectionOptions connection;

    @Parameters(
            paramLabel = "FILE",
            description = "A number a line, or CSV with a header; three digits are an area code.")
    Path file;

    @Option(
            names = "--campaign",
            paramLabel = "ID",
            defaultValue = "",
            description = "Whose list; the system's by default.")
    String campaign;

    @Option(names = "--source", description = "Where the list is from (default: the file's name).")
    Optional<String> source;

    @Option(names = "--list-version", description = "Which version it is (default: the time the file was changed).")
    Optional<String> version;

    @Option(names = "--calling-code", paramLabel = "CODE", description = "Of numbers that say none (default: 1).")
    Optional<String> callingCode;

    @Option(names = "--remove", description = "Takes them off the list.")
    boolean remove;

    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long lines;
    private long listed;
    private long areaCodes;
    private long bad;

    @Override
    public Integer call() throws IOException, InterruptedException {
        DncChange change = new DncChange(
                campaign,
                remove,
                source.orElse(String.valueOf(file.getFileName())),
                version.orElse(Files.getLastModifiedTime(file)
                        .toInstant()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        Met met = meet();
        Map<String, DncEntry> others =
                new DncTopic(connection, Topics.DNC).keptBy(change, met.numbers(), MOST_REMEMBERED);
        Map<String, DncEntry> areas =
                new DncTopic(connection, Topics.DNC_AREAS).keptBy(change, all -> true, MOST_REMEMBERED);
        try (DncPace pace = new DncPace(connection.admin())) {
            publish(change, others, areas, pace, met.lines());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                (remove ? "removed " : "listed ") + listed + " numbers and " + areaCodes + " area codes, bad " + bad);
        out.flush();
        return bad == 0 ? 0 : 1;
    }

    /** What the first reading found: how many lines, and which numbers, or all if they are too many. */
    private record Met(long lines, Predicate<String> numbers) {}

    private Met meet() throws IOException {
        long[] numbers = new long[1 << 10];
        int count = 0;
        long read = 0;
        DncFile reader = new DncFile(callingCode);
        try (BufferedReader text = Files.newBufferedReader(file, UTF_8)) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                read++;
                if (count <= MOST_REMEMBERED
                        && reader.read(line) instanceof DncFile.Line.Phone phone
                        && phone.identity().length() <= DIGITS_OF_A_LONG) {
                    numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
                    numbers[count++] = Long.parseLong(phone.identity());
                }
            }
        }
        if (count > MOST_REMEMBERED) {
            return new Met(read, all -> true);
        }
        long[] sorted = Arrays.copyOf(numbers, count);
        Arrays.sort(sorted);
        return new Met(
                read,
                phone -> !phone.matches("[0-9]{1," + DIGITS_OF_A_LONG + "}")
                        || Arrays.binarySearch(sorted, Long.parseLong(phone)) >= 0);
    }

    private void publish(
            DncChange change, Map<String, DncEntry> others, Map<String, DncEntry> areas, DncPace pace, long expected)
            throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        if (!pace.isPaced()) {
            err.println("streams-app does not run; it will read the list when it starts");
        }
        Progress progress = new Progress(err, expected);
        DncFile reader = new DncFile(callingCode);
        Serializer<DncEntry> serializer =
                connection.contracts().serde(Topics.DNC).serializer();
        Serializer<DncEntry> areaSerializer =
                connection.contracts().serde(Topics.DNC_AREAS).serializer();
        try (var producer = new KafkaProducer<>(config(), new StringSerializer(), new ByteArraySerializer());
                BufferedReader text = Files.newBufferedReader(file, UTF_8)) {
            for (String line = text.readLine(); line != null && failure.get() == null; line = text.readLine()) {
                lines++;
                switch (reader.read(line)) {
                    case DncFile.Line.Phone phone -> {
                        send(producer, Topics.DNC, serializer, phone.identity(), change, others);
                        listed++;
                    }
                    case DncFile.Line.AreaCode area -> {
                        send(producer, Topics.DNC_AREAS, areaSerializer, area.digits(), change, areas);
                        areaCodes++;
                    }
                    case DncFile.Line.Bad wrong -> {
                        bad++;
                        err.println("line " + lines + ": " + wrong.why());
                    }
                    case DncFile.Line.Nothing nothing -> {}
                }
                if (lines % LINES_BETWEEN_LOOKS == 0) {
                    producer.flush();
                    pace.keep();
                    progress.at(lines, pace.unread());
                }
            }
            producer.flush();
        }
        err.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("after line " + lines + ": " + Failures.message(failure.get())
                    + "; the same file can be imported again");
        }
    }

    private void send(
            KafkaProducer<String, byte[]> producer,
            Topic<DncEntry> topic,
            Serializer<DncEntry> serializer,
            String key,
            DncChange change,
            Map<String, DncEntry> others) {
        byte[] value = change.of(Optional.ofNullable(others.get(key)))
                .map(entry -> serializer.serialize(topic.name(), entry))
                .orElse(null);
        var unused = producer.send(new ProducerRecord<>(topic.name(), key, value), (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        config.put("acks", "all");
        config.put("linger.ms", 5);
        config.put("max.block.ms", ConnectionOptions.PATIENCE_MS);
        config.put("request.timeout.ms", ConnectionOptions.PATIENCE_MS);
        config.put("delivery.timeout.ms", 3 * ConnectionOptions.PATIENCE_MS);
        return connection.kafka().client(config);
    }

    /** How far it is, once a second. */
    private static final class Progress {

        private static final long SECOND = 1_000_000_000;

        private final PrintWriter err;
        private final long expected;
        private final long began = System.nanoTime();
        private long said = began;

        Progress(PrintWriter err, long expected) {
            this.err = Objects.requireNonNull(err);
            this.expected = expected;
        }

        void at(long lines, long unread) {
            long now = System.nanoTime();
            if (now - said >= SECOND) {
                said = now;
                err.printf(
                        "%3d%%  %,d lines, %,d a second, %,d not yet read by streams-app%n",
                        100 * lines / Math.max(1, expected), lines, lines * SECOND / (now - began), unread);
                err.flush();
            }
        }
    }
}
