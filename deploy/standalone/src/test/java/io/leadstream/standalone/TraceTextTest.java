package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TraceTextTest {

    private static final String LEAD = """
            { "lead_id": 193715, "kind": "SUBMITTED", "state": "DELIVERED", "phone": "17275551111", "account": "croco",
              "dialect": "croco", "event_id": "e-1", "list_id": "101", "campaign": "A", "submitted_at": "2026-11-20T15:00:00Z",
              "steps": [
                { "kind": "FIRST", "at": "2026-11-20T15:00:00.017Z", "decision": { "outcome": "ACCEPTED",
                  "due_at": "2026-11-20T16:00:00Z", "hold_cause": "CALLING_HOURS", "time_zone": "America/New_York",
                  "notes": ["comments cut to 255"] } },
                { "kind": "RESENT", "at": "2026-11-20T15:00:02Z" },
                { "kind": "END", "at": "2026-11-20T16:00:00.003Z", "decision": { "outcome": "ROUTED",
                  "deliveries": ["193715:croco", "193715:dialler"], "routing_version": 3 } },
                { "kind": "RESULT", "at": "2026-11-20T16:00:01Z", "result": { "delivery_id": "193715:croco", "vendor": "croco",
                  "attempt": 1, "result": "FAILED", "final": false, "reason": "connect refused",
                  "started_at": "2026-11-20T16:00:00Z", "again_at": "2026-11-20T16:00:06Z" } },
                { "kind": "RESULT", "at": "2026-11-20T16:00:07Z", "result": { "delivery_id": "193715:croco", "vendor": "croco",
                  "attempt": 2, "result": "ACCEPTED", "final": true, "http_status": 200, "vendor_lead_id": "77",
                  "started_at": "2026-11-20T16:00:06Z" } },
                { "kind": "MET", "at": "2026-11-20T16:30:00Z", "cancel_id": 201234 },
                { "kind": "RESULT", "at": "2026-11-20T16:30:00Z", "result": { "delivery_id": "193715:dialler",
                  "vendor": "dialler", "attempt": 0, "result": "CANCELLED", "final": true, "reason": "cancelled" } } ],
              "ledger": { "instance": "one", "answered_at": "2026-11-20T17:00:00Z", "behind": 12 } }
            """;

    @Test
    void eachStepIsALineWithItsTimeSinceTheSubmission() throws Exception {
        assertThat(TraceText.of(new ObjectMapper().readTree(LEAD)))
                .containsExactly(
                        "lead 193715  DELIVERED",
                        "  phone 17275551111  list 101  campaign A  account croco  by croco  event e-1",
                        "  2026-11-20T15:00:00Z  submitted",
                        "      +0.017 s  accepted, waits until 2026-11-20T16:00:00Z (calling hours, America/New_York)",
                        "                note: comments cut to 255",
                        "      +2.000 s  sent again; the answer was the same",
                        "    +1:00:00 h  routed to croco, dialler by routing 3",
                        "    +1:00:01 h  croco attempt 1: FAILED, connect refused, again at +1:00:06 h",
                        "    +1:00:07 h  croco attempt 2: ACCEPTED, final, HTTP 200, the vendor's id 77",
                        "    +1:30:00 h  cancelled by 201234",
                        "    +1:30:00 h  dialler: CANCELLED, final, cancelled",
                        "  as of 2026-11-20T17:00:00Z, 12 records behind");
    }

    @Test
    void aRejectionSaysWhy() throws Exception {
        String lead = """
                { "lead_id": 5, "kind": "SUBMITTED", "state": "REJECTED", "submitted_at": "2026-11-20T15:00:00Z", "steps": [
                  { "kind": "FIRST", "at": "2026-11-20T15:00:00Z", "decision": { "outcome": "REJECTED", "reasons": [
                    { "reason": "DUPLICATE", "duplicate_of": 1024 }, { "reason": "LIST_UNKNOWN", "detail": "7" } ] } } ] }
                """;

        assertThat(TraceText.of(new ObjectMapper().readTree(lead)))
                .contains("      +0.000 s  rejected: DUPLICATE of 1024, LIST_UNKNOWN 7");
    }
}
