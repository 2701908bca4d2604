package io.leadstream.dialect.partials;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The source shows no example request; these are made of its table of fields. */
class PartialsInboundTest {

    private static final String NEEDED = "client_id=DEMO1&step=first&campaign_id=1&fields_phone=727-555-1111";
    private final Partials partials = new Partials();

    @Test
    void every_field_of_the_document_is_carried() {
        LeadEvent event = Talk.event(post(NEEDED
                + "&product_name=Widget&fields_fname=Bob&fields_lname=Smith&shipping_street_address=1+Main%20St"
                + "&shipping_city=Clearwater&shipping_state=FL&shipping_zip=337601234&shipping_country=united+states"
                + "&billing_street_address=2+Side+St&billing_city=London&billing_state=LN&billing_zip=W1A+1AA"
                + "&billing_country=UK&country_code=%2B44&fields_email=bob%40example.com&offer_id=SKU1&lead_id=L1"
                + "&ip=192.0.2.1&hostname=host&browser=Mozilla&referer=http://example.com/&delay=30&aff_id=A1"
                + "&subaff_id=A2&crm_prospect_id=P1&crm_order_id=O1&crm_campaign_id=C1&crm_product_id=R1"
                + "&crm_amount=9.99&crm_campaign_name=Spring&crm_product_name=Thing&list_name=winback"));
        assertThat(event.getKind()).isEqualTo(LeadEventKind.SUBMITTED);
        assertThat(event.getAccount()).isEqualTo("partials-demo");
        assertThat(event.getDialect()).isEqualTo("partials");
        assertThat(event.getLead())
                .contains(Lead.newBuilder()
                        .setPhone("727-555-1111")
                        .setCallingCode("44")
                        .setCampaign("1")
                        .setListName("WINBACK")
                        .setProductName("Widget")
                        .setFirstName("Bob")
                        .setLastName("Smith")
                        .setAddress1("1 Main St")
                        .setCity("Clearwater")
                        .setState("FL")
                        .setPostalCode("33760-1234")
                        .setCountry("US")
                        .setBillingAddress1("2 Side St")
                        .setBillingCity("London")
                        .setBillingState("LN")
                        .setBillingPostalCode("W1A 1AA")
                        .setBillingCountry("GB")
                        .setEmail("bob@example.com")
                        .setOfferId("SKU1")
                        .setProducerLeadId("L1")
                        .setIp("192.0.2.1")
                        .setHostname("host")
                        .setBrowser("Mozilla")
                        .setReferer("http://example.com/")
                        .setAffiliateId("A1")
                        .setSubAffiliateId("A2")
                        .setProspectId("P1")
                        .setOrderId("O1")
                        .setCrmCampaignId("C1")
                        .setCrmProductId("R1")
                        .setCrmAmount("9.99")
                        .setCrmCampaignName("Spring")
                        .setCrmProductName("Thing")
                        .setSettings(
                                LeadSettings.newBuilder().setDelaySeconds(1800).build())
                        .build());
    }

    @Test
    void what_is_absent_takes_the_documents_defaults() {
        Lead lead = Talk.event(post(NEEDED)).getLead().orElseThrow();
        assertThat(lead)
                .isEqualTo(Lead.newBuilder()
                        .setPhone("727-555-1111")
                        .setCallingCode("1")
                        .setCampaign("1")
                        .setListName("TEST")
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "client_id= ! client_id is required",
                "client_id=DEMO2 ! client_id is unknown",
                "step= ! step must be first",
                "step=second ! step must be first",
                "campaign_id= ! campaign_id is required",
                "campaign_id=TESTCAMP ! campaign_id must be numeric",
                "fields_phone= ! fields_phone is required",
                "fields_phone=555-11 ! fields_phone is not a phone number",
                "fields_phone=727-555-CALL-1 ! fields_phone is not a phone number",
                "fields_phone=12345678901234567 ! fields_phone is not a phone number",
                "country_code=abc ! country_code must be a dialing code of 1 to 4 digits",
                "country_code=12345 ! country_code must be a dialing code of 1 to 4 digits",
                "delay=-1 ! delay must be a whole number of minutes",
                "delay=soon ! delay must be a whole number of minutes",
                "delay=2.5 ! delay must be a whole number of minutes",
                "list_name=OTHER ! list_name must be TEST, WINBACK, LIVEPARTIALS, DECLINED or OC",
                "list_name=OC ! crm_order_id is required for list_name OC",
                "shipping_state=Florida ! shipping_state is longer than 2 characters",
                "billing_state=Florida ! billing_state is longer than 2 characters",
                "shipping_zip=1234567890 ! shipping_zip is longer than 9 characters",
                "billing_zip=1234567890 ! billing_zip is longer than 9 characters",
                "cvv=123 ! card verification codes are not accepted",
                "step=&delay=x ! step must be first; delay must be a whole number of minutes",
            })
    void what_is_wrong_is_said_and_nothing_is_saved(String change, String why) {
        Answer answer = Talk.answered(post(NEEDED + "&" + change));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("!Failed importing lead. [" + why + "]\n");
    }

    @ParameterizedTest
    @CsvSource({
        "product_name,255",
        "fields_fname,32",
        "fields_lname,32",
        "shipping_street_address,64",
        "shipping_city,64",
        "billing_street_address,64",
        "billing_city,64",
        "shipping_country,64",
        "billing_country,64",
        "fields_email,255",
        "crm_campaign_name,64",
        "crm_product_name,64",
    })
    void a_value_may_have_its_length_and_not_one_character_more(String field, int most) {
        assertThat(Talk.event(post(NEEDED + "&" + field + "=" + "é".repeat(most))))
                .isNotNull();
        assertThat(Talk.answered(post(NEEDED + "&" + field + "=" + "é".repeat(most + 1)))
                        .text())
                .isEqualTo("!Failed importing lead. [" + field + " is longer than " + most + " characters]\n");
    }

