package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.DncEntry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {

    private static final Deserializer<DncEntry> READS = (topic, bytes) -> DncEntry.newBuilder()
            .setListedBy(List.of(""))
            .setListedAt(Instant.EPOCH)
            .build();
    private static final Deserializer<DncEntry> REFUSES = (topic, bytes) -> {
        throw new SerializationException("not one of ours");
    };

    @Test
    void a_record_is_a_line_of_json() {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("dnc", 3, 17L, "17275551111".getBytes(UTF_8), "hi".getBytes(UTF_8));
        record.headers().add("event_id", "x".getBytes(UTF_8));
        String start =
                "{\"partition\":3,\"offset\":17,\"timestamp\":\"1969-12-31T23:59:59.999Z\",\"key\":\"17275551111\",\"headers\":{\"event_id\":\"x\"},";
        assertThat(TailLine.of(record, Optional.of(READS)))
                .hasToString(start
                        + "\"value\":{\"listed_by\":[\"\"],\"listed_at\":\"1970-01-01T00:00:00Z\",\"listings\":[]}}");
        assertThat(TailLine.of(record, Optional.of(REFUSES)))
                .hasToString(start + "\"raw\":\"aGk=\",\"error\":\"not one of ours\"}");
        assertThat(TailLine.of(record, Optional.empty())).hasToString(start + "\"raw\":\"aGk=\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "tail --help",
                "send --help",
                "routing --help",
                "routing apply --help",
                "routing show --help",
                "vendors --help",
                "vendors pause --help",
                "vendors resume --help",
                "streams-app --help",
                "dispatcher --help",
                "gateway --help"
            })
    void every_command_has_help(String line) {
        Run run = Run.of(line);
        assertThat(run.exit).isZero();
        assertThat(run.out).contains("Usage: leadstream");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dance                    | leadstream: Unmatched argument at index 0: 'dance'",
                "tail                     | leadstream: Missing required parameter: 'TOPIC'",
                "gateway                  | leadstream: Missing required option: '--config=FILE'",
                "gateway --config /no/f   | leadstream: no such file: /no/f",
                "send /no/such/file       | leadstream: no such file: /no/such/file",
                "routing apply /no/such/f | leadstream: no such file: /no/such/f"
            })
    void a_failure_is_one_line_and_exit_1(String line, String message) {
        Run run = Run.of(line);
        assertThat(run.exit).isEqualTo(1);
        assertThat(run.err.lines()).hasSize(1).first().asString().startsWith(message);
    }

    private record Run(int exit, String out, String err) {

        static Run of(String line) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            CommandLine command = Main.commandLine(false);
            command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            int exit = command.execute(line.split(" ", -1));
            return new Run(exit, out.toString(), err.toString());
        }
    }
}
