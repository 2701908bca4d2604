package io.leadstream.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Json;
import io.leadstream.gateway.NativeAnswers.Kind;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LedgerLead;
import io.leadstream.schema.LedgerPhone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;

/** The native API's description, OpenAPI 3.1: its fields and their words are the contracts' own, so they are what is read. */
final class OpenApi {

    static final String PATH = "/openapi.json";

    private static final String REF = "$ref";
    private static final String SCHEMAS = "#/components/schemas/";

    private final ObjectNode document = Json.object();
    private final ObjectNode components = Json.object();
    private final ContractSchemas contracts = new ContractSchemas(components);

    private OpenApi() {}

    /** The description as JSON text. */
    static String document() {
        OpenApi api = new OpenApi();
        api.write();
        return api.document.toPrettyString();
    }

    private void write() {
        document.put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Leadstream, native API")
                .put("version", "1")
                .put(
                        "description",
                        "Leads in, decisions out, and where each lead is. An answer waits for the decision: what is said to be accepted, is. To submit"
                                + " and to cancel an account needs the role submit; without it the answer is 403.");
        document.putArray("security").addObject().putArray("key");
        document.withArray("security").addObject().putArray("login");
        ObjectNode paths = document.putObject("paths");
        ObjectNode leads = paths.putObject(NativeApi.LEADS);
        leads.set("get", byPhone());
        leads.set("post", submit());
        ObjectNode lead = paths.putObject(NativeApi.LEAD);
        lead.putArray("parameters")
                .addObject()
                .put("name", "id")
                .put("in", "path")
                .put("required", true)
                .put("description", "The lead_id that the submission was answered with.")
                .putObject("schema")
                .put("type", "integer")
                .put("format", "int64");
        lead.set("get", byId());
        lead.set("delete", cancel());
        components();
    }

    private static ObjectNode submit() {
        ObjectNode operation = Json.object().put("operationId", "submitLeads").put("summary", "Submits leads.");
        operation.put(
                "description",
                "One lead as an object, or at most " + NativeBatch.MOST
                        + " as an array or as lines of JSON. Several are"
                        + " decided one by one, in order, and answered likewise: one bad lead does not stop the others.");
        parameters(operation);
        ObjectNode body = operation.putObject("requestBody").put("required", true);
        ObjectNode content = body.putObject("content");
        content.putObject(NativeAnswers.JSON)
                .putObject("schema")
                .putArray("oneOf")
                .add(ref("Lead"));
        ObjectNode leads = Json.object().put("type", "array").put("minItems", 1).put("maxItems", NativeBatch.MOST);
        leads.set("items", ref("Lead"));
        content.withObject(NativeAnswers.JSON)
                .withObject("schema")
                .withArray("oneOf")
                .add(leads);
        content.putObject(NativeAnswers.LINES).set("schema", ref("Lead"));

        ObjectNode responses = operation.putObject("responses");
        ObjectNode entries = Json.object().put("type", "array");
        entries.putObject("items").putArray("anyOf").add(ref("Submitted")).add(ref("Problem"));
        ObjectNode several = response(responses, "200", "Several leads, each with its own status, in order.");
        several.putObject(NativeAnswers.JSON).set("schema", entries);
        several.putObject(NativeAnswers.LINES).set("schema", entries.path("items"));
        response(responses, "201", "One lead was accepted.")
                .putObject(NativeAnswers.JSON)
                .set("schema", ref("Submitted"));
        problems(
                responses,
                Kind.MALFORMED,
                Kind.UNAUTHORIZED,
                Kind.NOT_ALLOWED,
                Kind.REJECTED,
                Kind.TOO_MANY_REQUESTS,
                Kind.UNAVAILABLE,
                Kind.NO_DECISION_IN_TIME);
        return operation;
    }

    private static ObjectNode cancel() {
        ObjectNode operation = Json.object().put("operationId", "cancelLead").put("summary", "Cancels one lead.");
        operation.put(
                "description", "What waits is stopped; a lead that may have reached a vendor is answered with 409.");
        parameters(operation);
        ObjectNode responses = operation.putObject("responses");
        response(responses, "200", "The lead reached no vendor and never will.")
                .putObject(NativeAnswers.JSON)
                .set("schema", ref("Cancelled"));
        problems(
                responses,
                Kind.MALFORMED,
                Kind.UNAUTHORIZED,
                Kind.NOT_ALLOWED,
                Kind.NOT_FOUND,
                Kind.ALREADY_PROCESSED,
                Kind.TOO_MANY_REQUESTS,
                Kind.UNAVAILABLE,
                Kind.NO_DECISION_IN_TIME);
        return operation;
    }

    private static ObjectNode byId() {
        ObjectNode operation =
                Json.object().put("operationId", "findLead").put("summary", "Says where one lead of the account is.");
        operation.put(
                "description",
                "What was decided and why, what it waits for, each attempt to deliver it and what it came to; also of a cancel"
                        + " or a dial, by its id. A lead is known a moment after its decision; how fresh the answer is, it"
                        + " says.");
        found(operation, "Where the lead is.", "LedgerLead");
        return operation;
    }