    @Test
    void a_phone_may_have_32_characters_with_its_punctuation() {
        String phone = "(727) - 555 - 1111";
        assertThat(Talk.event(post(NEEDED + "&fields_phone=" + phone)).getLead().flatMap(Lead::getPhone))
                .contains(phone);
        assertThat(Talk.answered(post(NEEDED + "&fields_phone=7275551111" + "-".repeat(23)))
                        .text())
                .contains("fields_phone is longer than 32 characters");
    }

    @Test
    void a_country_that_nobody_knows_is_left_out_and_noted() {
        LeadEvent event = Talk.event(post(NEEDED + "&shipping_country=Narnia"));
        assertThat(event.getLead().flatMap(Lead::getCountry)).isEmpty();
        assertThat(event.getNotes()).containsExactly("shipping_country left out: not a value it may have");
    }

    @Test
    void a_card_number_is_in_no_event_and_the_answer_says_so() {
        Submission.Offered offered = Talk.offered(post(NEEDED + "&cc_number=4111111111111111"));
        assertThat(offered.events().toString()).doesNotContain("4111111111111111");
        assertThat(offered.events().get(0).getNotes()).containsExactly("cc_number dropped: card numbers are not kept");
        assertThat(partials.answer(offered, List.of(Talk.accepted())).text())
                .isEqualTo("Successfully imported lead '{193715}'.\n[cc_number dropped: card numbers are not kept]\n");
    }

    @Test
    void a_lead_is_withdrawn_by_phone_and_campaign() {
        LeadEvent event = Talk.event(post(NEEDED + "&reject=1&list_name=OC&country_code=44"));
        assertThat(event.getKind()).isEqualTo(LeadEventKind.CANCELLED);
        assertThat(event.getCancel())
                .contains(CancelRequest.newBuilder()
                        .setPhone("727-555-1111")
                        .setCallingCode("44")
                        .setCampaign("1")
                        .build());
        assertThat(Talk.answered(post("client_id=DEMO1&reject=1")).text())
                .isEqualTo("!Failed importing lead. [step must be first; fields_phone is required;"
                        + " campaign_id is required]\n");
        assertThat(Talk.event(post(NEEDED + "&reject=0")).getKind()).isEqualTo(LeadEventKind.SUBMITTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CANCELLED | Successfully imported lead '{1002}'.",
                "NOT_FOUND | !Failed importing lead. [not found]",
                "ALREADY_PROCESSED | !Failed importing lead. [already processed]",
                "UNKNOWN | !Failed importing lead. [no decision in time, please try again]",
            })
    void a_withdrawal_is_answered_with_the_withdrawn_leads_id(DecisionOutcome outcome, String line) {
        Submission.Offered offered = Talk.offered(post(NEEDED + "&reject=1"));
        List<Long> met = outcome == DecisionOutcome.CANCELLED ? List.of(1001L, 1002L) : List.of();
        Answer answer = partials.answer(
                offered, List.of(Talk.decision(outcome).setCancelledLeads(met).build()));
        assertThat(answer.text()).isEqualTo(line + "\n");
    }

    @Test
    void a_lead_is_answered_from_its_decision() {
        Submission.Offered offered = Talk.offered(post(NEEDED));
        assertThat(partials.answer(offered, List.of(Talk.accepted())).text())
                .isEqualTo("Successfully imported lead '{193715}'.\n");
        assertThat(partials.answer(offered, List.of(Talk.rejected(Reason.DUPLICATE)))
                        .text())
                .isEqualTo("!Failed importing lead. [duplicate lead]\n");
        assertThat(partials.answer(offered, List.of(Talk.rejected(Reason.CAMPAIGN_UNKNOWN)))
                        .text())
                .isEqualTo("!Failed importing lead. [campaign_id is unknown]\n");
        assertThat(partials.undecided(offered, Undecided.NO_DECISION_IN_TIME).status())
                .isEqualTo(503);
        assertThat(partials.answer(offered, List.of()).text())
                .isEqualTo("!Failed importing lead. [no decision in time, please try again]\n");
    }

    @Test
    void an_account_may_do_what_it_may_and_by_post_only() {
        Account adder = new Account("a", "partials", "C", "1", "UTC", Set.of(), Set.of("add"), Set.of(), Set.of("2"));
        assertThat(Talk.answered(partials.accept(
                                Talk.post("/mgr.php", "", Form.TYPE, "client_id=C&reject=1"),
                                Talk.intake(Map.of("C ", adder))))
                        .text())
                .isEqualTo("!Failed importing lead. [client_id may not do this]\n");
        assertThat(Talk.answered(partials.accept(
                                Talk.post("/mgr.php", "", Form.TYPE, NEEDED.replace("DEMO1", "C")),
                                Talk.intake(Map.of("C ", adder))))
                        .text())
                .isEqualTo("!Failed importing lead. [campaign_id is not allowed]\n");
        assertThat(Talk.answered(partials.accept(Talk.get("/mgr.php", NEEDED), Talk.intake()))
                        .status())
                .isEqualTo(405);
    }

    private Submission post(String form) {
        return partials.accept(Talk.post("/mgr.php", "", Form.TYPE, form), Talk.intake());
    }
}
