package io.leadstream.dialect.elision;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.DialReply;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Accepted;
import io.leadstream.dialect.Reply.Failed;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DialRequest;
import io.leadstream.schema.Lead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElisionOutboundTest {

    private final Elision elision = new Elision();

    @Test
    void a_lead_is_a_posted_add_lead() {
        Lead lead = lead().setFirstName("Zoe")
                .setLastName("Doe")
                .setMobile("(727) 555-1112")
                .setLeadUrl("google.com")
                .build();
        Call call = Talk.sent(encode(lead, Map.of()));
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/elision-dialer/elision-api/main.php");
        assertThat(call.query()).isEmpty();
        assertThat(Form.of(call).values())
                .isEqualTo(Map.of(
                        "action", "add_lead",
                        "user", "6666",
                        "pass", "s&cret",
                        "source", "leadstream",
                        "phone_number", "7275551111",
                        "list_id", "101",
                        "custom_fields", "Y",
                        "CustomerName", "Zoe Doe",
                        "MobileNo", "7275551112",
                        "LeadformURL", "google.com"));
    }

    @Test
    void settings_change_list_source_url_parameter_and_login() {
        Call call = Talk.sent(encode(
                lead().setLeadUrl("google.com").build(),
                Map.of("list_id", "555", "source", "us", "lead_url_parameter", "LeadfromURL", "auth", "basic")));
        Form form = Form.of(call);
        assertThat(form.get("list_id")).isEqualTo("555");
        assertThat(form.get("source")).isEqualTo("us");
        assertThat(form.get("LeadfromURL")).isEqualTo("google.com");
        assertThat(form.values()).doesNotContainKeys("user", "pass", "LeadformURL");
        assertThat(call.header("authorization")).isEqualTo("Basic NjY2NjpzJmNyZXQ=");
    }

    @Test
    void what_does_not_fit_is_cut_or_left_out_and_noted() {
        Encoded.Send send = (Encoded.Send) encode(
                lead().setMobile("123")
                        .setProspectId("p".repeat(37))
                        .setLeadSource("s".repeat(101))
                        .build(),
                Map.of("list_id", "1234567890123"));
        assertThat(Form.of(send.call()).values()).doesNotContainKeys("MobileNo", "prospects_id", "list_id");
        assertThat(send.notes())
                .containsExactly(
                        "list_id left out: not 3 to 12 digits",
                        "prospects_id left out: longer than 36",
                        "MobileNo left out: the vendor has no form for it",
                        "LeadSource cut to 100");
    }

    @Test
    void a_foreign_number_says_its_calling_code_where_the_vendors_is_known() {
        Lead british = lead().setPhone("07840 258823").setCallingCode("44").build();
        assertThat(Form.of(Talk.sent(encode(british, Map.of()))).get("phone_number"))
                .isEqualTo("07840258823");
        assertThat(Form.of(Talk.sent(encode(british, Map.of("calling_code", "1"))))
                        .get("phone_number"))
                .isEqualTo("447840258823");
        assertThat(Form.of(Talk.sent(encode(
                                lead().setPhone("+1 727 555 1111")
                                        .setCallingCode("1")
                                        .build(),
                                Map.of())))
                        .get("phone_number"))
                .isEqualTo("7275551111");
    }

    @Test
    void a_lead_without_a_phone_and_a_withdrawal_are_not_sent() {
        assertThat(encode(lead().setPhone("12345").build(), Map.of()))
                .isEqualTo(new Encoded.Refuse(Rejected.because("invalid")));
        Delivery withdrawal =
                Talk.delivery(lead().build()).setKind(DeliveryKind.WITHDRAW).build();
        assertThat(elision.encode(withdrawal, account(Map.of())))
                .isEqualTo(new Encoded.Refuse(Rejected.because("not in this dialect")));
    }

    @Test
    void a_dial_is_a_posted_manual_dial() {
        Call call = Talk.sent(elision.encode(dial("(727) 555-1111"), account(Map.of())));
        assertThat(call.text())
                .isEqualTo(
                        "action=manual_dial&source=click_to_call&agent_user=agent&value=7275551111&search=YES&preview=NO"
                                + "&focus=YES&phone_code=1&prospects_id=654dsddfd&user=6666&pass=s%26cret");
        assertThat(elision.encode(dial("12345"), account(Map.of())))
                .isEqualTo(new Encoded.Refuse(Rejected.because(DialReply.VALUE_INVALID)));
        assertThat(elision.encode(dial(""), account(Map.of())))
                .isEqualTo(new Encoded.Refuse(Rejected.because(DialReply.VALUE_BLANK)));
    }

    @Test
    void every_documented_success_is_read() {
        assertThat(read(200, ElisionExamples.LEAD_CREATED)).isEqualTo(taken("1764"));
        assertThat(read(200, ElisionExamples.RECORDS_CREATED)).isEqualTo(taken("1765"));
        assertThat(read(503, ElisionExamples.LEAD_CREATED)).isEqualTo(taken("1764"));
        assertThat(read(200, ElisionExamples.LEAD_CREATED.replace("\"true\"", "true")))
                .isEqualTo(taken("1764"));
        assertThat(dialled(ElisionExamples.DIAL_SET)).isEqualTo(new Accepted(Optional.empty(), List.of()));
        assertThat(read(200, ElisionExamples.DIAL_SET))
                .isEqualTo(new Reply.Unknown("a success that is not documented"));
        assertThat(dialled(ElisionExamples.LEAD_CREATED))
                .isEqualTo(new Reply.Unknown("a success that is not documented"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "add_lead PHONE NUMBER MUST HAVE MINIMUM 6 DIGIT AND MAXIMUM 16 DIGIT | invalid",
                "add_lead PHONE NUMBER IS REQUIRED | invalid",
                "add_lead PHONE NUMBER IS NOT VALID | invalid",
                "add_lead LIST ID NOT FOUND IN SYSTEM | unknown list",
                "add_lead LIST ID IS REQUIRED | unknown list",
                "add_lead LIST ID MINIMUM 3 DIGIT AND MAXIMUM 14 DIGIT | unknown list",
                "add_lead CUSTOM_FIELDS IS REQUIRED AND MUST HAVE SET TO Y | refused",
                "add_lead CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST | refused",
                "add_multi_lead PHONE NUMBER MINIMUM 6 DIGIT AND MAXIMUM 16 DIGIT | invalid",
                "add_multi_lead LIST ID liopk DOES NOT EXISTS | unknown list",
                "add_lead DUPLICATE PHONE NUMBER | duplicate",
                "add_lead PHONE NUMBER IN DNC | dnc",
                "manual_dial AGENT_USER IS NOT LOGGED IN | agent not logged in",
                "manual_dial AGENT_USER IS NOT PAUSED | agent not paused",
                "manual_dial AGENT_USER IS NOT ALLOWED TO PLACE MANUAL DIAL CALLS | agent not allowed",
                "manual_dial VALUE IS NOT VALID | value invalid",
                "manual_dial VALUE IS REQUIRED | value blank",
            })
    void a_refusal_is_read(String message, String reason) {
        String body = "{\"success\":\"false\",\"message\":\"" + message + "\"}";
        assertThat(read(200, body)).isEqualTo(Rejected.because(reason));
        assertThat(dialled(body)).isEqualTo(Rejected.because(reason));
        assertThat(read(200, "{\"lead 1\":" + body + "}")).isEqualTo(Rejected.because(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'success':'false','message':'Login incorrect, please try again' | login refused | true",
                "'status':'false','message':'PLEASE ENTER ACTION VALUE' | function refused | false",
                "'status':'false','message':'ENTERED ACTION IS NOT VALID' | function refused | false",
                "'success':'false','message':'add_lead SOURCE IS REQUIRED' | source refused | false",
                "'success':'false','message':'add_multi_lead PLEASE ENTER TWO DIGIT SOURCE VALUE' | source refused | false",
                "'success':'false','message':'add_multi_lead PLEASE CHECK YOUR JSON SYNTAX' | request refused | false",
                "'success':'false','message':'add_multi_lead MULTI_LEAD IS REQUIRED FIELDS' | request refused | false",
                "'success':'false','message':'add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM' | permission refused | false",
                "'success':'false','message':'add_lead  USER  DOES NOT HAVE PERMISSION' | permission refused | false",
                "'success':'false','message':'add_lead SOMETHING ELSE' | an error that is not documented | false",
            })
    void an_answer_that_is_no_fault_of_the_lead_is_failed(String fields, String reason, boolean stop) {
        String body = "{" + fields.replace('\'', '"') + "}";
        assertThat(read(200, body)).isEqualTo(new Failed(reason, stop));
    }

    private Reply read(int status, String body) {
        return elision.read(
                Answer.json(status, body), Talk.delivery(lead().build()).build(), account(Map.of()));
    }

    private Reply dialled(String body) {
        return elision.read(Answer.json(200, body), dial("7275551111"), account(Map.of()));
    }

    private static Reply taken(String id) {
        return new Accepted(Optional.of(id), List.of());
    }

    private Encoded encode(Lead lead, Map<String, String> settings) {
        return elision.encode(Talk.delivery(lead).build(), account(settings));
    }

    private static VendorAccount account(Map<String, String> settings) {
        return new VendorAccount("elision", Map.of("user", "6666", "pass", "s&cret"), settings);
    }

    private static Lead.Builder lead() {
        return Lead.newBuilder().setPhone("(727) 555-1111");
    }

    private static Delivery dial(String phone) {
        return Talk.delivery(Lead.newBuilder().build())
                .setLead(null)
                .setKind(DeliveryKind.DIAL)
                .setDial(DialRequest.newBuilder()
                        .setAgentUser("agent")
                        .setPhone(phone)
                        .setCallingCode("1")
                        .setSource("click_to_call")
                        .setSearch(true)
                        .setFocus(true)
                        .setProspectId("654dsddfd")
                        .build())
                .build();
    }
}
