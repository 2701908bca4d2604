package io.leadstream.gateway;

import io.leadstream.dialect.Call;
import io.leadstream.dialect.Dialect;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Accounts, events and decisions by name. */
final class Fixtures {

    static final Map<String, Dialect> DIALECTS = Map.of(PlainDialect.ID, new PlainDialect());

    private Fixtures() {}

    static GatewayAccount account(String id, String dialect, String name, String secret, int requestsAtOnce) {
        return new GatewayAccount(
                id, dialect, name, secret, "1", "UTC", List.of(), List.of(), List.of(), List.of(), requestsAtOnce, 0);
    }

    static GatewayAccount account(String id, String dialect, String name, String secret, List<String> roles) {
        return new GatewayAccount(
                id, dialect, name, secret, "1", "UTC", List.of(), List.of(), List.of(), List.of(), 1, 0, roles);
    }

    static GatewayConfig config(int decisionTimeoutMs, GatewayAccount... accounts) {
        return new GatewayConfig(
                "127.0.0.1",
                0,
                "127.0.0.1:1",
                "http://127.0.0.1:1/apis/registry/v3",
                decisionTimeoutMs,
                1024,
                List.of(accounts),
                Map.of());
    }

    static LeadEvent event(String account, String eventId) {
        return LeadEvent.newBuilder()
                .setEventId(eventId)
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount(account)
                .setLead(Lead.newBuilder().setPhone("7275551111").build())
                .build();
    }

    static LeadDecision accepted(LeadEvent event) {
        return decision(event, DecisionPhase.FIRST, DecisionOutcome.ACCEPTED);
    }

    static LeadDecision decision(LeadEvent event, DecisionPhase phase, DecisionOutcome outcome) {
        return LeadDecision.newBuilder(decision(event.getAccount(), event.getEventId(), phase, outcome))
                .setPhone(LeadKey.identity(event).orElse(""))
                .build();
    }

    static LeadDecision decision(String account, String eventId, DecisionPhase phase, DecisionOutcome outcome) {
        return LeadDecision.newBuilder()
                .setLeadId(1024)
                .setEventId(eventId)
                .setAccount(account)
                .setDialect(PlainDialect.ID)
                .setPhase(phase)
                .setOutcome(outcome)
                .setPhone("17275551111")
                .setSubmittedAt(Instant.EPOCH)
                .setDecidedAt(Instant.EPOCH)
                .build();
    }

    static Call call(String query) {
        return new Call("GET", PlainDialect.PATH, query, Map.of(), new byte[0]);
    }
}
