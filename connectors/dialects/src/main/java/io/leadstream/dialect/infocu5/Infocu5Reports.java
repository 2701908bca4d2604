package io.leadstream.dialect.infocu5;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Question;
import io.leadstream.dialect.ReplyTable;
import io.leadstream.dialect.Report;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Agent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the answers of the three functions that ask hold, in both shapes of the source (002_2daa33e0d27fd676.txt). */
final class Infocu5Reports {

    private static final int LONGEST_ID = 128;
    private static final int LONGEST_TEXT = 1_000;

    private Infocu5Reports() {}

    /** Success first, then nothing found, then busy, then the code; whatever the status. */
    static Report read(Answer answer, Question question, VendorAccount account, Instant heardAt) {
        Optional<ObjectNode> body = Json.forgivingObject(answer.body());
        int code = body.map(Infocu5Replies::code).orElse(Infocu5Replies.NO_CODE);
        if (code == 1) {
            return report(body.orElseThrow().path("responseDetails"), question, account, heardAt);
        }
        if (code == 340 || code == 341) {
            return report(Json.array(), question, account, heardAt);
        }
        return new Report.None(ReplyTable.busy(answer)
                .orElseGet(() -> code == Infocu5Replies.NO_CODE
                        ? ReplyTable.otherwise(answer)
                        : Infocu5Replies.outer(code, body.orElseThrow())));
    }

    private static Report report(JsonNode details, Question question, VendorAccount account, Instant heardAt) {
        return switch (question) {
            case Question.Agents agents -> agents(details, account, heardAt);
            case Question.Calls calls -> Infocu5Calls.read(details, account.vendor());
            case Question.Campaigns campaigns -> campaigns(details);
        };
    }

    private static Report agents(JsonNode details, VendorAccount account, Instant heardAt) {
        List<Agent> agents = new ArrayList<>();
        keyed(details).forEach((key, agent) -> {
            String id = text(agent, "agentID").orElse(key);
            if (isId(id)) {
                agents.add(Agent.newBuilder()
                        .setVendor(account.vendor())
                        .setAgentId(id)
                        .setOwner(account.settings().get("owner"))
                        .setFirstName(text(agent, "agentNameFirst").orElse(null))
                        .setLastName(text(agent, "agentNameLast").orElse(null))
                        .setSeenAt(heardAt)
                        .build());
            }
        });
        return new Report.Agents(agents);
    }

    private static Report campaigns(JsonNode details) {
        Map<String, String> campaigns = new LinkedHashMap<>();
        Map<String, String> lists = new LinkedHashMap<>();
        for (JsonNode campaign : details) {
            name(campaign, "campaignID", "campaignName", campaigns);
            campaign.path("campaignProducts").forEach(list -> name(list, "listID", "listName", lists));
            for (JsonNode list : campaign.path("campaignLists")) {
                name(list, "listID", "listName", lists);
                name(list, "dialerID", "dialerName", lists);
            }
        }
        return new Report.Campaigns(campaigns, lists);
    }

    private static void name(JsonNode node, String id, String name, Map<String, String> names) {
        text(node, id).ifPresent(key -> text(node, name).ifPresent(value -> names.putIfAbsent(key, value)));
    }

    /** Entries with the key that each has in an object; in an array a key that is no id. */
    static Map<String, JsonNode> keyed(JsonNode details) {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        if (details instanceof ObjectNode object) {
            object.properties().forEach(entry -> entries.put(entry.getKey().strip(), entry.getValue()));
        } else {
            int place = 0;
            for (JsonNode entry : details) {
                entries.put(" " + place++, entry);
            }
        }
        return entries;
    }

    /** True for an id that a topic's key may have; the key of an array's entry is none. */
    static boolean isId(String id) {
        return !id.isBlank() && !id.startsWith(" ") && id.length() <= LONGEST_ID;
    }

    /** A text or number that is not blank, cut to a length that no honest one has. */
    static Optional<String> text(JsonNode entry, String name) {
        JsonNode value = entry.path(name);
        return Optional.of(value.isTextual() || value.isNumber() ? value.asText() : "")
                .map(text -> text.replace("\0", "").strip())
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST_TEXT)))
                .filter(text -> !text.isEmpty());
    }
}
