package io.leadstream.dialect.elision;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.DialReply;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DialRequest;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElisionInboundTest {

    private static final String LOGIN = "user=6666&pass=1234";
    private static final String ONE =
            LOGIN + "&action=add_lead&source=test&phone_number=1234567890&list_id=25062018&custom_fields=Y";
    private static final String SEVERAL = LOGIN + "&action=add_multi_lead&source=test&custom_fields=Y&multi_leads=";
    private static final String GOOD = "{\"phone_number\":\"2222222\",\"list_id\":\"25062018\"}";
    private static final String DIAL = LOGIN
            + "&action=manual_dial&source=click&agent_user=agent&value=1234567890&search=YES&preview=NO&focus=YES";
    private final Elision elision = new Elision();

    @Test
    void the_documents_add_lead_is_carried_and_answered_letter_for_letter() {
        for (Call call : List.of(
                Talk.get(Elision.PATH, ElisionExamples.ADD_LEAD),
                Talk.post(Elision.PATH, "", Form.TYPE, ElisionExamples.ADD_LEAD),
                Talk.get(Elision.PATH, ElisionExamples.ADD_LEAD.replace("LeadformURL", "LeadfromURL")))) {
            Submission.Offered offered = Talk.offered(elision.accept(call, intake()));
            LeadEvent event = offered.events().get(0);
            assertThat(event.getKind()).isEqualTo(LeadEventKind.SUBMITTED);
            assertThat(event.getAccount()).isEqualTo("elision-demo");
            assertThat(event.getDialect()).isEqualTo("elision");
            assertThat(event.getLead())
                    .contains(Lead.newBuilder()
                            .setSource("test")
                            .setPhone("1234567890")
                            .setCallingCode("1")
                            .setListId("25062018")
                            .setProspectId("123")
                            .setFullName("testuser")
                            .setMobile("1234567890")
                            .setEnquirySource("test")
                            .setEnquiryType("tets")
                            .setEnquiryId("987")
                            .setWebEnquiryNumber("5654")
                            .setLeadSubSource("WEB")
                            .setLeadSource("test")
                            .setLeadUrl("google.com")
                            .setSettings(LeadSettings.newBuilder()
                                    .setCustomFields(true)
                                    .setCustomFormRequired(true)
                                    .build())
                            .build());
            assertThat(elision.answer(offered, List.of(accepted(1764))).text()).isEqualTo(ElisionExamples.LEAD_CREATED);
        }
    }

    @Test
    void the_documents_add_multi_lead_is_answered_letter_for_letter() {
        Submission.Offered offered = Talk.offered(ask(ElisionExamples.ADD_MULTI_LEAD));
        assertThat(offered.function()).isEqualTo("add_multi_lead");
        assertThat(offered.events()).hasSize(2);
        assertThat(offered.events().get(1).getLead().flatMap(Lead::getCustomField2))
                .contains("35");
        assertThat(offered.events().get(1).getLead().flatMap(Lead::getSource)).contains("external");
        assertThat(elision.answer(offered, List.of(accepted(1765), accepted(1766)))
                        .text())
                .isEqualTo(ElisionExamples.RECORDS_CREATED);
    }

    @Test
    void the_documents_manual_dial_is_carried_and_answered_letter_for_letter() {
        Submission.Offered offered = Talk.offered(ask(ElisionExamples.MANUAL_DIAL));
        LeadEvent event = offered.events().get(0);
        assertThat(event.getKind()).isEqualTo(LeadEventKind.DIAL_REQUESTED);
        assertThat(event.getDial())
                .contains(DialRequest.newBuilder()
                        .setAgentUser("dialer_agent_user")
                        .setPhone("1234567890")
                        .setCallingCode("1")
                        .setSource("click_to_call")
                        .setSearch(true)
                        .setPreview(false)
                        .setFocus(true)
                        .setProspectId("654dsddfd")
                        .build());
        assertThat(elision.answer(offered, List.of(dialled(DialReply.SUCCESS))).text())
                .isEqualTo(ElisionExamples.DIAL_SET);
    }

    @Test
    void add_lead_with_several_leads_and_no_number_is_add_multi_lead() {
        String call = SEVERAL.replace("add_multi_lead", "add_lead") + "[" + GOOD + "]";
        assertThat(Talk.offered(ask(call)).function()).isEqualTo("add_multi_lead");
        assertThat(Talk.offered(ask(call + "&phone_number=1234567890")).function())
                .isEqualTo("add_lead");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "action= | {'status':'false','message':'PLEASE ENTER ACTION VALUE'}",
                "action=delete_lead | {'status':'false','message':'ENTERED ACTION IS NOT VALID'}",
                "pass=wrong | {'success':'false','message':'Login incorrect, please try again'}",
                "user= | {'success':'false','message':'Login incorrect, please try again'}",
                "source= | {'success':'false','message':'add_lead SOURCE IS REQUIRED'}",
                "phone_number=12345 | {'success':'false','message':'add_lead PHONE NUMBER MUST HAVE MINIMUM 6 DIGIT AND MAXIMUM 16 DIGIT'}",
                "phone_number=12345678901234567 | {'success':'false','message':'add_lead PHONE NUMBER MUST HAVE MINIMUM 6 DIGIT AND MAXIMUM 16 DIGIT'}",
                "phone_number= | {'success':'false','message':'add_lead PHONE NUMBER IS REQUIRED'}",
                "phone_number=12345abc | {'success':'false','message':'add_lead PHONE NUMBER IS NOT VALID'}",
                "phone_number=123-456-7890 | {'success':'false','message':'add_lead PHONE NUMBER IS NOT VALID'}",
                "list_id=liopk | {'success':'false','message':'add_lead LIST ID NOT FOUND IN SYSTEM'}",
                "list_id= | {'success':'false','message':'add_lead LIST ID IS REQUIRED'}",
                "list_id=12 | {'success':'false','message':'add_lead LIST ID MINIMUM 3 DIGIT AND MAXIMUM 14 DIGIT'}",
                "list_id=123456789012345 | {'success':'false','message':'add_lead LIST ID MINIMUM 3 DIGIT AND MAXIMUM 14 DIGIT'}",
                "custom_fields=N | {'success':'false','message':'add_lead CUSTOM_FIELDS IS REQUIRED AND MUST HAVE SET TO Y'}",
                "custom_fields= | {'success':'false','message':'add_lead CUSTOM_FIELDS IS REQUIRED AND MUST HAVE SET TO Y'}",
            })
    void every_error_of_add_lead_is_the_documents(String change, String body) {
        assertThat(refused(ONE + "&" + change)).isEqualTo(body.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "source=x | add_multi_lead PLEASE ENTER TWO DIGIT SOURCE VALUE",
                "source= | add_multi_lead SOURCE IS REQUIRED",
                "custom_fields=X | add_multi_lead CUSTOM_FIELDS IS REQUIRED AND MUST HAVE SET TO Y",
                "multi_leads=[{ | add_multi_lead PLEASE CHECK YOUR JSON SYNTAX",
                "multi_leads={} | add_multi_lead PLEASE CHECK YOUR JSON SYNTAX",
                "multi_leads=[1] | add_multi_lead PLEASE CHECK YOUR JSON SYNTAX",
                "multi_leads=[] | add_multi_lead PLEASE CHECK YOUR JSON SYNTAX",
                "multi_leads= | add_multi_lead MULTI_LEAD IS REQUIRED FIELDS",
            })
    void every_error_of_a_whole_add_multi_lead_is_the_documents(String change, String message) {
        assertThat(refused(SEVERAL + "[" + GOOD + "]&" + change))
                .isEqualTo("{\"success\":\"false\",\"message\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'phone_number':'12345','list_id':'25062018'} | PHONE NUMBER MINIMUM 6 DIGIT AND MAXIMUM 16 DIGIT",
                "{'phone_number':'','list_id':'25062018'} | PHONE NUMBER IS REQUIRED",
                "{'list_id':'25062018'} | PHONE NUMBER IS REQUIRED",
                "{'phone_number':'111111abc','list_id':'25062018'} | PHONE NUMBER IS NOT VALID",
                "{'phone_number':'111111111','list_id':''} | LIST ID IS REQUIRED",
                "{'phone_number':'111111111','list_id':'liopk'} | LIST ID liopk DOES NOT EXISTS",
                "{'phone_number':'111111111','list_id':12} | LIST ID MINIMUM 3 DIGIT AND MAXIMUM 14 DIGIT",
            })
    void one_leads_error_stands_beside_anothers_success(String bad, String message) {
        Submission.Offered offered = Talk.offered(ask(SEVERAL + "[" + bad.replace('\'', '"') + "," + GOOD + "]"));
        assertThat(offered.events()).hasSize(1);
        assertThat(elision.answer(offered, List.of(accepted(1699))).text())
                .isEqualTo(
                        "{\"lead 1\":{\"success\":\"false\",\"message\":\"add_multi_lead " + message
                                + "\"},\"lead 2\":{\"success\":\"true\",\"message\":\"add_multi_lead RECORD(S) CREATED\","
                                + "\"data\":{\"Phone Number\":\"2222222\",\"List ID\":\"25062018\",\"Lead ID\":1699,\"Status\":\"NEW\"}}}");
    }

    @Test
    void a_lead_rejected_by_decision_stands_in_its_place() {
        Submission.Offered offered = Talk.offered(ask(SEVERAL + "[" + GOOD + ",{}," + GOOD + "]"));
        String body = elision.answer(offered, List.of(Talk.rejected(Reason.CUSTOM_FORM_MISSING), accepted(7)))
                .text();
        assertThat(body)
                .startsWith(
                        "{\"lead 1\":{\"success\":\"false\",\"message\":\"add_multi_lead CUSTOM FIELDS NOT ADDED, NO"
                                + " CUSTOM FIELDS DEFINED FOR THIS LIST\"},\"lead 2\":{\"success\":\"false\",\"message\":"
                                + "\"add_multi_lead PHONE NUMBER IS REQUIRED\"},\"lead 3\":{\"success\":\"true\"");
        assertThat(elision.answer(offered, List.of(Talk.rejected(Reason.LIST_UNKNOWN), accepted(7)))
                        .text())
                .contains("add_multi_lead LIST ID 25062018 DOES NOT EXISTS");
    }

    @Test
    void if_every_lead_is_bad_the_answers_go_out_at_once() {
        assertThat(refused(SEVERAL + "[{},{}]"))
                .isEqualTo(
                        "{\"lead 1\":{\"success\":\"false\",\"message\":\"add_multi_lead PHONE NUMBER IS REQUIRED\"},"
                                + "\"lead 2\":{\"success\":\"false\",\"message\":\"add_multi_lead PHONE NUMBER IS REQUIRED\"}}");
    }

    @Test
    void an_absent_list_is_999() {
        Submission.Offered one = Talk.offered(ask(ONE.replace("&list_id=25062018", "")));
        assertThat(one.events().get(0).getLead().flatMap(Lead::getListId)).contains("999");
        assertThat(elision.answer(one, List.of(accepted(1))).text()).contains("\"List ID\":\"999\"");
        Submission.Offered several = Talk.offered(ask(SEVERAL + "[{\"phone_number\":2222222}]"));
        assertThat(several.events().get(0).getLead().flatMap(Lead::getListId)).contains("999");
    }

    @Test
    void what_has_no_documented_error_is_never_refused() {
        LeadEvent event = Talk.event(ask(ONE + "&MobileNo=12&prospects_id=" + "p".repeat(40) + "&CustomField1="
                + "c".repeat(300) + "&CustomerName=" + "n".repeat(101) + "&source=s"));
        Lead lead = event.getLead().orElseThrow();
        assertThat(lead.getMobile()).contains("12");
        assertThat(lead.getProspectId()).contains("p".repeat(36));
        assertThat(lead.getCustomField1()).contains("c".repeat(200));
        assertThat(lead.getFullName()).contains("n".repeat(100));
        assertThat(lead.getSource()).contains("s");
        assertThat(event.getNotes())
                .containsExactly("prospects_id cut to 36", "CustomerName cut to 100", "CustomField1 cut to 200");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "value= | VALUE IS REQUIRED",
                "value=12345 | VALUE IS NOT VALID",
                "value=12345abc | VALUE IS NOT VALID",
                "source= | SOURCE IS REQUIRED",
                "agent_user= | AGENT_USER IS REQUIRED",
                "search= | SEARCH IS REQUIRED",
                "preview=MAYBE | PREVIEW IS NOT VALID",
                "focus= | FOCUS IS REQUIRED",
            })
    void a_dial_that_is_wrong_is_answered_at_once(String change, String message) {
        assertThat(refused(DIAL + "&" + change))
                .isEqualTo("{\"success\":\"false\",\"message\":\"manual_dial " + message + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "agent not logged in | AGENT_USER IS NOT LOGGED IN",
                "agent not paused | AGENT_USER IS NOT PAUSED",
                "agent not allowed | AGENT_USER IS NOT ALLOWED TO PLACE MANUAL DIAL CALLS",
                "value invalid | VALUE IS NOT VALID",
                "value blank | VALUE IS REQUIRED",
                "no answer | NO ANSWER FROM DIALER, PLEASE CHECK THE AGENT SCREEN",
                "something else | NO ANSWER FROM DIALER, PLEASE CHECK THE AGENT SCREEN",
            })
    void a_dial_is_answered_with_what_the_vendor_said(String reply, String message) {
        Submission.Offered offered = Talk.offered(ask(DIAL));
        assertThat(elision.answer(offered, List.of(dialled(reply))).text())
                .isEqualTo("{\"success\":\"false\",\"message\":\"manual_dial " + message + "\"}");
    }

    @Test
    void a_dial_without_a_vendors_word_is_never_told_as_success() {
        Submission.Offered offered = Talk.offered(ask(DIAL));
        LeadDecision silent = Talk.decision(DecisionOutcome.ANSWERED)
                .setPhase(DecisionPhase.DIAL)
                .build();
        assertThat(elision.answer(offered, List.of(silent)).text()).contains("\"false\"");
        assertThat(elision.answer(offered, List.of(Talk.rejected(Reason.DIAL_VENDOR_UNKNOWN)))
                        .text())
                .isEqualTo("{\"success\":\"false\",\"message\":\"manual_dial DIALER NOT FOUND IN SYSTEM\"}");
    }

    @Test
    void credentials_may_come_as_http_basic() {
        String query = ONE.replace(LOGIN + "&", "");
        String header = "Basic " + Base64.getEncoder().encodeToString("6666:1234".getBytes(StandardCharsets.UTF_8));
        assertThat(Talk.event(elision.accept(with(query, header), intake()))).isNotNull();
        for (String wrong : List.of("Basic !!", "Basic", "Basic NjY2Ng==", "Bearer x", "")) {
            assertThat(Talk.answered(elision.accept(with(query, wrong), intake()))
                            .text())
                    .as(wrong)
                    .contains("Login incorrect");
        }
    }

    @Test
    void an_account_may_do_what_it_may() {
        Account account =
                new Account("a", "elision", "u", "1", "UTC", Set.of(), Set.of("add_lead"), Set.of("101"), Set.of());
        Map<String, Account> accounts = Map.of("6666 1234", account);
        assertThat(text(SEVERAL, accounts))
                .isEqualTo(
                        "{\"success\":\"false\",\"message\":\"add_multi_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS"
                                + " TO THE SYSTEM\"}");
        assertThat(text(DIAL, accounts))
                .isEqualTo(
                        "{\"success\":\"false\",\"message\":\"manual_dial AGENT_USER IS NOT ALLOWED TO PLACE MANUAL DIAL"
                                + " CALLS\"}");
        assertThat(text(ONE, accounts))
                .isEqualTo("{\"success\":\"false\",\"message\":\"add_lead LIST ID NOT FOUND IN SYSTEM\"}");
        Account dialer =
                new Account("a", "elision", "u", "1", "UTC", Set.of(), Set.of("manual_dial"), Set.of(), Set.of());
        assertThat(text(ONE, Map.of("6666 1234", dialer)))
                .isEqualTo(
                        "{\"success\":\"false\",\"message\":\"add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE"
                                + " SYSTEM\"}");
    }

    @Test
    void no_decision_in_time_is_503_in_the_dialects_shape() {
        Answer answer = elision.undecided(Talk.offered(ask(ONE)), Undecided.NO_DECISION_IN_TIME);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text())
                .isEqualTo("{\"success\":\"false\",\"message\":\"add_lead NO DECISION IN TIME, PLEASE TRY AGAIN\"}");
    }

    private static Call with(String query, String authorization) {
        return new Call("GET", Elision.PATH, query, Map.of("authorization", authorization), new byte[0]);
    }

    private static io.leadstream.dialect.Intake intake() {
        return Talk.intake(Map.of("6666 1234", Talk.ELISION));
    }

    private Submission ask(String query) {
        return elision.accept(Talk.get(Elision.PATH, query), intake());
    }

    private String refused(String query) {
        Answer answer = Talk.answered(ask(query));
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    private String text(String query, Map<String, Account> accounts) {
        return Talk.answered(elision.accept(Talk.get(Elision.PATH, query), Talk.intake(accounts)))
                .text();
    }

    private static LeadDecision accepted(long leadId) {
        return Talk.decision(DecisionOutcome.ACCEPTED).setLeadId(leadId).build();
    }

    private static LeadDecision dialled(String reply) {
        return Talk.decision(DecisionOutcome.ANSWERED)
                .setPhase(DecisionPhase.DIAL)
                .setReply(reply)
                .build();
    }
}
