package io.leadstream.schema;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.JsonSchemaParser;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every contract reads, and is read by, the one last committed in {@code contracts/}, and is the same one.
 *
 * <p>After a compatible change: {@code ./mvnw -pl schemas test -Dtest=ContractCompatibilityTest -Dcontracts=write}. An
 * incompatible one is refused before anything is written.
 */
class ContractCompatibilityTest {

    private static final Path COMMITTED = Path.of("contracts");

    static List<Class<? extends SpecificRecord>> records() {
        return Contracts.records();
    }

    @ParameterizedTest
    @MethodSource("records")
    void aContractChangesOnlyInWaysThatOldAndNewSurvive(Class<?> type) throws IOException {
        Schema now = SpecificData.get().getSchema(type);
        Path file = COMMITTED.resolve(type.getSimpleName() + ".avsc");
        boolean write = "write".equals(System.getProperty("contracts"));
        if (Files.exists(file)) {
            Schema committed = JsonSchemaParser.parseInternal(Files.readString(file));
            assertThat(incompatibility(now, committed))
                    .as("new readers of old records")
                    .isEmpty();
            assertThat(incompatibility(committed, now))
                    .as("old readers of new records")
                    .isEmpty();
        }
        if (write) {
            Files.createDirectories(COMMITTED);
            Files.writeString(file, pretty(now));
        }
        assertThat(Files.readString(file)).as("the committed contract").isEqualTo(pretty(now));
    }

    @Test
    void thereIsNoCommittedContractThatIsGone() throws IOException {
        try (Stream<Path> files = Files.list(COMMITTED)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(records().stream()
                            .map(type -> type.getSimpleName() + ".avsc")
                            .toList());
        }
    }

    @Test
    void anIncompatibleChangeIsSeen() {
        Schema now = SpecificData.get().getSchema(LeadEvent.class);
        Schema without = Schema.createRecord(
                now.getName(),
                "a contract that lost its event_id's default-less field",
                now.getNamespace(),
                false,
                now.getFields().stream()
                        .filter(field -> !field.name().equals("event_id"))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
        assertThat(incompatibility(now, without)).isNotEmpty();
    }

    private static String pretty(Schema schema) throws IOException {
        return new ObjectMapper().readTree(schema.toString()).toPrettyString() + "\n";
    }

    private static String incompatibility(Schema reader, Schema writer) {
        var found = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        return found.getType() == COMPATIBLE
                ? ""
                : found.getResult().getIncompatibilities().toString();
    }
}
