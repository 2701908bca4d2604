package io.leadstream.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** What the ledger says of a lead, as lines for people: a step each, with its time since the submission. */
final class TraceText {

    private static final int SECONDS_TOLD = 600;

    private final JsonNode lead;
    private final Instant submitted;
    private final List<String> lines = new ArrayList<>();

    private TraceText(JsonNode lead) {
        this.lead = lead;
        this.submitted = Instant.parse(lead.path("submitted_at").asText());
    }

    /**
     * The lines of a lead, cancel or dial.
     *
     * @param lead a {@code LedgerLead}
     */
    static List<String> of(JsonNode lead) {
        TraceText text = new TraceText(lead);
        text.write();
        return text.lines;
    }

    private void write() {
        String kind = switch (lead.path("kind").asText()) {
            case "CANCELLED" -> "cancel ";
            case "DIAL_REQUESTED" -> "dial ";
            default -> "lead ";
        };
        lines.add(
                kind + lead.path("lead_id").asLong() + "  " + lead.path("state").asText());
        lines.add("  phone " + lead.path("phone").asText("?") + word("  list ", "list_id")
                + word("  campaign ", "campaign") + word("  account ", "account") + word("  by ", "dialect")
                + word("  event ", "event_id"));
        lines.add("  " + submitted + "  submitted");
        lead.path("steps").forEach(this::step);
        JsonNode fresh = lead.path("ledger");
        if (fresh.isObject()) {
            lines.add("  as of " + fresh.path("answered_at").asText()
                    + (fresh.path("standby").asBoolean() ? ", from a copy" : "")
                    + (fresh.path("behind").asLong() > 0
                            ? ", " + fresh.path("behind").asLong() + " records behind"
                            : ""));
        }
    }

    private void step(JsonNode step) {
        JsonNode decision = step.path("decision");
        String said = switch (step.path("kind").asText()) {
            case "FIRST" -> first(decision);
            case "RESENT" -> "sent again; the answer was the same";
            case "END" -> end(decision);
            case "CANCEL" ->
                "cancel: " + words(decision.path("outcome")) + list(" of leads ", decision.path("cancelled_leads"));
            case "DIAL" ->
                "dial: " + words(decision.path("outcome")) + reasons(decision) + text(", ", decision.path("reply"));
            case "MET" -> "cancelled by " + step.path("cancel_id").asText();
            case "RESULT" -> result(step.path("result"));
            default -> words(step.path("kind"));
        };
        lines.add("  " + since(Instant.parse(step.path("at").asText())) + "  " + said);
        decision.path("notes").forEach(note -> lines.add(" ".repeat(16) + "note: " + note.asText()));
        step.path("result").path("notices").forEach(note -> lines.add(" ".repeat(16) + "note: " + note.asText()));
    }

    private String first(JsonNode decision) {
        if (!decision.path("outcome").asText().equals("ACCEPTED")) {
            return words(decision.path("outcome")) + reasons(decision);
        }
        String cause = decision.path("hold_cause").asText("NONE");
        return cause.equals("NONE")
                ? "accepted"
                : "accepted, waits until " + decision.path("due_at").asText() + " ("
                        + cause.toLowerCase(Locale.ROOT).replace('_', ' ') + text(", ", decision.path("time_zone"))
                        + ")";
    }

    private String end(JsonNode decision) {
        if (!decision.path("outcome").asText().equals("ROUTED")) {
            return words(decision.path("outcome")) + reasons(decision);
        }
        List<String> vendors = StreamSupport.stream(decision.path("deliveries").spliterator(), false)
                .map(delivery -> delivery.asText().substring(delivery.asText().indexOf(':') + 1))
                .toList();
        return "routed to " + (vendors.isEmpty() ? "no vendor" : String.join(", ", vendors)) + " by routing "
                + decision.path("routing_version").asLong();
    }

    private String result(JsonNode result) {
        String delivery = result.path("delivery_id").asText();
        int attempt = result.path("attempt").asInt();
        String again = result.has("again_at")
                ? ", again at "
                        + since(Instant.parse(result.path("again_at").asText())).strip()
                : "";
        return delivery.substring(delivery.indexOf(':') + 1)
                + (attempt == 0 ? "" : result.has("started_at") ? " attempt " + attempt : " after attempt " + attempt)
                + ": "
                + result.path("result").asText() + (result.path("final").asBoolean() ? ", final" : "")
                + text(", ", result.path("reason")) + text(", HTTP ", result.path("http_status"))
                + text(", the vendor's id ", result.path("vendor_lead_id")) + text(", ", result.path("reply")) + again;
    }

    private static String reasons(JsonNode decision) {
        StringBuilder reasons = new StringBuilder();
        for (JsonNode reason : decision.path("reasons")) {
            reasons.append(reasons.isEmpty() ? ": " : ", ")
                    .append(reason.path("reason").asText())
                    .append(text(" ", reason.path("detail")))
                    .append(text(" of ", reason.path("duplicate_of")));
        }
        return reasons.toString();
    }

    private static String list(String before, JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts.isEmpty() ? "" : before + String.join(", ", texts);
    }

    private String word(String before, String field) {
        return text(before, lead.path(field));
    }

    private static String text(String before, JsonNode value) {
        return value.isMissingNode() || value.asText().isEmpty() ? "" : before + value.asText();
    }

    private static String words(JsonNode symbol) {
        return symbol.asText().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Time since the submission: seconds for a while, then hours, minutes and seconds. */
    private String since(Instant at) {
        Duration since = Duration.between(submitted, at);
        String text = Math.abs(since.toSeconds()) < SECONDS_TOLD
                ? String.format(Locale.ROOT, "%+.3f s", since.toMillis() / 1000.0)
                : String.format(
                        Locale.ROOT,
                        "%s%d:%02d:%02d h",
                        since.isNegative() ? "-" : "+",
                        since.abs().toHours(),
                        since.abs().toMinutesPart(),
                        since.abs().toSecondsPart());
        return String.format(Locale.ROOT, "%12s", text);
    }
}
