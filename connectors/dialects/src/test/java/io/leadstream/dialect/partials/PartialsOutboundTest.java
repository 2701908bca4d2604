package io.leadstream.dialect.partials;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Accepted;
import io.leadstream.dialect.Reply.Failed;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialsOutboundTest {

    private static final Encoded INVALID = new Encoded.Refuse(Rejected.because("invalid"));
    private final Partials partials = new Partials();

    @Test
    void a_lead_is_a_posted_form_without_the_delay_that_was_served() {
        Lead lead = lead().setCallingCode("1")
                .setCountry("GB")
                .setListName("DECLINED")
                .setSettings(LeadSettings.newBuilder().setDelaySeconds(600).build())
                .build();
        Call call = Talk.sent(encode(lead, Map.of()));
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/mgr.php");
        assertThat(call.query()).isEmpty();
        assertThat(Form.of(call).values())
                .isEqualTo(Map.of(
                        "client_id", "DEMO1",
                        "step", "first",
                        "fields_phone", "727-555-1111",
                        "country_code", "1",
                        "campaign_id", "7",
                        "shipping_country", "United Kingdom",
                        "list_name", "DECLINED"));
    }

    @ParameterizedTest
    @CsvSource({
        "7275551111,1,727-555-1111",
        "(727) 555-1111,,727-555-1111",
        "+1 727 555 1111,1,727-555-1111",
        "17275551111,1,727-555-1111",
        "07840258823,44,784-025-8823",
        "727555111,1,''",
        "020 7946 00,44,''",
        "'',1,''",
    })
    void a_phone_is_ten_national_digits_or_the_lead_is_not_sent(String phone, String code, String sent) {
        Lead.Builder lead = lead().setPhone(phone);
        if (code != null) {
            lead.setCallingCode(code);
        }
        Encoded encoded = encode(lead.build(), Map.of());
        if (sent.isEmpty()) {
            assertThat(encoded).isEqualTo(INVALID);
        } else {
            assertThat(Form.of(Talk.sent(encoded)).get("fields_phone")).isEqualTo(sent);
        }
    }

    @Test
    void a_campaign_is_numeric_or_the_vendors_or_the_lead_is_not_sent() {
        Lead named = lead().setCampaign("TESTCAMP").build();
        assertThat(encode(named, Map.of())).isEqualTo(INVALID);
        assertThat(Form.of(Talk.sent(encode(named, Map.of("campaign_id", "9")))).get("campaign_id"))
                .isEqualTo("9");
        assertThat(Form.of(Talk.sent(encode(lead().build(), Map.of("campaign_id", "9"))))
                        .get("campaign_id"))
                .isEqualTo("9");
    }

    @Test
    void an_order_to_confirm_names_its_order() {
        assertThat(encode(lead().setListName("OC").build(), Map.of())).isEqualTo(INVALID);
        assertThat(Form.of(Talk.sent(
                                encode(lead().setListName("OC").setOrderId("O1").build(), Map.of())))
                        .get("crm_order_id"))
                .isEqualTo("O1");
        assertThat(encode(lead().build(), Map.of("list_name", "OC"))).isEqualTo(INVALID);
    }

    @Test
    void what_does_not_fit_is_cut_or_left_out_and_noted() {
        Encoded.Send send = (Encoded.Send) encode(
                lead().setFirstName("x".repeat(33))
                        .setState("Florida")
                        .setPostalCode("33760-12345")
                        .setListName("OTHER")
                        .setFullName("ignored, since there is a first name")
                        .build(),
                Map.of());
        Form form = Form.of(send.call());
        assertThat(form.get("fields_fname")).isEqualTo("x".repeat(32));
        assertThat(form.values()).doesNotContainKeys("shipping_state", "shipping_zip", "list_name", "fields_lname");
        assertThat(send.notes())
                .containsExactly(
                        "fields_fname cut to 32",
                        "shipping_state left out: longer than 2",
                        "shipping_zip left out: longer than 9",
                        "list_name left out: the vendor has no form for it");
    }

    @Test
    void a_zip_plus_four_is_sent_as_nine_digits_and_a_whole_name_in_two() {
        Form form = Form.of(Talk.sent(encode(
                lead().setPostalCode("33760-1234").setFullName("Zoe van Doe").build(), Map.of())));
        assertThat(form.get("shipping_zip")).isEqualTo("337601234");
        assertThat(form.get("fields_fname")).isEqualTo("Zoe van");
        assertThat(form.get("fields_lname")).isEqualTo("Doe");
    }

    @Test
    void a_withdrawal_says_who_and_no_more() {
        var delivery = Talk.delivery(lead().setFirstName("Bob").build())
                .setKind(DeliveryKind.WITHDRAW)
                .build();
        Call call = Talk.sent(partials.encode(delivery, account(Map.of())));
        assertThat(Form.of(call).values())
                .isEqualTo(Map.of(
                        "client_id", "DEMO1",
                        "step", "first",
                        "fields_phone", "727-555-1111",
                        "campaign_id", "7",
                        "reject", "1"));
        var dial = Talk.delivery(lead().build()).setKind(DeliveryKind.DIAL).build();
        assertThat(partials.encode(dial, account(Map.of())))
                .isEqualTo(new Encoded.Refuse(Rejected.because("not in this dialect")));
    }

    @ParameterizedTest
    @CsvSource({
        "Successfully imported lead '{12345}'.",
        "Successfully imported lead '12345'.",
        "Successfully imported lead {12345}.",
        "Successfully imported lead 12345",
        "<br>Successfully imported lead '{12345}'.",
    })
    void success_is_read_with_and_without_braces(String body) {
        assertThat(read(200, body)).isEqualTo(new Accepted(Optional.of("12345"), List.of()));
        assertThat(read(500, body)).isEqualTo(new Accepted(Optional.of("12345"), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!Failed importing lead. [not found] | not found",
                "!Failed importing lead. not found | not found",
                "Failed importing lead [Already Processed] | already processed",
                "!Failed importing lead. [duplicate lead] | duplicate",
                "!Failed importing lead. [phone is on the do-not-call list] | dnc",
                "!Failed importing lead. [fields_phone is not a phone number] | invalid",
                "!Failed importing lead. [list_name is not known in this campaign] | unknown list",
                "!Failed importing lead. [Debug Information] | refused",
                "!Failed importing lead. [] | refused",
            })
    void a_failure_is_the_leads_whatever_its_words(String body, String reason) {
        assertThat(read(200, body)).isEqualTo(Rejected.because(reason));
    }

    @Test
    void failures_that_are_not_the_leads_are_told_apart() {
        assertThat(read(200, "!Failed importing lead. [client_id is unknown]"))
                .isEqualTo(new Failed("login refused", true));
        assertThat(read(200, "!Failed importing lead. [not configured, please try again]"))
                .isEqualTo(new Failed("not configured", false));
        assertThat(read(503, "!Failed importing lead. [no decision in time, please try again]"))
                .isEqualTo(new Reply.Unknown("no decision in time"));
    }

    private Reply read(int status, String body) {
        return partials.read(
                Answer.text(status, body), Talk.delivery(lead().build()).build(), account(Map.of()));
    }

    private Encoded encode(Lead lead, Map<String, String> settings) {
        return partials.encode(Talk.delivery(lead).build(), account(settings));
    }

    private static VendorAccount account(Map<String, String> settings) {
        return new VendorAccount("partials", Map.of("client_id", "DEMO1"), settings);
    }

    private static Lead.Builder lead() {
        return Lead.newBuilder().setPhone("727-555-1111").setCampaign("7");
    }
}
