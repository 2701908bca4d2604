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
