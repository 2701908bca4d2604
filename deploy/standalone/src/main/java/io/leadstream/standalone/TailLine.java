package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.schema.RecordJson;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** A record of a topic as a line of JSON: {@code value} if it can be read, else {@code raw} in base64 and the {@code error}. */
final class TailLine {

    private TailLine() {}

    /**
     * The line of a record.
     *
     * @param deserializer of the topic's contract; nothing if the topic has none
     */
    static ObjectNode of(
            ConsumerRecord<byte[], byte[]> record,
            Optional<? extends Deserializer<? extends SpecificRecord>> deserializer) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("timestamp", Instant.ofEpochMilli(record.timestamp()).toString())
                .put("key", text(record.key()));
        ObjectNode headers = line.putObject("headers");
        for (Header header : record.headers()) {
            headers.put(header.key(), text(header.value()));
        }
        byte[] bytes = record.value();
        if (bytes == null) {
            return line.putNull("value");
        }
        return deserializer.isEmpty() ? raw(line, bytes) : value(line, record.topic(), bytes, deserializer.get());
    }

    private static ObjectNode value(
            ObjectNode line, String topic, byte[] bytes, Deserializer<? extends SpecificRecord> deserializer) {
        try {
            return line.set("value", RecordJson.toJson(deserializer.deserialize(topic, bytes)));
        } catch (RuntimeException e) { // whatever garbage makes a deserializer throw
            return raw(line, bytes).put("error", Failures.message(e));
        }
    }

    private static ObjectNode raw(ObjectNode line, byte[] bytes) {
        return line.put("raw", Base64.getEncoder().encodeToString(bytes));
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }
}
