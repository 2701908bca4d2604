package io.leadstream.dialect.dialler;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Accepted;
import io.leadstream.dialect.Reply.Failed;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiallerOutboundTest {

    private static final Reply TAKEN = new Accepted(Optional.empty(), List.of());
    private final Dialler dialler = new Dialler();

    @Test
    void a_lead_is_sent_without_the_delay_that_was_served() {
        Lead lead = lead().setSubtype("valeter")
                .setData("{\"a\":1}")
                .setSettings(LeadSettings.newBuilder().setDelaySeconds(600).build())
                .build();
        Call call = Talk.sent(dialler.encode(Talk.delivery(lead).build(), account(Map.of())));
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/lead/add");
        assertThat(call.query()).isEqualTo("key=a%26b");
        assertThat(call.header("content-type")).isEqualTo("application/json");
        assertThat(call.text())
                .isEqualTo(
                        "{\"email\":\"john@example.com\",\"first_name\":\"John\",\"surname\":\"Doe\","
                                + "\"mobile\":\"07840258823\",\"type\":\"motor-trade\",\"subtype\":\"valeter\",\"data\":\"{\\\"a\\\":1}\"}");
    }

    @Test
    void a_withdrawal_is_a_cancel() {
        Delivery delivery =
                Talk.delivery(lead().build()).setKind(DeliveryKind.WITHDRAW).build();
        Call call = Talk.sent(dialler.encode(delivery, account(Map.of())));
        assertThat(call.path()).isEqualTo("/lead/cancel");
        assertThat(call.text()).isEqualTo("{\"type\":\"motor-trade\",\"mobile\":\"07840258823\"}");
    }

    @Test
    void a_lead_without_what_the_vendor_insists_on_is_refused_without_sending() {
        Encoded refused = new Encoded.Refuse(Rejected.because("invalid"));
        for (Lead.Builder lacking : List.of(
                lead().clearEmail(),
                lead().clearFirstName(),
                lead().clearLastName(),
                lead().clearPhone(),
                lead().clearType(),
                lead().setEmail("nonsense"),
                lead().setPhone("12345"))) {
            assertThat(dialler.encode(Talk.delivery(lacking.build()).build(), account(Map.of())))
                    .isEqualTo(refused);
        }
        Delivery dial = Talk.delivery(lead().build()).setKind(DeliveryKind.DIAL).build();
        assertThat(dialler.encode(dial, account(Map.of()))).isInstanceOf(Encoded.Refuse.class);
    }

    @Test
    void the_type_can_be_the_vendors() {
        Map<String, String> fallback = Map.of("default_type", "general");
        assertThat(body(lead().clearType().build(), fallback)).contains("\"type\":\"general\"");
        assertThat(body(lead().build(), fallback)).contains("\"type\":\"motor-trade\"");
        assertThat(body(lead().build(), Map.of("type", "own", "default_type", "general")))
                .contains("\"type\":\"own\"");
    }

    @Test
    void a_foreign_number_says_its_calling_code_where_the_vendors_is_known() {
        Lead american = lead().setPhone("(727) 555-1111").setCallingCode("1").build();
        assertThat(body(american, Map.of("calling_code", "44"))).contains("\"mobile\":\"+17275551111\"");
        assertThat(body(american, Map.of())).contains("\"mobile\":\"(727) 555-1111\"");
        assertThat(body(lead().build(), Map.of("calling_code", "44"))).contains("\"mobile\":\"07840258823\"");
    }

    @Test
    void data_that_is_not_json_is_left_out_and_noted() {
        Encoded.Send send = (Encoded.Send)
                dialler.encode(Talk.delivery(lead().setData("{a}").build()).build(), account(Map.of()));
        assertThat(send.call().text()).doesNotContain("data");
        assertThat(send.notes()).containsExactly("data left out: the vendor has no form for it");
    }

    @Test
    void every_documented_answer_to_add_is_read() {
        assertThat(added(200, "{\n\"saved\": true,\n\"processed\": true\n}")).isEqualTo(TAKEN);
        assertThat(added(200, "{\"saved\": true, \"processed\": false, \"error\": \"Existing Contact\"}"))
                .isEqualTo(Rejected.because("duplicate"));
        assertThat(added(
                        200,
                        "{\"saved\": true, \"processed\": false, \"error\": \"Another call is already scheduled\"}"))
                .isEqualTo(Rejected.because("duplicate"));
        assertThat(added(200, "{\"saved\": true, \"processed\": false, \"error\": \"Unknown Type\"}"))
                .isEqualTo(Rejected.because("unknown type"));
        assertThat(added(400, "{\"email\": {\"0\": \"Email cannot be blank.\"}}"))
                .isEqualTo(Rejected.because("invalid"));
        assertThat(added(400, "{\"data\": {\"0\": \"Empty or invalid content of `data` field\"}}"))
                .isEqualTo(Rejected.because("invalid"));
        assertThat(added(500, "Internal Server Error")).isEqualTo(new Failed("HTTP 500", false));
    }

    @Test
    void every_other_answer_to_add_is_read_too() {
        assertThat(added(401, "{\"error\":\"Unknown key\"}")).isEqualTo(new Failed("login refused", true));
        assertThat(added(200, "{\"saved\": true, \"processed\": false, \"error\": \"John Doe is rude\"}"))
                .isEqualTo(Rejected.because("refused"));
        assertThat(added(200, "{\"saved\": false, \"processed\": false}")).isEqualTo(new Failed("not saved", false));
        assertThat(added(200, "{\"email\": {\"0\": \"Email cannot be blank.\"}}"))
                .isEqualTo(Rejected.because("invalid"));
        for (String garbage : List.of("", "<html>", "[]", "{}", "true", "{\"test\":\"ok\"}", "{\"saved\": true")) {
            assertThat(added(200, garbage)).as(garbage).isEqualTo(new Failed("not the dialect's answer", false));
        }
        assertThat(added(400, "<html>Bad Request</html>")).isEqualTo(new Failed("HTTP 400", false));
        assertThat(added(302, "")).isEqualTo(new Failed("HTTP 302", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "\"not found\" ! not found",
                "not found ! not found",
                "\"already processed\" ! already processed",
                "already processed ! already processed",
                "\"because\" ! refused",
            })
    void a_cancel_that_was_refused_is_read_with_and_without_quotes(String warning, String reason) {
        assertThat(cancelled("{\n\"cancelled\": false,\n\"warning\": " + warning + "\n}"))
                .isEqualTo(Rejected.because(reason));
    }

    @Test
    void other_answers_to_a_cancel_are_read() {
        assertThat(cancelled("{\"cancelled\": true}")).isEqualTo(TAKEN);
        for (String warning : List.of("server error (save)", "server error (call group)")) {
            assertThat(cancelled("{\"cancelled\": false, \"warning\": \"" + warning + "\"}"))
                    .isEqualTo(new Failed("server error", false));
            assertThat(cancelled("{\"cancelled\": false, \"warning\": " + warning + "}"))
                    .isEqualTo(new Failed("server error", false));
        }
        assertThat(cancelled("{\"saved\": true, \"processed\": true}"))
                .isEqualTo(new Failed("not the dialect's answer", false));
    }

    private Reply added(int status, String body) {
        return dialler.read(
                Answer.json(status, body), Talk.delivery(lead().build()).build(), account(Map.of()));
    }

    private Reply cancelled(String body) {
        Delivery delivery =
                Talk.delivery(lead().build()).setKind(DeliveryKind.WITHDRAW).build();
        return dialler.read(Answer.json(200, body), delivery, account(Map.of()));
    }

    private String body(Lead lead, Map<String, String> settings) {
        return Talk.sent(dialler.encode(Talk.delivery(lead).build(), account(settings)))
                .text();
    }

    private static VendorAccount account(Map<String, String> settings) {
        return new VendorAccount("dialler", Map.of("key", "a&b"), settings);
    }

    private static Lead.Builder lead() {
        return Lead.newBuilder()
                .setEmail("john@example.com")
                .setFirstName("John")
                .setLastName("Doe")
                .setPhone("07840258823")
                .setCallingCode("44")
                .setType("motor-trade");
    }
}
