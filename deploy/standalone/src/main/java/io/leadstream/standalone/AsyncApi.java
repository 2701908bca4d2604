package io.leadstream.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The topics as an AsyncAPI 3.0 document, made from the contracts and from {@link Topics}, so that it cannot say anything
 * else than what is there.
 */
final class AsyncApi {

    private static final String VENDOR = "vendor";
    private static final String PER_VENDOR = "{vendor}";
    private static final String AVRO = "application/vnd.apache.avro+json;version=1.9.0";
    private static final JsonMapper JSON = new JsonMapper();

    /** How others meet a topic. */
    private enum Use {
        /** Others write it. */
        RECEIVE,
        /** Others read it. */
        SEND,
        /** Between our services; it may change with any version. */
        INTERNAL
    }

    private record Described(Topic<?> topic, Use use, String about) {

        private String id() {
            return topic.name().replace("." + PER_VENDOR, "");
        }
    }

    private static final List<Described> TOPICS = List.of(
            new Described(
                    Topics.LEADS,
                    Use.RECEIVE,
                    "What producers say, keyed by the phone's identity: leads, cancels, dials."),
            new Described(
                    Topics.LEAD_DECISIONS,
                    Use.SEND,
                    "What was decided, keyed by lead id: one first decision for each lead, one end for each accepted one."),
            new Described(
                    Topics.deliveries(PER_VENDOR),
                    Use.SEND,
                    "What a vendor is to be sent, keyed by the phone's identity."),
            new Described(
                    Topics.deliveryResults(PER_VENDOR),
                    Use.SEND,
                    "What came of each attempt, keyed by lead id; exactly one for each delivery is final."),
            new Described(Topics.ROUTING, Use.RECEIVE, "Campaigns, lists and vendors; the newest record is in force."),
            new Described(Topics.DNC, Use.RECEIVE, "Numbers that must not be called, keyed by the phone's identity."),
            new Described(Topics.DNC_AREAS, Use.RECEIVE, "Area codes that must not be called, keyed by their digits."),
            new Described(Topics.AGENTS, Use.SEND, "Agents that vendors report."),
            new Described(Topics.CALL_RECORDS, Use.SEND, "Calls that vendors report, each once."),
            new Described(Topics.VENDOR_HEALTH, Use.SEND, "What lanes and circuit breakers do, keyed by vendor."),
            new Described(Topics.DELIVERY_OUTCOMES, Use.INTERNAL, "What became of deliveries, for streams-app."),
            new Described(Topics.DELIVERY_CANCELS, Use.INTERNAL, "Deliveries to be stopped, for every dispatcher."),
            new Described(Topics.LEAD_STEPS, Use.INTERNAL, "Steps of leads with two phones, within streams-app."));

    private AsyncApi() {}

    /** The topics that the document describes; those of vendors with {@code {vendor}} for the vendor. */
    static List<Topic<?>> topics() {
        return TOPICS.stream().<Topic<?>>map(Described::topic).toList();
    }

    /** The document. */
    static ObjectNode document() {
        ObjectNode document = node().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Leadstream")
                .put("version", "0.1.0")
                .put(
                        "description",
                        "The topics of Leadstream. A value is a zero byte, the 4-byte id of its schema in the registry, and"
                                + " Avro's binary encoding; keys are UTF-8 text.")
                .putObject("license")
                .put("name", "Apache 2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        Map<String, Class<? extends SpecificRecord>> messages = new TreeMap<>();
        for (Described each : TOPICS) {
            channels.set(each.id(), channel(each));
            if (each.use() != Use.INTERNAL) {
                operations.set(each.id(), operation(each));
            }
            messages.put(each.topic().type().getSimpleName(), each.topic().type());
        }
        ObjectNode components = document.putObject("components").putObject("messages");
        messages.forEach((name, type) -> components.set(name, message(name, type)));
        return document;
    }

    private static ObjectNode channel(Described each) {
        Topic<?> topic = each.topic();
        String message = topic.type().getSimpleName();
        ObjectNode channel = node().put("address", topic.name()).put("description", about(each));
        channel.putObject("messages").putObject(message).put("$ref", "#/components/messages/" + message);
        if (topic.name().contains(PER_VENDOR)) {
            channel.putObject("parameters").putObject(VENDOR).put("description", "A vendor's id, as routing names it.");
        }
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", topic.name());
        if (topic.partitions() == Topic.Partitions.ONE) {
            kafka.put("partitions", 1);
        }
        ObjectNode config = kafka.putObject("topicConfiguration");
        config.putArray("cleanup.policy").add(topic.config().getOrDefault("cleanup.policy", "delete"));
        String retention = topic.config().get("retention.ms");
        if (retention != null) {
            config.put("retention.ms", Long.parseLong(retention));
        }
        kafka.put("bindingVersion", "0.5.0");
        return channel;
    }

    private static String about(Described each) {
        List<String> parts = new ArrayList<>(List.of(each.about()));
        parts.add(
                each.topic().partitions() == Topic.Partitions.ONE
                        ? "One partition."
                        : "As many partitions as `leads`, by Kafka's default partitioner.");
        if (each.use() == Use.INTERNAL) {
            parts.add("Internal: it may change with any version.");
        }
        return String.join(" ", parts);
    }

    private static ObjectNode operation(Described each) {
        ObjectNode operation = node().put("action", each.use() == Use.RECEIVE ? "receive" : "send");
        operation.putObject("channel").put("$ref", "#/channels/" + each.id());
        return operation;
    }

    private static ObjectNode message(String name, Class<? extends SpecificRecord> type) {
        Schema schema = SpecificData.get().getSchema(type);
        ObjectNode message =
                node().put("name", name).put("summary", schema.getDoc()).put("contentType", "avro/binary");
        message.putObject("bindings")
                .putObject("kafka")
                .put("bindingVersion", "0.5.0")
                .putObject("key")
                .put("type", "string");
        ObjectNode payload = message.putObject("payload").put("schemaFormat", AVRO);
        try {
            payload.set("schema", JSON.readTree(schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro printed a schema that is not JSON", e);
        }
        return message;
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
