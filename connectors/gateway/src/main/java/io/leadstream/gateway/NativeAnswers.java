package io.leadstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Json;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Reason;
import io.leadstream.schema.RecordJson;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** The native API's answers: parts of a decision by the contract's names, or a problem (RFC 9457). */
final class NativeAnswers {

    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";
    static final String PROBLEM = "application/problem+json";

    /** What an answer about a submission repeats of its decision. */
    static final List<String> SUBMITTED = List.of(
            "lead_id",
            "event_id",
            "outcome",
            "resend",
            "phone",
            "list_id",
            "campaign",
            "submitted_at",
            "due_at",
            "hold_cause",
            "time_zone",
            "region",
            "state",
            "notes");

    /** What an answer about a submission that was rejected repeats of its decision. */
    static final List<String> REJECTED =
            List.of("lead_id", "event_id", "outcome", "resend", "reasons", "phone", "list_id", "campaign", "notes");

    /** What an answer about a cancel repeats of its decision. */
    static final List<String> CANCELLED = List.of("event_id", "outcome", "resend", "cancelled_leads");

    /** Every kind of problem: its status, the end of its type, and its title. */
    enum Kind {
        MALFORMED(400, "The request cannot be read"),
        INVALID_LEAD(400, "This is not a lead"),
        UNAUTHORIZED(401, "The credentials are missing or wrong"),
        NOT_ALLOWED(403, "The account may not do this"),
        NOT_FOUND(404, "There is no such lead"),
        METHOD_NOT_ALLOWED(405, "This is not done to leads"),
        ALREADY_PROCESSED(409, "The lead may have reached a vendor"),
        REJECTED(422, "The lead was rejected"),
        TOO_MANY_REQUESTS(429, "The account sends more than it may"),
        UNAVAILABLE(503, "This cannot be done at the moment"),
        NO_DECISION_IN_TIME(504, "No decision came in time");

        final int status;
        final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        String type() {
            return "urn:leadstream:problem:"
                    + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private NativeAnswers() {}

    static ObjectNode problem(Kind kind, String detail) {
        return Json.object()
                .put("type", kind.type())
                .put("title", kind.title)
                .put("status", kind.status)
                .put("detail", detail);
    }

    static Answer of(ObjectNode problem) {
        return answer(problem.path("status").asInt(), PROBLEM, problem.toString());
    }

    /** A failure that HTTP has words for, such as a body over the limit. */
    static Answer plain(int status) {
        return of(Json.object()
                .put("type", "about:blank")
                .put("title", String.valueOf(HttpStatus.getMessage(status)))
                .put("status", status));
    }

    /** One lead: created, or a problem. */
    static Answer single(ObjectNode entry) {
        int status = entry.path("status").asInt();
        if (status != HttpStatus.CREATED_201) {
            return of(entry);
        }
        return answer(status, JSON, entry.toString())
                .with("location", NativeApi.LEADS + "/" + entry.path("lead_id").asLong());
    }

    /** Several leads, in the form in which they were given. */
    static Answer several(List<ObjectNode> entries, NativeBatch.Form form) {
        if (form == NativeBatch.Form.LINES) {
            StringBuilder lines = new StringBuilder();
            entries.forEach(entry -> lines.append(entry).append('\n'));
            return answer(200, LINES, lines.toString());
        }
        ArrayNode array = Json.array();
        entries.forEach(array::add);
        return answer(200, JSON, array.toString());
    }

    /** What became of a lead that was offered. */
    static ObjectNode submitted(LeadDecision decision) {
        return switch (decision.getOutcome()) {
            case ACCEPTED -> parts(decision, SUBMITTED, Json.object().put("status", HttpStatus.CREATED_201));
            case REJECTED, UNKNOWN, ROUTED, CANCELLED, EXPIRED, LISTED, NOT_FOUND, ALREADY_PROCESSED, ANSWERED ->
                parts(decision, REJECTED, problem(Kind.REJECTED, "Rejected: " + reason(decision) + "."));
        };
    }

    /** What is wrong with a lead that was not offered. */
    static ObjectNode invalid(NativeBatch.Item.Bad bad) {
        ObjectNode problem = problem(Kind.INVALID_LEAD, bad.detail());
        if (!bad.problems().isEmpty()) {
            ArrayNode errors = problem.putArray("errors");
            bad.problems().stream()
                    .limit(NativeApi.MOST_ERRORS)
                    .forEach(
                            each -> errors.addObject().put("field", each.path()).put("message", each.message()));
        }
        return problem;
    }

    /** What became of a cancel. */
    static Answer cancelled(LeadDecision decision) {
        return switch (decision.getOutcome()) {
            case CANCELLED ->
                answer(
                        200,
                        JSON,
                        parts(decision, CANCELLED, Json.object().put("status", 200))
                                .toString());
            case ALREADY_PROCESSED ->
                of(parts(
                        decision,
                        CANCELLED,
                        problem(Kind.ALREADY_PROCESSED, "What waited was stopped; a vendor may have the lead.")));
            case NOT_FOUND, UNKNOWN, ACCEPTED, REJECTED, ROUTED, EXPIRED, LISTED, ANSWERED -> notFound();
        };
    }

    /** The same for a lead that never was, one that is cancelled already, and one of somebody else. */
    static Answer notFound() {
        return of(problem(Kind.NOT_FOUND, "No lead of this account that could be cancelled has this id."));
    }

    private static String reason(LeadDecision decision) {
        return decision.getReasons().stream()
                .findFirst()
                .map(rejection -> rejection.getReason())
                .orElse(Reason.UNKNOWN)
                .name();
    }

    private static ObjectNode parts(LeadDecision decision, List<String> names, ObjectNode into) {
        ObjectNode whole = RecordJson.toJson(decision);
        names.stream().filter(whole::has).forEach(name -> into.set(name, whole.get(name)));
        return into;
    }

    private static Answer answer(int status, String type, String body) {
        return new Answer(status, Map.of("content-type", type), body.getBytes(UTF_8));
    }
}
