package io.leadstream.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.RecordJson;
import java.util.function.Supplier;

/** A line of JSON that asks for something: a lead, or a whole event, which has a {@code kind}. */
final class LeadLine {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private LeadLine() {}

    /**
     * The event that a line asks for.
     *
     * @param account who asks, where the line does not say
     * @param eventIds gives an id, where the line has none
     * @throws IllegalArgumentException if it is no JSON object or not one of the contract
     */
    static LeadEvent read(String line, String account, Supplier<String> eventIds) {
        if (!(json(line) instanceof ObjectNode object)) {
            throw new IllegalArgumentException("not a JSON object");
        }
        if (!object.has("kind")) {
            return LeadEvent.newBuilder()
                    .setEventId(eventIds.get())
                    .setKind(LeadEventKind.SUBMITTED)
                    .setAccount(account)
                    .setLead(RecordJson.read(object, Lead.class))
                    .build();
        }
        if (!object.has("event_id")) {
            object.put("event_id", eventIds.get());
        }
        if (!object.has("account")) {
            object.put("account", account);
        }
        LeadEvent event = RecordJson.read(object, LeadEvent.class);
        boolean whole = switch (event.getKind()) {
            case SUBMITTED -> event.getLead().isPresent();
            case CANCELLED -> event.getCancel().isPresent();
            case DIAL_REQUESTED -> event.getDial().isPresent();
            case UNKNOWN -> false;
        };
        if (!whole) {
            throw new IllegalArgumentException(
                    "SUBMITTED needs lead, CANCELLED needs cancel, DIAL_REQUESTED needs dial");
        }
        return event;
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
