package io.leadstream.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Agents and calls as whoever controls the sandbox gives them: fields by the contract's names. */
final class ReportJson {

    private ReportJson() {}

    /**
     * An agent.
     *
     * @throws IllegalArgumentException if it has no id
     */
    static Agent agent(String vendor, JsonNode json, Instant now) {
        return Agent.newBuilder()
                .setVendor(vendor)
                .setAgentId(required(json, "agent_id"))
                .setOwner(text(json, "owner"))
                .setFirstName(text(json, "first_name"))
                .setLastName(text(json, "last_name"))
                .setSeenAt(now)
                .build();
    }

    /**
     * A call.
     *
     * @throws IllegalArgumentException if it has no id or no time
     */
    static CallRecord call(String vendor, JsonNode json) {
        return CallRecord.newBuilder()
                .setVendor(vendor)
                .setCallId(required(json, "call_id"))
                .setCalledAt(time(required(json, "called_at")))
                .setCampaign(text(json, "campaign"))
                .setCampaignName(text(json, "campaign_name"))
                .setListId(text(json, "list_id"))
                .setListName(text(json, "list_name"))
                .setAgentName(text(json, "agent_name"))
                .setContact(text(json, "contact"))
                .setCallType(text(json, "call_type"))
                .setInboundNumber(text(json, "inbound_number"))
                .setOutboundNumber(text(json, "outbound_number"))
                .setCallSeconds(number(json, "call_seconds"))
                .setQueueSeconds(number(json, "queue_seconds"))
                .setTalkSeconds(number(json, "talk_seconds"))
                .setHoldSeconds(number(json, "hold_seconds"))
                .setHandleSeconds(number(json, "handle_seconds"))
                .setAfterCallSeconds(number(json, "after_call_seconds"))
                .build();
    }

    private static String required(JsonNode json, String name) {
        String text = json.path(name).asText("");
        if (text.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("called_at is no time such as 2026-01-01T00:00:00Z", e);
        }
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.path(name).asText() : null;
    }

    private static @Nullable Integer number(JsonNode json, String name) {
        return json.path(name).isInt() ? json.path(name).asInt() : null;
    }
}