    private static ObjectNode byPhone() {
        ObjectNode operation = Json.object()
                .put("operationId", "findLeads")
                .put("summary", "Says where the account's leads of a phone are, newest first.");
        ArrayNode parameters = operation.putArray("parameters");
        parameters
                .addObject()
                .put("name", "phone")
                .put("in", "query")
                .put("required", true)
                .put("description", "The number, with any punctuation.")
                .putObject("schema")
                .put("type", "string");
        parameters
                .addObject()
                .put("name", "calling_code")
                .put("in", "query")
                .put("description", "Calling code of the number, digits; the account's where absent.")
                .putObject("schema")
                .put("type", "string");
        found(operation, "Where the leads are; none, if the account has none of this phone.", "LedgerPhone");
        return operation;
    }

    private static void found(ObjectNode operation, String description, String schema) {
        ObjectNode responses = operation.putObject("responses");
        response(responses, "200", description).putObject(NativeAnswers.JSON).set("schema", ref(schema));
        problems(responses, Kind.MALFORMED, Kind.UNAUTHORIZED, Kind.NOT_ALLOWED, Kind.NOT_FOUND, Kind.UNAVAILABLE);
    }

    private static void parameters(ObjectNode operation) {
        operation
                .putArray("parameters")
                .addObject()
                .put("name", "Idempotency-Key")
                .put("in", "header")
                .put(
                        "description",
                        "Makes sending again harmless for 24 h, within the account: the same key for the same phone gets"
                                + " the first decision again, whatever else the body says; for another phone it is"
                                + " another submission. Made up where absent.")
                .putObject("schema")
                .put("type", "string")
                .put("pattern", "^[!-~]{1,200}$");
    }

    private void components() {
        ObjectNode all = document.putObject("components");
        ObjectNode schemes = all.putObject("securitySchemes");
        schemes.putObject("key").put("type", "http").put("scheme", "bearer");
        schemes.putObject("login").put("type", "http").put("scheme", "basic");
        components.set("Lead", lead());
        components.set("Submitted", decision(NativeAnswers.SUBMITTED).put("description", "A lead that was accepted."));
        components.set("Cancelled", decision(NativeAnswers.CANCELLED).put("description", "A lead that was cancelled."));
        components.set("Problem", problem());
        components.set("LedgerLead", contracts.record(LedgerLead.SCHEMA$));
        components.set("LedgerPhone", contracts.record(LedgerPhone.SCHEMA$));
        all.set("schemas", components);
    }

    private ObjectNode lead() {
        List<Schema.Field> fields = new ArrayList<>(Lead.SCHEMA$.getFields());
        fields.removeIf(field -> field.name().equals(NativeBatch.CARD));
        Schema lead = Schema.createRecord(
                Lead.SCHEMA$.getName(),
                Lead.SCHEMA$.getDoc(),
                Lead.SCHEMA$.getNamespace(),
                false,
                fields.stream()
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
        ObjectNode schema = contracts.record(lead);
        schema.withObject("properties")
                .putObject(NativeBatch.CARD_NUMBER)
                .put("type", "string")
                .put("writeOnly", true)
                .put(
                        "description",
                        "Card number. It is sealed on arrival or dropped, and the answer's notes say which.");
        return schema;
    }

    private ObjectNode decision(List<String> names) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("status").put("type", "integer").put("description", "HTTP status of this lead.");
        names.forEach(name -> properties.set(name, contracts.field(LeadDecision.SCHEMA$.getField(name))));
        return schema;
    }

    private ObjectNode problem() {
        ObjectNode schema = Json.object().put("type", "object").put("description", "What went wrong (RFC 9457).");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode type = properties.putObject("type").put("type", "string").put("description", "Which problem.");
        type.putArray("examples").add(Kind.REJECTED.type());
        properties.putObject("title").put("type", "string").put("description", "The problem in words.");
        properties.putObject("status").put("type", "integer").put("description", "HTTP status.");
        properties.putObject("detail").put("type", "string").put("description", "This case of it.");
        ObjectNode errors =
                properties.putObject("errors").put("type", "array").put("description", "What is wrong with the lead.");
        ObjectNode error = errors.putObject("items").put("type", "object").putObject("properties");
        error.putObject("field").put("type", "string").put("description", "Path of the field.");
        error.putObject("message").put("type", "string").put("description", "What is wrong with it.");
        NativeAnswers.REJECTED.forEach(
                name -> properties.set(name, contracts.field(LeadDecision.SCHEMA$.getField(name))));
        properties.set("cancelled_leads", contracts.field(LeadDecision.SCHEMA$.getField("cancelled_leads")));
        properties
                .putObject("outcome")
                .put("type", "string")
                .put(
                        "description",
                        "What was decided; OPEN where that is not known, NOT_SAVED where nothing was or will be.");
        properties
                .putObject("idempotency_key")
                .put("type", "string")
                .put("description", "The key to send the same request again with.");
        return schema;
    }

    private static void problems(ObjectNode responses, Kind... kinds) {
        Arrays.stream(kinds)
                .forEach(kind -> response(responses, Integer.toString(kind.status), kind.title + ".")
                        .putObject(NativeAnswers.PROBLEM)
                        .set("schema", ref("Problem")));
    }

    private static ObjectNode response(ObjectNode responses, String status, String description) {
        return responses.putObject(status).put("description", description).putObject("content");
    }

    private static ObjectNode ref(String name) {
        return Json.object().put(REF, SCHEMAS + name);
    }
}
