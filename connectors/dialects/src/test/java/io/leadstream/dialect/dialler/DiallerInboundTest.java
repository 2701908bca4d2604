package io.leadstream.dialect.dialler;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiallerInboundTest {

    private static final String GOOD =
            "\"first_name\":\"John\",\"surname\":\"Doe\",\"mobile\":\"07840258823\",\"email\":\"john@example.com\",\"type\":\"motor-trade\"";
    private final Dialler dialler = new Dialler();

    @Test
    void the_documents_example_is_carried_whole() {
        LeadEvent event = Talk.event(add("{" + GOOD
                + ",\"subtype\":\"valeter\",\"other_phone\":\"01632 960001\",\"delays\":600,"
                + "\"data\":\"{\\\"vehicle_make\\\":\\\"Ford\\\",\\\"addresss\\\":\\\"123 Greenacre Road\\\"}\"}"));
        assertThat(event.getKind()).isEqualTo(LeadEventKind.SUBMITTED);
        assertThat(event.getAccount()).isEqualTo("dialler-demo");
        assertThat(event.getDialect()).isEqualTo("dialler");
        assertThat(event.getLead())
                .contains(Lead.newBuilder()
                        .setFirstName("John")
                        .setLastName("Doe")
                        .setPhone("07840258823")
                        .setCallingCode("44")
                        .setEmail("john@example.com")
                        .setType("motor-trade")
                        .setSubtype("valeter")
                        .setAltPhone("01632 960001")
                        .setData("{\"vehicle_make\":\"Ford\",\"addresss\":\"123 Greenacre Road\"}")
                        .setSettings(
                                LeadSettings.newBuilder().setDelaySeconds(600).build())
                        .build());
        assertThat(event.getNotes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "3 ! 3",
                "\"3\" ! 3",
                "0 ! 0",
                "2.5 ! 3",
                "\" 10 \" ! 10",
                "1e3 ! 1000",
                "null ! 0",
            })
    void delays_are_seconds_as_a_number_or_a_numeric_text(String json, long seconds) {
        assertThat(lead("{" + GOOD + ",\"delays\":" + json + "}").getSettings().getDelaySeconds())
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"{\"a\":1} ! {\"a\":1}", "\"{\\\"a\\\": 1}\" ! {\"a\": 1}", "\"[1]\" ! [1]", "null ! ''", "{} ! {}"
            })
    void data_is_json_in_a_text_or_an_object(String json, String data) {
        assertThat(lead("{" + GOOD + ",\"data\":" + json + "}").getData().orElse(""))
                .isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "\"email\":\"\" ! {\"email\":{\"0\":\"Email cannot be blank.\"}}",
                "\"email\":\"nonsense\" ! {\"email\":{\"0\":\"Email is not a valid email address.\"}}",
                "\"email\":\"a@b\" ! {\"email\":{\"0\":\"Email is not a valid email address.\"}}",
                "\"email\":{} ! {\"email\":{\"0\":\"Email is not a valid email address.\"}}",
                "\"first_name\":null ! {\"first_name\":{\"0\":\"First name cannot be blank.\"}}",
                "\"surname\":\"  \" ! {\"surname\":{\"0\":\"Surname cannot be blank.\"}}",
                "\"surname\":true ! {\"surname\":{\"0\":\"Surname is invalid.\"}}",
                "\"mobile\":\"\" ! {\"mobile\":{\"0\":\"Mobile cannot be blank.\"}}",
                "\"mobile\":\"12345\" ! {\"mobile\":{\"0\":\"Mobile is not a valid phone number.\"}}",
                "\"mobile\":\"12345678901234567\" ! {\"mobile\":{\"0\":\"Mobile is not a valid phone number.\"}}",
                "\"type\":\"\" ! {\"type\":{\"0\":\"Type cannot be blank.\"}}",
                "\"type\":[] ! {\"type\":{\"0\":\"Type is invalid.\"}}",
                "\"data\":\"\" ! {\"data\":{\"0\":\"Empty or invalid content of `data` field\"}}",
                "\"data\":\"{a}\" ! {\"data\":{\"0\":\"Empty or invalid content of `data` field\"}}",
                "\"data\":7 ! {\"data\":{\"0\":\"Empty or invalid content of `data` field\"}}",
                "\"delays\":-1 ! {\"delays\":{\"0\":\"Delays must be a number.\"}}",
                "\"delays\":\"-1\" ! {\"delays\":{\"0\":\"Delays must be a number.\"}}",
                "\"delays\":\"\" ! {\"delays\":{\"0\":\"Delays must be a number.\"}}",
                "\"delays\":\"soon\" ! {\"delays\":{\"0\":\"Delays must be a number.\"}}",
                "\"delays\":1e99 ! {\"delays\":{\"0\":\"Delays must be a number.\"}}",
                "\"delays\":315360001 ! {\"delays\":{\"0\":\"Delays must be a number.\"}}",
            })
    void a_field_that_fails_is_listed(String field, String body) {
        String name = field.substring(1, field.indexOf('"', 1));
        StringBuilder call = new StringBuilder("{").append(field);
        for (String good : GOOD.split(",", -1)) {
            if (!good.startsWith("\"" + name + "\"")) {
                call.append(',').append(good);
            }
        }
        Answer answer = Talk.answered(add(call.append('}').toString()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(body);
    }

    @Test
    void all_fields_that_fail_are_listed_at_once() {
        Answer answer = Talk.answered(add("{}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"email\":{\"0\":\"Email cannot be blank.\"},"
                        + "\"first_name\":{\"0\":\"First name cannot be blank.\"},"
                        + "\"surname\":{\"0\":\"Surname cannot be blank.\"},"
                        + "\"mobile\":{\"0\":\"Mobile cannot be blank.\"},"
                        + "\"type\":{\"0\":\"Type cannot be blank.\"}}");
    }

    @Test
    void a_test_is_validated_and_not_saved() {
        for (String test : List.of("true", "\"true\"")) {
            Answer answer = Talk.answered(add("{" + GOOD + ",\"test\":" + test + "}"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("{\"test\":\"ok\"}");
        }
        assertThat(Talk.answered(add("{\"test\":true}")).status()).isEqualTo(400);
        for (String none : List.of("false", "\"yes\"", "1", "\"\"", "null", "\"TRUE\"")) {
            assertThat(Talk.event(add("{" + GOOD + ",\"test\":" + none + "}"))).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "''",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"mobile\":\"07840258823\",}",
                "{\"a\":1} {\"b\":2}",
                "{\"a\":1,\"a\":2}",
                "{'a':1}",
                "{\"a\":01}",
            })
    void malformed_json_is_400_and_nothing_is_saved(String body) {
        Answer answer = Talk.answered(add(body));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Content is not a valid JSON object\"}");
    }

    @Test
    void json_may_not_be_nested_deep_or_be_other_than_unicode() {
        assertThat(Talk.answered(add("{\"a\":" + "[".repeat(100_000))).status()).isEqualTo(400);
        assertThat(Talk.answered(add("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"))
                        .status())
                .isEqualTo(400);
        byte[] latin1 = {'{', '"', (byte) 0xe9, '"', ':', '1', '}'};
        Call call = new Call("POST", "/lead/add", "key=demo-key", Map.of(), latin1);
        assertThat(Talk.answered(dialler.accept(call, Talk.intake())).status()).isEqualTo(400);
    }

    @Test
    void an_unknown_key_is_401_whatever_the_body() {
        for (String query : List.of("", "key=", "key=wrong", "KEY=demo-key")) {
            Call call = Talk.post("/lead/add", query, "application/json", "{");
            Answer answer = Talk.answered(dialler.accept(call, Talk.intake()));
            assertThat(answer.status()).as(query).isEqualTo(401);
            assertThat(answer.text()).isEqualTo("{\"error\":\"Unknown key\"}");
        }
    }

    @Test
    void an_account_may_call_what_it_may_and_by_post_only() {
        Account adder = new Account("a", "dialler", "", "44", "UTC", Set.of(), Set.of("lead/add"), Set.of(), Set.of());
        Call cancel = Talk.post("/lead/cancel", "key=k", "application/json", "{}");
        assertThat(Talk.answered(dialler.accept(cancel, Talk.intake(Map.of(" k", adder))))
                        .status())
                .isEqualTo(403);
        assertThat(Talk.answered(dialler.accept(Talk.get("/lead/add", "key=demo-key"), Talk.intake()))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void a_cancel_is_by_type_and_mobile() {
        LeadEvent event = Talk.event(cancel("{\"mobile\":\"07840258823\",\"type\":\"motor-trade\"}"));
        assertThat(event.getKind()).isEqualTo(LeadEventKind.CANCELLED);
        assertThat(event.getCancel())
                .contains(CancelRequest.newBuilder()
                        .setPhone("07840258823")
                        .setCallingCode("44")
                        .setType("motor-trade")
                        .build());
        Answer answer = Talk.answered(cancel("{\"mobile\":\"0784\"}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo("{\"type\":{\"0\":\"Type cannot be blank.\"},"
                        + "\"mobile\":{\"0\":\"Mobile is not a valid phone number.\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "CANCELLED ! {\"cancelled\":true}",
                "NOT_FOUND ! {\"cancelled\":false,\"warning\":\"not found\"}",
                "ALREADY_PROCESSED ! {\"cancelled\":false,\"warning\":\"already processed\"}",
                "UNKNOWN ! {\"cancelled\":false,\"warning\":\"server error (save)\"}",
            })
    void a_cancel_is_answered_from_its_decision(DecisionOutcome outcome, String body) {
        Submission.Offered offered = Talk.offered(cancel("{\"mobile\":\"07840258823\",\"type\":\"motor-trade\"}"));
        LeadDecision decision =
                Talk.decision(outcome).setPhase(DecisionPhase.CANCEL).build();
        Answer answer = dialler.answer(offered, List.of(decision));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(body);
        assertThat(dialler.answer(offered, List.of(Talk.rejected(Reason.TYPE_UNKNOWN)))
                        .text())
                .isEqualTo("{\"cancelled\":false,\"warning\":\"server error (call group)\"}");
    }

    @Test
    void a_lead_is_answered_from_its_decision() {
        assertThat(answer(Talk.accepted())).isEqualTo("200 {\"saved\":true,\"processed\":true}");
        DuplicateHit hit = Talk.hit(DuplicateMatchOn.PHONE, DuplicateScope.LIST, MatchedField.PHONE);
        assertThat(answer(Talk.rejected(Talk.duplicate(hit))))
                .isEqualTo("200 {\"saved\":true,\"processed\":false,\"error\":\"Existing Contact\"}");
        DuplicateHit held = DuplicateHit.newBuilder(hit).setHeld(true).build();
        assertThat(answer(Talk.rejected(Talk.duplicate(held))))
                .isEqualTo("200 {\"saved\":true,\"processed\":false,\"error\":\"Another call is already scheduled\"}");
        assertThat(answer(Talk.rejected(Reason.TYPE_UNKNOWN)))
                .isEqualTo("200 {\"saved\":true,\"processed\":false,\"error\":\"Unknown Type\"}");
        assertThat(answer(Talk.rejected(Reason.PHONE_INVALID)))
                .isEqualTo("400 {\"mobile\":{\"0\":\"Mobile is not a valid phone number.\"}}");
    }

    @Test
    void no_decision_in_time_is_500() {
        Submission.Offered added = Talk.offered(add("{" + GOOD + "}"));
        assertThat(dialler.undecided(added, Undecided.NO_DECISION_IN_TIME).status())
                .isEqualTo(500);
        assertThat(dialler.answer(added, List.of()).status()).isEqualTo(500);
        Submission.Offered cancelled = Talk.offered(cancel("{\"mobile\":\"07840258823\",\"type\":\"motor-trade\"}"));
        Answer answer = dialler.undecided(cancelled, Undecided.NO_DECISION_IN_TIME);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).isEqualTo("{\"cancelled\":false,\"warning\":\"server error (save)\"}");
    }

    private Submission add(String body) {
        return dialler.accept(Talk.post("/lead/add", "key=demo-key", "application/json", body), Talk.intake());
    }

    private Submission cancel(String body) {
        return dialler.accept(Talk.post("/lead/cancel", "key=demo-key", "application/json", body), Talk.intake());
    }

    private Lead lead(String body) {
        return Talk.event(add(body)).getLead().orElseThrow();
    }

    private String answer(LeadDecision decision) {
        Answer answer = dialler.answer(Talk.offered(add("{" + GOOD + "}")), List.of(decision));
        return answer.status() + " " + answer.text();
    }
}
