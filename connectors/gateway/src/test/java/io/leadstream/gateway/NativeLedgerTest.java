package io.leadstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Reports;
import io.leadstream.dialect.Role;
import io.leadstream.dialect.Submission;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a lead is, as an account is told, by a ledger that knows leads 5 of n and 6 of somebody else, of one phone. */
class NativeLedgerTest {

    private final Map<String, LedgerSource.Found> phones = new HashMap<>();
    private final LedgerSource ledger = new LedgerSource() {
        @Override
        public Found lead(long leadId) {
            return leadId == 5 || leadId == 6 ? new Found.Answer(known(leadId)) : new Found.Nothing();
        }

        @Override
        public Found phone(String identity) {
            return phones.getOrDefault(identity, new Found.Answer(leadsOf(identity)));
        }
    };

    private final GatewayConfig config = Fixtures.config(
            50,
            Fixtures.account("n", "native", "", "key", 9),
            new GatewayAccount(
                    "submits",
                    "native",
                    "",
                    "submits",
                    "44",
                    "UTC",
                    List.of(),
                    List.of("submit"),
                    List.of(),
                    List.of(),
                    9,
                    0));

    @Test
    void anAccountIsToldWhereItsOwnLeadIs() {
        Answer answer = get("/v1/leads/5", "", ledger);

        assertThat(answer.status()).isEqualTo(200);
        ObjectNode lead = json(answer);
        assertThat(lead.path("lead_id").asLong()).isEqualTo(5);
        assertThat(lead.path("ledger").path("answered_at").asText()).isEqualTo("2026-11-20T15:00:00Z");
        assertThat(lead.path("ledger").has("instance")).isFalse();
    }

    /** The same words for somebody else's, for one that never was, and for what no lead can be called. */
    @ParameterizedTest
    @CsvSource({"6", "7", "x", "9007199254740993", "99999999999999999999"})
    void whatIsNotItsOwnIsNotThere(String id) {
        Answer answer = get("/v1/leads/" + id, "", ledger);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(json(answer).path("type").asText()).isEqualTo("urn:leadstream:problem:not-found");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("other");
    }

    @ParameterizedTest
    @CsvSource({
        "phone=7275551111, 17275551111",
        "phone=%28727%29+555-1111, 17275551111",
        "phone=%2B447840258823, 447840258823",
        "phone=07840258823&calling_code=44, 447840258823",
    })
    void aPhoneIsFoundHoweverItIsWrittenAndOnlyOwnLeadsAreTold(String query, String identity) {
        ObjectNode phone = json(get("/v1/leads", query, ledger));

        assertThat(phone.path("phone").asText()).isEqualTo(identity);
        assertThat(phone.path("leads")).hasSize(1);
        assertThat(phone.path("leads").path(0).path("lead_id").asLong()).isEqualTo(5);
        assertThat(phone.has("elsewhere")).isFalse();
        assertThat(phone.path("complete").asBoolean(true)).isFalse();
        assertThat(phone.toString()).doesNotContain("instance").doesNotContain("other");
    }

    @ParameterizedTest
    @CsvSource({"''", "phone=", "phone=123", "fone=7275551111", "phone=%zz"})
    void aPhoneThatIsNoneIsRefused(String query) {
        assertThat(get("/v1/leads", query, ledger).status()).isEqualTo(400);
    }

    @Test
    void aLedgerThatCannotBeAskedIsNoAnswer() {
        phones.put("17275551111", new LedgerSource.Found.Unavailable());

        for (Answer answer :
                List.of(get("/v1/leads", "phone=7275551111", ledger), get("/v1/leads/5", "", LedgerSource.NONE))) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsEntry("retry-after", "2");
        }
    }

    @Test
    void whoMayOnlySubmitIsNotTold() {
        assertThat(get("/v1/leads/5", "", ledger, "submits").status()).isEqualTo(403);
        assertThat(get("/v1/leads/5", "", ledger, "wrong").status()).isEqualTo(401);
        Account writer =
                new Account("w", "native", "", "1", "UTC", Set.of(), Set.of(), Set.of(), Set.of(), Set.of(Role.SUBMIT));
        assertThat(NativeApi.refusal(writer, Role.VIEW)).isPresent();
    }

    private Answer get(String path, String query, LedgerSource source) {
        return get(path, query, source, "key");
    }

    private Answer get(String path, String query, LedgerSource source, String key) {
        NativeApi api = new NativeApi(id -> new SubmittedLeads.Found.Nothing(), source);
        Call call = new Call("GET", path, query, Map.of("authorization", "Bearer " + key), new byte[0]);
        Accounts accounts =
                new Accounts(config.accounts(), NativeApi.ID, new SecureRandom(), Reports.NONE, Optional.empty());
        return ((Submission.Answered) api.accept(call, accounts)).answer();
    }

    private static ObjectNode known(long leadId) {
        ObjectNode lead = Json.object().put("lead_id", leadId).put("account", leadId == 5 ? "n" : "other");
        lead.set("ledger", freshness());
        return lead;
    }

    private static ObjectNode leadsOf(String identity) {
        ObjectNode phone = Json.object().put("phone", identity).put("complete", false);
        phone.putArray("leads").add(known(6)).add(known(5));
        phone.putArray("elsewhere").add(7);
        phone.set("ledger", freshness());
        return phone;
    }

    private static ObjectNode freshness() {
        return Json.object().put("instance", "10.0.0.1:9464").put("answered_at", "2026-11-20T15:00:00Z");
    }

    private static ObjectNode json(Answer answer) {
        return Json.object(answer.body()).orElseThrow();
    }
}
