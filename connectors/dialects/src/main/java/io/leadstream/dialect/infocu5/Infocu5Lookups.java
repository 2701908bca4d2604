package io.leadstream.dialect.infocu5;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Reports;
import io.leadstream.dialect.infocu5.Infocu5Answers.Code;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.ListVendor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The three functions that ask: getAgents, getCalls, getCampaigns, answered as the document's examples show. */
final class Infocu5Lookups {

    /** Date and time as the document's examples show them. */
    static final DateTimeFormatter GMT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Infocu5Lookups() {}

    static Answer agents(ObjectNode asked, Account account, Reports reports) {
        Optional<Boolean> all = showAll(asked);
        if (all.isEmpty()) {
            return Infocu5Answers.of(Code.MALFORMED);
        }
        ArrayNode details = Json.array();
        for (Agent agent : reports.agents(account, all.get())) {
            details.addObject()
                    .put("agentID", agent.getAgentId())
                    .put("agentNameFirst", agent.getFirstName().orElse(""))
                    .put("agentNameLast", agent.getLastName().orElse(""));
        }
        return details.isEmpty() ? Infocu5Answers.of(Code.NO_AGENTS) : Infocu5Answers.success(details);
    }

    static Answer calls(ObjectNode asked, Account account, Reports reports) {
        Optional<Instant> from = time(asked, "dateStart");
        Optional<Instant> to = time(asked, "dateEnd");
        Optional<Set<String>> campaigns = filter(asked, "filterCampaigns");
        Optional<Set<String>> agents = filter(asked, "filterAgents");
        if (from.isEmpty() || to.isEmpty() || campaigns.isEmpty() || agents.isEmpty()) {
            return Infocu5Answers.of(Code.MALFORMED);
        }
        Set<String> names = agents.get().isEmpty() ? Set.of() : names(agents.get(), account, reports);
        ObjectNode details = Json.object();
        for (CallRecord call : reports.calls(account, from.get(), to.get())) {
            boolean wanted = (campaigns.get().isEmpty()
                            || campaigns.get().contains(call.getCampaign().orElse("")))
                    && (agents.get().isEmpty()
                            || names.contains(
                                    name(call.getVendor(), call.getAgentName().orElse(""))));
            if (wanted) {
                String id =
                        details.has(call.getCallId()) ? call.getVendor() + ":" + call.getCallId() : call.getCallId();
                details.set(id, call(call));
            }
        }
        return details.isEmpty() ? Infocu5Answers.of(Code.NO_CALLS) : Infocu5Answers.success(details);
    }

    static Answer campaigns(ObjectNode asked, Account account, Reports reports) {
        Optional<Boolean> all = showAll(asked);
        if (all.isEmpty()) {
            return Infocu5Answers.of(Code.MALFORMED);
        }
        ArrayNode details = Json.array();
        for (Reports.Listing listing : reports.campaigns(account, all.get())) {
            ArrayNode products = details.addObject()
                    .put("campaignID", listing.campaign().getId())
                    .put("campaignName", listing.campaign().getName())
                    .putArray("campaignProducts");
            listing.lists().forEach(list -> products.add(list(list)));
        }
        return details.isEmpty() ? Infocu5Answers.of(Code.NO_CAMPAIGNS) : Infocu5Answers.success(details);
    }

    private static ObjectNode list(LeadList list) {
        ObjectNode node = Json.object().put("listID", list.getId()).put("listName", list.getName());
        ArrayNode mapping = node.putArray("listMapping");
        for (ListVendor vendor : list.getVendors()) {
            ArrayNode fields = mapping.addObject()
                    .put("dialerID", vendor.getVendor())
                    .put("dialerName", vendor.getVendor())
                    .putArray("fields");
            Infocu5Fields.names().forEach(fields::add);
        }
        return node;
    }

    private static ObjectNode call(CallRecord call) {
        return Json.object()
                .put("callDate", GMT.format(call.getCalledAt().truncatedTo(ChronoUnit.SECONDS)))
                .put("callCampaignID", call.getCampaign().orElse(""))
                .put("callCampaignName", call.getCampaignName().orElse(""))
                .put("callListID", call.getListId().orElse(""))
                .put("callListName", call.getListName().orElse(""))
                .put("callAgentName", call.getAgentName().orElse(""))
                .put("callContact", call.getContact().orElse(""))
                .put("callType", call.getCallType().orElse(""))
                .put("callNumberInbound", call.getInboundNumber().orElse(""))
                .put("callNumberOutbound", call.getOutboundNumber().orElse(""))
                .put("callTime", clock(call.getCallSeconds()))
                .put("callQueueTime", clock(call.getQueueSeconds()))
                .put("callTalkTime", clock(call.getTalkSeconds()))
                .put("callHoldTime", clock(call.getHoldSeconds()))
                .put("callHandleTime", clock(call.getHandleSeconds()))
                .put("callAfterCallWorkTime", clock(call.getAfterCallSeconds()));
    }

    /** Seconds as hours, minutes and seconds, which is how the example shows durations. */
    private static String clock(Optional<Integer> seconds) {
        int all = seconds.orElse(0);
        return "%02d:%02d:%02d".formatted(all / 3600, all / 60 % 60, all % 60);
    }

    /** Agents are asked for by id; calls know their agents by name, within a vendor (rulings.md). */
    private static Set<String> names(Set<String> ids, Account account, Reports reports) {
        return reports.agents(account, true).stream()
                .filter(agent -> ids.contains(agent.getAgentId()))
                .map(agent -> name(
                        agent.getVendor(),
                        Stream.of(agent.getFirstName(), agent.getLastName())
                                .flatMap(Optional::stream)
                                .filter(part -> !part.isBlank())
                                .collect(Collectors.joining(" "))))
                .collect(Collectors.toSet());
    }

    private static String name(String vendor, String agent) {
        return vendor + "\n" + agent.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<Boolean> showAll(ObjectNode asked) {
        return switch (Infocu5Inbound.text(asked, "showAll").toLowerCase(Locale.ROOT)) {
            case "y" -> Optional.of(true);
            case "n" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> time(ObjectNode asked, String name) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(Infocu5Inbound.text(asked, name)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The ids of a filter; none if it is absent, nothing if it is no array of texts or numbers. */
    private static Optional<Set<String>> filter(ObjectNode asked, String name) {
        JsonNode given = asked.path(name);
        if (given.isMissingNode() || given.isNull()) {
            return Optional.of(Set.of());
        }
        Set<String> ids = new HashSet<>();
        for (JsonNode id : given) {
            if (!id.isTextual() && !id.isIntegralNumber()) {
                return Optional.empty();
            }
            ids.add(id.asText().strip());
        }
        return given.isArray() ? Optional.of(ids) : Optional.empty();
    }
}
