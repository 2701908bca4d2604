package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Iterable<Class<? extends SpecificRecord>> records() {
        return Contracts.records();
    }

    @ParameterizedTest
    @MethodSource("records")
    void every_contract_comes_back_from_its_json(Class<? extends SpecificRecord> type) throws IOException {
        long seed = System.nanoTime();
        Schema schema = SpecificData.get().getSchema(type);
        for (Object random : new RandomData(GenericData.get(), schema, 20, seed, false)) {
            SpecificRecord record = specific(schema, random);
            String json = RecordJson.toJson(record).toString();
            assertThat((Object) RecordJson.read(JSON.readTree(json), type))
                    .as("seed %d", seed)
                    .isEqualTo(record);
        }
    }

    private static SpecificRecord specific(Schema schema, Object random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(random, encoder);
        encoder.flush();
        var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
        return new SpecificDatumReader<SpecificRecord>(schema).read(null, decoder);
    }

    @Test
    void what_is_left_out_takes_its_default() throws JsonProcessingException {
        Lead lead =
                RecordJson.read(JSON.readTree("{\"phone\":\"7275551111\",\"settings\":{\"priority\":5}}"), Lead.class);
        Lead.Builder expected = Lead.newBuilder().setPhone("7275551111");
        expected.getSettingsBuilder().setPriority(5);
        assertThat(lead).isEqualTo(expected.build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"nick\":\"a\"}                              | nick: unknown field",
                "{\"settings\":{\"prioritee\":1}}              | settings.prioritee: unknown field",
                "{\"phone\":7275551111}                        | phone: must be text",
                "{\"settings\":{\"priority\":\"5\"}}           | settings.priority: must be a whole number",
                "{\"settings\":{\"priority\":99999999999}}     | settings.priority: must be -2147483648 to 2147483647",
                "{\"settings\":{\"prefix_check\":\"true\"}}    | settings.prefix_check: must be true or false",
                "{\"settings\":null}                           | settings: must be an object",
                "{\"multi_alt_phones\":[{}]}                   | multi_alt_phones[0].number: is missing",
                "{\"multi_alt_phones\":{}}                     | multi_alt_phones: must be a list",
                "{\"gender\":\"MAN\"}                          | gender: must be one of UNKNOWN, MALE, FEMALE",
                "{\"custom_fields\":{\"a\":1}}                 | custom_fields.a: must be text",
                "{\"card\":{\"ciphertext\":\"%\",\"last_four\":\"1\"}} | card.ciphertext: must be base64",
                "[]                                            | must be an object"
            })
    void a_mistake_is_named_with_its_path(String json, String message) {
        assertThatThrownBy(() -> RecordJson.read(JSON.readTree(json), Lead.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_line_can_be_a_bare_lead_or_an_event() {
        LeadEvent bare = LeadLine.read("{\"phone\":\"(727) 555-1111\"}", "cli", () -> "id-1");
        assertThat(bare.getKind()).isEqualTo(LeadEventKind.SUBMITTED);
        assertThat(bare.getEventId()).isEqualTo("id-1");
        assertThat(bare.getAccount()).isEqualTo("cli");
        assertThat(LeadKey.of(bare)).isEqualTo("17275551111");

        LeadEvent cancel = LeadLine.read(
                "{\"kind\":\"CANCELLED\",\"event_id\":\"x\",\"account\":\"a\",\"cancel\":{\"phone\":\"07700900123\",\"calling_code\":\"44\"}}",
                "cli",
                () -> "id-1");
        assertThat(cancel.getEventId()).isEqualTo("x");
        assertThat(cancel.getAccount()).isEqualTo("a");
        assertThat(LeadKey.of(cancel)).isEqualTo("447700900123");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense                    | not JSON",
                "[1]                         | not a JSON object",
                "{} {}                       | not JSON",
                "{\"kind\":\"CANCELLED\"}    | SUBMITTED needs lead",
                "{\"kind\":\"DANCE\"}        | kind: must be one of",
                "{\"phoone\":\"1\"}          | phoone: unknown field"
            })
    void a_bad_line_says_why(String line, String message) {
        assertThatThrownBy(() -> LeadLine.read(line, "cli", () -> "id-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
