package io.leadstream.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** What tests and people ask of the sandbox itself: what a vendor has, what it has seen, how it is to fail. */
final class Controls {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, Vendor> vendors;

    Controls(Map<String, Vendor> vendors) {
        this.vendors = vendors;
    }

    void addTo(RoutesConfig routes) {
        routes.get(
                "/_sandbox/{vendor}/leads",
                ctx -> json(ctx, LeadJson.of(vendor(ctx).leads())));
        routes.delete("/_sandbox/{vendor}/leads", ctx -> {
            vendor(ctx).forgetLeads();
            ctx.status(204);
        });
        routes.get(
                "/_sandbox/{vendor}/requests",
                ctx -> json(ctx, JSON.valueToTree(vendor(ctx).counts())));
        routes.post("/_sandbox/{vendor}/agents", ctx -> {
            Vendor vendor = vendor(ctx);
            each(ctx.body(), json -> vendor.add(ReportJson.agent(vendor.id(), json, vendor.now())));
            ctx.status(204);
        });
        routes.post("/_sandbox/{vendor}/calls", ctx -> {
            Vendor vendor = vendor(ctx);
            each(ctx.body(), json -> vendor.add(ReportJson.call(vendor.id(), json)));
            ctx.status(204);
        });
        routes.delete("/_sandbox/{vendor}/reports", ctx -> {
            vendor(ctx).forgetReports();
            ctx.status(204);
        });
        routes.post("/_sandbox/{vendor}/faults", ctx -> {
            vendor(ctx).add(fault(ctx.body()));
            ctx.status(204);
        });
        routes.delete("/_sandbox/{vendor}/faults", ctx -> {
            vendor(ctx).clearFaults();
            ctx.status(204);
        });
    }

    private Vendor vendor(Context ctx) {
        Vendor vendor = vendors.get(ctx.pathParam("vendor"));
        if (vendor == null) {
            throw new NotFoundResponse("no such vendor");
        }
        return vendor;
    }

    /** An object, or each of an array. */
    private static void each(String json, Consumer<JsonNode> taker) {
        try {
            JsonNode given = JSON.readTree(json);
            (given.isArray() ? given : JSON.createArrayNode().add(given)).forEach(taker);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new BadRequestResponse("not to be reported: " + e.getMessage());
        }
    }

    private static Fault fault(String json) {
        try {
            Fault fault = JSON.readValue(json, Fault.class);
            if (fault == null) {
                throw new BadRequestResponse("no fault: null");
            }
            return fault;
        } catch (JsonProcessingException e) {
            throw new BadRequestResponse("no fault: " + e.getOriginalMessage());
        }
    }

    private static void json(Context ctx, JsonNode body) throws IOException {
        ctx.contentType("application/json").result(JSON.writeValueAsBytes(body));
    }
}
