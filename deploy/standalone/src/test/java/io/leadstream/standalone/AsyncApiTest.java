package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.asyncapi.v3._0_0.model.AsyncAPI;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document in docs is the one that the contracts make ({@code -Dgolden=write}), and it is one. */
class AsyncApiTest {

    private static final Path DOCUMENT = Path.of("../../docs/asyncapi.json");
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode document = AsyncApi.document();

    @Test
    void theDocumentIsTheOneInDocs() throws IOException {
        String made = document.toPrettyString() + "\n";
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(DOCUMENT, made);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
    }

    @Test
    void itCanBeReadAsAsyncApiAndEveryReferenceLeadsSomewhere() throws IOException {
        AsyncAPI read = JSON.readValue(document.toString(), AsyncAPI.class);
        assertThat(read.getAsyncapi()).isEqualTo("3.0.0");
        assertThat(read.getChannels()).hasSize(document.get("channels").size());

        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }

    @Test
    void everyTopicIsInIt() {
        Stream<Topic<?>> all = Stream.concat(
                Topics.fixed().stream(), Stream.of(Topics.deliveries("{vendor}"), Topics.deliveryResults("{vendor}")));
        assertThat(AsyncApi.topics()).containsExactlyInAnyOrderElementsOf(all.toList());
    }

    @Test
    void aMessagesSchemaIsItsContract() {
        for (Topic<?> topic : AsyncApi.topics()) {
            JsonNode payload =
                    document.at("/components/messages/" + topic.type().getSimpleName() + "/payload/schema");
            Schema said = new Schema.Parser().parse(payload.toString());
            assertThat(SchemaNormalization.toParsingForm(said))
                    .isEqualTo(
                            SchemaNormalization.toParsingForm(SpecificData.get().getSchema(topic.type())));
        }
    }
}
