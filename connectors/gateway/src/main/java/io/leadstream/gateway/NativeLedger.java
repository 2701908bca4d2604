package io.leadstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Json;
import io.leadstream.gateway.LedgerSource.Found;
import io.leadstream.gateway.NativeAnswers.Kind;
import io.leadstream.schema.PhoneIdentity;
import java.net.URLDecoder;
import java.util.Optional;

/**
 * {@code GET /v1/leads/{id}} and {@code GET /v1/leads?phone=}: where an account's own leads are. What is somebody else's is
 * answered as if it were not there, since ids can be guessed.
 */
final class NativeLedger {

    private final LedgerSource ledger;

    NativeLedger(LedgerSource ledger) {
        this.ledger = ledger;
    }

    /** Where one lead is, by its id as text. */
    Answer lead(long leadId, Account account) {
        return switch (ledger.lead(leadId)) {
            case Found.Answer answer when isOf(account, answer.json()) -> json(shown(answer.json()));
            case Found.Answer answer -> notFound();
            case Found.Nothing nothing -> notFound();
            case Found.Unavailable unavailable -> unavailable();
        };
    }

    /** Where the leads of the phone that a call names are. */
    Answer phone(Call call, Account account) {
        Optional<String> phone = parameter(call, "phone");
        Optional<String> callingCode = parameter(call, "calling_code")
                .filter(code -> !code.isBlank())
                .or(() -> Optional.of(account.callingCode()));
        Optional<String> identity = phone.flatMap(given -> PhoneIdentity.of(given, callingCode));
        if (identity.isEmpty()) {
            return NativeAnswers.of(
                    NativeAnswers.problem(Kind.MALFORMED, "Give a phone of 6 to 16 digits: ?phone=7275551111."));
        }
        return switch (ledger.phone(identity.get())) {
            case Found.Answer answer -> json(own(answer.json(), account));
            case Found.Nothing nothing -> notFound();
            case Found.Unavailable unavailable -> unavailable();
        };
    }

    /** The answer without what is not the account's. */
    private static ObjectNode own(ObjectNode phone, Account account) {
        ObjectNode own = shown(phone);
        ArrayNode leads = Json.array();
        for (JsonNode lead : phone.path("leads")) {
            if (lead instanceof ObjectNode object && isOf(account, object)) {
                leads.add(shown(object));
            }
        }
        own.set("leads", leads);
        own.remove("elsewhere");
        return own;
    }

    private static boolean isOf(Account account, JsonNode lead) {
        return lead.path("account").asText().equals(account.id());
    }

    /** Without what tells how the system is built. */
    private static ObjectNode shown(ObjectNode answer) {
        if (answer.path("ledger") instanceof ObjectNode freshness) {
            freshness.remove("instance");
        }
        return answer;
    }

    /** The first value of a query parameter. */
    private static Optional<String> parameter(Call call, String name) {
        for (String pair : call.query().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).equals(name)) {
                try {
                    return Optional.of(URLDecoder.decode(pair.substring(equals + 1), UTF_8));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Answer json(ObjectNode json) {
        return Answer.json(200, json.toString());
    }

    private static Answer notFound() {
        return NativeAnswers.of(NativeAnswers.problem(
                Kind.NOT_FOUND,
                "No lead of this account has this id, or it is not decided yet, or older than what is kept."));
    }

    private static Answer unavailable() {
        return NativeAnswers.of(NativeAnswers.problem(
                        Kind.UNAVAILABLE, "It cannot be told at the moment where the lead is; ask again."))
                .with("retry-after", "2");
    }
}
