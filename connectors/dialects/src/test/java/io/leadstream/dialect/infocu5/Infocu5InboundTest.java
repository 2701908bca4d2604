package io.leadstream.dialect.infocu5;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Gender;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Infocu5InboundTest {

    private static final String MALFORMED =
            "{\"responseCode\":80,\"responseMessage\":\"Improperly formatted request (JSON format required)\"}";
    private static final String LOGIN =
            "{\"responseCode\":100,\"responseMessage\":\"Invalid ID and Transaction Key combination\"}";
    private static final String INVALID_FUNCTION = "{\"responseCode\":800,\"responseMessage\":\"Invalid function\"}";
    private final Infocu5 infocu5 = new Infocu5();

    @Test
    void every_field_of_a_lead_is_carried() {
        LeadEvent event = Talk.event(post(Infocu5Examples.ADD_LEADS));
        assertThat(event.getKind()).isEqualTo(LeadEventKind.SUBMITTED);
        assertThat(event.getAccount()).isEqualTo("infocu5-demo");
        assertThat(event.getDialect()).isEqualTo("infocu5");
        assertThat(event.getLead())
                .contains(Lead.newBuilder()
                        .setCampaign("1111")
                        .setListId("111000")
                        .setCallingCode("1")
                        .setFirstName("Bob")
                        .setLastName("Smith")
                        .setAddress1("1 Main St")
                        .setAddress2("Flat 2")
                        .setCity("Clearwater")
                        .setState("FL")
                        .setPostalCode("33760")
                        .setCountry("US")
                        .setPhone("8885551212")
                        .setAltPhone("8885551313")
                        .setEmail("bob@example.com")
                        .setIp("192.0.2.1")
                        .setCompany("Smith Ltd")
                        .setGender(Gender.MALE)
                        .setProducts(List.of("Widget", "Gadget"))
                        .build());
    }

    @Test
    void each_lead_has_its_entry_in_order() {
        Submission.Offered offered = Talk.offered(post(Infocu5Examples.ADD_TWO));
        assertThat(infocu5.answer(offered, List.of(Talk.accepted(), Talk.rejected(Reason.DUPLICATE)))
                        .text())
                .isEqualTo("{\"responseCode\":1,\"responseMessage\":\"Success\",\"responseDetails\":["
                        + "{\"leadID\":\"193715\",\"responseCode\":1,\"responseMessage\":\"Success\"},"
                        + "{\"leadID\":\"\",\"responseCode\":80,\"responseMessage\":\"Duplicate lead\"}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | leadPhone is required",
                "{'leadPhone':''} | leadPhone is required",
                "{'leadPhone':'12345'} | leadPhone is not a valid phone number",
                "{'leadPhone':'888-555-CALL-12'} | leadPhone is not a valid phone number",
                "{'leadPhone':'8885551212','leadCity':{}} | leadCity must be a text",
                "{'leadPhone':'8885551212','leadCVV':'123'} | Card verification codes are not accepted",
                "7 | A lead must be an object",
            })
    void one_bad_lead_stands_beside_good_ones(String bad, String why) {
        Submission.Offered offered =
                Talk.offered(post(Infocu5Examples.ENVELOPE + bad.replace('\'', '"') + ",{\"leadPhone\":8885551212}]}"));
        assertThat(offered.events()).hasSize(1);
        assertThat(infocu5.answer(offered, List.of(Talk.accepted())).text())
                .isEqualTo("{\"responseCode\":1,\"responseMessage\":\"Success\",\"responseDetails\":["
                        + "{\"leadID\":\"\",\"responseCode\":80,\"responseMessage\":\"" + why + "\"},"
                        + "{\"leadID\":\"193715\",\"responseCode\":1,\"responseMessage\":\"Success\"}]}");
        Answer alone = Talk.answered(post(Infocu5Examples.ENVELOPE + bad.replace('\'', '"') + "]}"));
        assertThat(alone.text()).contains(why).contains("\"responseCode\":1,");
    }

    @Test
    void a_card_number_is_in_no_event_and_its_entry_says_so() {
        Submission.Offered offered = Talk.offered(post(
                Infocu5Examples.ENVELOPE + "{\"leadPhone\":\"8885551212\",\"leadCCNumber\":\"4111111111111111\"}]}"));
        assertThat(offered.events().toString()).doesNotContain("4111111111111111");
        assertThat(offered.events().get(0).getNotes())
                .containsExactly("leadCCNumber dropped: card numbers are not kept");
        assertThat(infocu5.answer(offered, List.of(Talk.accepted())).text())
                .contains("\"Success (leadCCNumber dropped: card numbers are not kept)\"");
    }

    @Test
    void products_may_be_a_text_with_commas() {
        Lead lead = Talk.event(post(Infocu5Examples.ENVELOPE
                        + "{\"leadPhone\":\"8885551212\",\"leadProductList\":\"Widget, Gadget,\"}]}"))
                .getLead()
                .orElseThrow();
        assertThat(lead.getProducts()).containsExactly("Widget", "Gadget");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~",
                "{",
                "[]",
                "null",
                "{'affiliateID':'a'} x",
                "{'affiliateID':'a'}}",
                "{'affiliateID':'a','affiliateID':'b'}",
                "{'affiliateID':'a',,}",
            })
    void what_is_no_json_object_is_80(String body) {
        Answer answer = Talk.answered(post(body.replace('\'', '"')));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(MALFORMED);
    }

    @Test
    void wrong_or_missing_credentials_are_100_whatever_else_is_wrong() {
        assertThat(Talk.answered(post("{}")).text()).isEqualTo(LOGIN);
        assertThat(Talk.answered(post(
                                "{\"affiliateID\":\"AFFILIATE001\",\"affiliateKey\":\"x\",\"dialerFunction\":\"x\"}"))
                        .text())
                .isEqualTo(LOGIN);
        assertThat(Talk.answered(post("{\"affiliateID\":{},\"affiliateKey\":[1]}"))
                        .text())
                .isEqualTo(LOGIN);
    }

    @ParameterizedTest
    @CsvSource({"''", "deleteLeads", "getagents"})
    void a_function_that_there_is_none_of_is_800(String function) {
        assertThat(Talk.answered(post("{" + Infocu5Examples.LOGIN + "\"dialerFunction\":\"" + function + "\"}"))
                        .text())
                .isEqualTo(INVALID_FUNCTION);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'listID':'111000','leads':[{}]",
                "'campaignID':'1111','leads':[{}]",
                "'campaignID':'1111','listID':'abc','leads':[{}]",
                "'campaignID':'1111','listID':'111000'",
                "'campaignID':'1111','listID':'111000','leads':[]",
                "'campaignID':'1111','listID':'111000','leads':{}",
            })
    void add_leads_without_its_fields_is_80(String fields) {
        assertThat(Talk.answered(post("{" + Infocu5Examples.LOGIN + "\"dialerFunction\":\"addLeads\","
                                + fields.replace('\'', '"') + "}"))
                        .text())
                .isEqualTo(MALFORMED);
    }

    @Test
    void an_account_may_do_what_it_may_and_by_post_only() {
        Account account =
                new Account("a", "infocu5", "n", "1", "UTC", Set.of(), Set.of("addLeads"), Set.of("1"), Set.of("1111"));
        var intake = Talk.intake(Map.of("AFFILIATE001 " + Talk.INFOCU5_KEY, account));
        assertThat(Talk.answered(infocu5.accept(call(Infocu5Examples.GET_AGENTS), intake))
                        .text())
                .isEqualTo(INVALID_FUNCTION);
        assertThat(Talk.answered(infocu5.accept(call(Infocu5Examples.ADD_LEADS), intake))
                        .text())
                .isEqualTo("{\"responseCode\":340,\"responseMessage\":\"No Campaigns available\"}");
        assertThat(Talk.answered(infocu5.accept(Talk.get("/dialer/", ""), Talk.intake()))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void no_decision_in_time_is_900() {
        Submission.Offered offered = Talk.offered(post(Infocu5Examples.ADD_TWO));
        Answer answer = infocu5.undecided(offered, Undecided.NO_DECISION_IN_TIME);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("{\"responseCode\":900,\"responseMessage\":\"The interface encountered an error\","
                        + "\"responseDetails\":\"no decision in time, please try again\"}");
        assertThat(infocu5.answer(
                                offered,
                                List.of(Talk.decision(DecisionOutcome.REJECTED).build()))
                        .text())
                .contains("\"responseCode\":900,\"responseMessage\":\"The interface encountered an error\"}")
                .contains("no decision in time");
    }

    private Submission post(String body) {
        return infocu5.accept(call(body), Talk.intake());
    }

    private static Call call(String body) {
        return Talk.post("/dialer/", "", "application/json", body);
    }
}
