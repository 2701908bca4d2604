package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.Topics;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records that nobody could read: which there are, what they hold, and back to where they came from. */
@Command(
        name = "dead-letters",
        description = "Lists, shows and replays records that could not be read.",
        subcommands = {DeadLettersCommand.ListAll.class, DeadLettersCommand.Show.class, DeadLettersCommand.Replay.class
        })
final class DeadLettersCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    /** Without a subcommand: what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }

    /** One line per letter, oldest first. */
    @Command(name = "list", description = "Lists the dead letters: place, time, where from, stage, error.")
    static final class ListAll implements Callable<Integer> {

        private static final String LINE = "%-10s %-24s %-36s %-10s %-9s %s%n";

        @Spec
        CommandSpec spec;

        @Mixin
        ConnectionOptions connection;

        @Override
        public Integer call() {
            LetterBox box = LetterBox.read(connection.kafka());
            PrintWriter out = spec.commandLine().getOut();
            out.printf(LINE, "PLACE", "SINCE", "FROM", "STAGE", "REPLAYED", "ERROR");
            for (LetterBox.Posted each : box.posted()) {
                Optional<DeadLetters.Fault> fault =
                        DeadLetters.fault(each.letter().headers());
                out.printf(
                        LINE,
                        each.place(),
                        Instant.ofEpochMilli(each.timestamp()),
                        fault.map(known -> known.topic() + " " + known.partition() + ":" + known.offset())
                                .orElse("?"),
                        fault.map(DeadLetters.Fault::stage).orElse("?"),
                        box.replayed(each.place()) ? "yes" : "",
                        fault.map(ListAll::error).orElse("its headers do not say"));
            }
            out.flush();
            return 0;
        }

        private static String error(DeadLetters.Fault fault) {
            String name = fault.exception().substring(fault.exception().lastIndexOf('.') + 1);
            String message = fault.message();
            String error = message == null || message.isEmpty() ? name : name + ": " + message;
            return MaskedBytes.line(error.lines().findFirst().orElse("").getBytes(UTF_8));
        }
    }

    /** A letter's headers and bytes. */
    @Command(name = "show", description = "Shows a dead letter's headers, key and value; card numbers are masked.")
    static final class Show implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        ConnectionOptions connection;

        @Mixin
        KeysetOption keyset;

        @Parameters(paramLabel = "PLACE", description = "As the list shows it.")
        String place;

        @Override
        public Integer call() {
            DeadLetters.Letter letter =
                    keyset.open(LetterBox.read(connection.kafka()).at(place));
            PrintWriter out = spec.commandLine().getOut();
            for (Header header : letter.headers()) {
                out.println(header.key() + ": " + MaskedBytes.line(header.value()));
            }
            out.println("key: " + MaskedBytes.line(letter.key()));
            out.println("value:");
            out.println(MaskedBytes.block(letter.value()));
            out.flush();
            return 0;
        }
    }

    /** Publishes letters where they came from, each once. */
    @Command(
            name = "replay",
            description = "Publishes the bytes of dead letters, untouched, to the topic they came from; each once.")
    static final class Replay implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        ConnectionOptions connection;

        @Mixin
        KeysetOption keyset;

        @Parameters(paramLabel = "PLACE", arity = "1..*", description = "As the list shows them.")
        List<String> places = List.of();

        @Override
        public Integer call() {
            try (ReplayLog log = ReplayLog.open(connection.kafka(), Topics.DEAD_LETTERS)) {
                LetterBox box = LetterBox.read(connection.kafka());
                List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
                for (String place : List.copyOf(new java.util.LinkedHashSet<>(places))) {
                    if (box.replayed(place)) {
                        throw new IllegalArgumentException(place + " was replayed before");
                    }
                    records.addAll(replay(place, keyset.open(box.at(place))));
                }
                log.publish(records);
                PrintWriter out = spec.commandLine().getOut();
                out.println(records.size() / 2 + " replayed");
                out.flush();
            }
            return 0;
        }

        /** The record as it was, and the note that keeps it from being replayed again. */
        private static List<ProducerRecord<byte[], byte[]>> replay(String place, DeadLetters.Letter letter) {
            DeadLetters.Fault fault = DeadLetters.fault(letter.headers())
                    .orElseThrow(() -> new IllegalArgumentException(place + " does not say where it came from"));
            if (letter.headers().lastHeader(DeadLetters.CUT) != null) {
                throw new IllegalArgumentException(place + " is the first part of a record that was too large");
            }
            Headers headers = DeadLetters.own(letter.headers());
            headers.add(LetterBox.REPLAY_OF, place.getBytes(UTF_8));
            return List.of(
                    new ProducerRecord<>(fault.topic(), null, letter.key(), letter.value(), headers),
                    new ProducerRecord<>(
                            Topics.DEAD_LETTERS,
                            null,
                            null,
                            null,
                            null,
                            new RecordHeaders().add(LetterBox.REPLAYED, place.getBytes(UTF_8))));
        }
    }

    /** The keys that letters were sealed with. */
    static final class KeysetOption {

        @Option(
                names = "--card-keyset",
                paramLabel = "FILE",
                defaultValue = "",
                description = "The keyset that dead letters are sealed with.")
        String file = "";

        private DeadLetters.Letter open(DeadLetters.Letter letter) {
            return new DeadLetters(CardKeyset.configured(file))
                    .open(letter)
                    .orElseThrow(() -> new IllegalArgumentException(
                            file.isBlank()
                                    ? "the letter is sealed: name its keys with --card-keyset"
                                    : "the letter was sealed with other keys than those of " + file));
        }
    }
}
