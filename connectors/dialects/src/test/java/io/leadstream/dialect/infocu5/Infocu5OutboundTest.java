package io.leadstream.dialect.infocu5;

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
import io.leadstream.schema.Gender;
import io.leadstream.schema.Lead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Infocu5OutboundTest {

    private static final String OUTER = "{\"responseCode\":1,\"responseMessage\":\"Success\",\"responseDetails\":";
    private final Infocu5 infocu5 = new Infocu5();

    @Test
    void a_lead_is_a_posted_add_leads_of_one() {
        Lead lead = lead().setFirstName("Bob")
                .setCountry("GB")
                .setGender(Gender.FEMALE)
                .setProducts(List.of("Widget"))
                .build();
        Call call = Talk.sent(encode(lead, Map.of()));
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/dialer/");
        assertThat(call.header("content-type")).isEqualTo("application/json");
        assertThat(call.text())
                .isEqualTo("{\"affiliateID\":\"A\",\"affiliateKey\":\"K\",\"dialerFunction\":\"addLeads\","
                        + "\"campaignID\":\"1111\",\"listID\":\"101\",\"leads\":[{\"leadNameFirst\":\"Bob\","
                        + "\"leadCountry\":\"GB\",\"leadPhone\":\"8885551212\",\"leadGender\":\"F\","
                        + "\"leadProductList\":[\"Widget\"]}]}");
    }

    @Test
    void campaign_list_and_calling_code_can_be_the_vendors() {
        Map<String, String> settings = Map.of("campaign_id", "9", "list_id", "900", "calling_code", "44");
        assertThat(Talk.sent(encode(lead().build(), settings)).text())
                .contains("\"campaignID\":\"9\",\"listID\":\"900\"", "\"leadPhone\":\"+18885551212\"");
        assertThat(Talk.sent(encode(lead().clearCampaign().build(), Map.of())).text())
                .contains("\"campaignID\":\"TESTCAMP\"");
    }

    @Test
    void a_lead_without_phone_campaign_or_list_and_what_is_no_lead_are_not_sent() {
        Encoded invalid = new Encoded.Refuse(Rejected.because("invalid"));
        assertThat(encode(lead().setPhone("12345").build(), Map.of())).isEqualTo(invalid);
        assertThat(encode(lead().build(), Map.of("list_id", ""))).isEqualTo(invalid);
        assertThat(encode(lead().build(), Map.of("campaign_id", ""))).isEqualTo(invalid);
        Delivery withdrawal =
                Talk.delivery(lead().build()).setKind(DeliveryKind.WITHDRAW).build();
        assertThat(infocu5.encode(withdrawal, account(Map.of())))
                .isEqualTo(new Encoded.Refuse(Rejected.because("not in this dialect")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{'leadID':'7','responseCode':1,'responseMessage':'Success'}] | 7",
                "[{'leadID':7,'responseCode':'1'}] | 7",
                "{'7':{'leadID':'7','responseCode':1}} | 7",
                "[{'responseCode':1}] | ~~",
            })
    void success_is_read_from_the_leads_entry(String details, String id) {
        Reply taken = new Accepted(Optional.of(id).filter(text -> !text.isEmpty()), List.of());
        assertThat(read(200, OUTER + details.replace('\'', '"') + "}")).isEqualTo(taken);
        assertThat(read(500, OUTER + details.replace('\'', '"') + "}")).isEqualTo(taken);
    }

    @Test
    void success_without_entries_is_taken_and_without_the_leads_is_not_known() {
        assertThat(read(200, "{\"responseCode\":1,\"responseMessage\":\"Success\"}"))
                .isEqualTo(new Accepted(Optional.empty(), List.of()));
        assertThat(read(200, OUTER + "[]}")).isEqualTo(new Reply.Unknown("no entry for the lead"));
        assertThat(read(200, OUTER + "[{}]}")).isEqualTo(new Reply.Unknown("no entry for the lead"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "80 | Duplicate lead | duplicate",
                "80 | Do not call | dnc",
                "80 | leadPhone is not a valid phone number | invalid",
                "80 | anything | invalid",
                "340 | Unknown list | unknown list",
                "340 | List not allowed | list not allowed",
            })
    void a_refusal_is_read_from_the_leads_entry(int code, String message, String reason) {
        assertThat(read(
                        200,
                        OUTER + "[{\"leadID\":\"\",\"responseCode\":" + code + ",\"responseMessage\":\"" + message
                                + "\"}]}"))
                .isEqualTo(Rejected.because(reason));
    }

    @Test
    void every_documented_code_is_read() {
        assertThat(code(80)).isEqualTo(new Failed("request refused", false));
        assertThat(code(100)).isEqualTo(new Failed("login refused", true));
        assertThat(code(340)).isEqualTo(Rejected.because("unknown list"));
        assertThat(code(341)).isEqualTo(Rejected.because("unknown list"));
        assertThat(code(800)).isEqualTo(new Failed("function refused", false));
        assertThat(code(900)).isEqualTo(new Failed("interface error", false));
        assertThat(code(7)).isEqualTo(new Failed("a code that is not documented", false));
        assertThat(read(200, "{\"responseCode\":900,\"responseDetails\":\"no decision in time, please try again\"}"))
                .isEqualTo(new Reply.Unknown("no decision in time"));
    }

    private Reply code(int code) {
        return read(200, "{\"responseCode\": " + code + ", \"responseMessage\": \"words\"}");
    }

    private Reply read(int status, String body) {
        return infocu5.read(
                Answer.json(status, body), Talk.delivery(lead().build()).build(), account(Map.of()));
    }

    private Encoded encode(Lead lead, Map<String, String> settings) {
        return infocu5.encode(Talk.delivery(lead).build(), account(settings));
    }

    private static VendorAccount account(Map<String, String> settings) {
        return new VendorAccount("infocu5", Map.of("affiliateID", "A", "affiliateKey", "K"), settings);
    }

    private static Lead.Builder lead() {
        return Lead.newBuilder().setPhone("(888) 555-1212").setCampaign("1111");
    }
}
