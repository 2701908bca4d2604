package io.leadstream.dialect.croco;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Encoded;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.AltPhone;
import io.leadstream.schema.Callback;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrocoOutboundTest {

    private static final Map<String, String> LOGIN = Map.of("user", "6666", "pass", "a b&c");
    private final Croco croco = new Croco();

    @Test
    void a_lead_is_sent_as_a_form() {
        Call call = Talk.sent(croco.encode(Talk.delivery(lead().build()).build(), account(Map.of())));
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/API/lmapi.php");
        assertThat(call.query()).isEmpty();
        assertThat(call.header("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(Form.of(call).values())
                .isEqualTo(Map.ofEntries(
                        Map.entry("user", "6666"),
                        Map.entry("pass", "a b&c"),
                        Map.entry("function", "add_lead"),
                        Map.entry("phone_number", "7275551111"),
                        Map.entry("phone_code", "1"),
                        Map.entry("list_id", "101"),
                        Map.entry("source", "leadstream"),
                        Map.entry("campaign_id", "TESTCAMP"),
                        Map.entry("vendor_lead_code", "193715"),
                        Map.entry("first_name", "Bob")));
    }

    @Test
    void the_vendors_settings_win() {
        Map<String, String> form = form(
                Talk.delivery(lead().build()).build(),
                Map.of("source", "us", "campaign_parameter", "campaing", "list_id", "777", "campaign", "SALES"));
        assertThat(form)
                .containsEntry("source", "us")
                .containsEntry("campaing", "SALES")
                .containsEntry("list_id", "777")
                .doesNotContainKey("campaign_id");
    }

    @Test
    void what_does_not_fit_is_cut_and_what_must_be_whole_is_left_out() {
        Lead lead = lead().setTitle("Doctor")
                .setState("Florida")
                .setPostalCode("33760-123456")
                .setAltPhone("+44 (0) 7840 258 823")
                .setLastName("é".repeat(31))
                .setVendorLeadCode("mine")
                .build();
        Encoded.Send send = (Encoded.Send) croco.encode(Talk.delivery(lead).build(), account(Map.of()));
        assertThat(Form.of(send.call()).values())
                .containsEntry("title", "Doct")
                .containsEntry("last_name", "é".repeat(30))
                .doesNotContainKeys("state", "postal_code", "alt_phone");
        assertThat(send.notes())
                .containsExactlyInAnyOrder(
                        "title cut to 4",
                        "last_name cut to 30",
                        "state left out: longer than 2",
                        "postal_code left out: longer than 10",
                        "alt_phone left out: longer than 12",
                        "vendor_lead_code is the lead's id, not the producer's code");
    }

    @Test
    void a_list_that_the_vendor_cannot_take_is_left_out_and_noted() {
        Delivery delivery = Talk.delivery(lead().build()).setListId("7").build();
        Encoded.Send send = (Encoded.Send) croco.encode(delivery, account(Map.of()));
        assertThat(Form.of(send.call()).values()).doesNotContainKey("list_id");
        assertThat(send.notes()).containsExactly("list_id left out: not 3 to 12 digits");
    }

    @Test
    void a_lead_without_a_callable_phone_is_refused_without_sending() {
        for (String phone : List.of("", "12345", "12345678901234567")) {
            assertThat(croco.encode(
                            Talk.delivery(lead().setPhone(phone).build()).build(), account(Map.of())))
                    .isEqualTo(new Encoded.Refuse(Reply.Rejected.because("invalid")));
        }
    }

    @Test
    void it_cannot_withdraw_or_dial() {
        for (DeliveryKind kind : List.of(DeliveryKind.WITHDRAW, DeliveryKind.DIAL, DeliveryKind.UNKNOWN)) {
            Delivery delivery = Talk.delivery(lead().build()).setKind(kind).build();
            assertThat(croco.encode(delivery, account(Map.of()))).isInstanceOf(Encoded.Refuse.class);
        }
    }

    @Test
    void a_number_with_a_plus_goes_without_its_calling_code() {
        Lead lead = lead().setPhone("+44 7840 258823").setCallingCode("44").build();
        assertThat(form(Talk.delivery(lead).build(), Map.of()))
                .containsEntry("phone_number", "7840258823")
                .containsEntry("phone_code", "44");
    }

    @Test
    void callbacks_further_phones_and_custom_values_travel_along() {
        Lead lead = lead().setMultiAltPhones(
                        List.of(new AltPhone("727-555-1212", "1", "work"), new AltPhone("7275551213", null, null)))
                .setCustomFields(Map.of("colour", "blue", "pass", "stolen", "function", "delete"))
                .setSettings(LeadSettings.newBuilder()
                        .setCustomFields(true)
                        .setCallback(Callback.newBuilder()
                                .setAt("2DAYS")
                                .setUserOnly(true)
                                .setUser("6666")
                                .setComments("hi")
                                .build())
                        .build())
                .build();
        assertThat(form(Talk.delivery(lead).build(), Map.of()))
                .containsEntry("multi_alt_phones", "7275551212_1_work!7275551213__")
                .containsEntry("callback", "Y")
                .containsEntry("callback_datetime", "NOW")
                .containsEntry("callback_type", "USERONLY")
                .containsEntry("callback_user", "6666")
                .containsEntry("callback_status", "CALLBK")
                .containsEntry("callback_comments", "hi")
                .containsEntry("custom_fields", "Y")
                .containsEntry("colour", "blue")
                .containsEntry("pass", "a b&c")
                .containsEntry("function", "add_lead");
    }

    @Test
    void duplicate_checks_stay_here_unless_asked_for_or_verifying() {
        Lead lead = lead().setSettings(LeadSettings.newBuilder()
                        .setDuplicateChecks(List.of(
                                new DuplicateCheck(DuplicateMatchOn.NAME_PHONE, DuplicateScope.CAMPAIGN, 90),
                                new DuplicateCheck(DuplicateMatchOn.PHONE, DuplicateScope.SYSTEM, 31)))
                        .build())
                .build();
        Delivery first = Talk.delivery(lead).build();
        Delivery again = Talk.delivery(lead).setVerify(true).build();
        Map<String, String> forward = Map.of("forward_duplicate_checks", "true");
        assertThat(form(first, Map.of())).doesNotContainKey("duplicate_check");
        assertThat(form(again, Map.of())).containsEntry("duplicate_check", "DUPLIST");
        assertThat(form(first, forward)).containsEntry("duplicate_check", "DUPNAMEPHONECAMP90DAY");
        assertThat(form(again, forward)).containsEntry("duplicate_check", "DUPLIST-DUPNAMEPHONECAMP90DAY");
    }

    @Test
    void a_duplicate_in_the_list_is_ours_when_verifying_and_only_then() {
        String list = "ERROR: add_lead DUPLICATE PHONE NUMBER IN LIST - 7275551111|101|8765444";
        assertThat(read(list, true)).isEqualTo(new Reply.Rejected("duplicate", Optional.of("8765444"), true));
        assertThat(read(list, false)).isEqualTo(new Reply.Rejected("duplicate", Optional.of("8765444"), false));
        for (String other : List.of(
                "ERROR: add_lead DUPLICATE PHONE NUMBER IN LIST - 7275551111|101|8765444|PHONE",
                "ERROR: add_lead DUPLICATE PHONE NUMBER IN SYSTEM - 7275551111|101|8765444|101",
                "ERROR: add_lead DUPLICATE NAME PHONE IN LIST - B|S|7275551111|101|8765444|101")) {
            assertThat(read(other, true)).isEqualTo(new Reply.Rejected("duplicate", Optional.of("8765444"), false));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7275551111|6666|101|193715|-4",
        "7275551111|101|193715|-4|6666",
        "7275551111|101|193715||6666",
        "7275551111|6666|101|193715|",
        "7275551111|6666|999|193715|-3.5",
        "7275551111|999|193715|-3.5|6666",
    })
    void the_vendors_lead_id_is_found_in_either_order(String fields) {
        assertThat(read("SUCCESS: add_lead LEAD HAS BEEN ADDED - " + fields, false))
                .isEqualTo(new Reply.Accepted(Optional.of("193715"), List.of()));
    }

    @Test
    void the_documents_success_example_reads_with_its_notices_on_one_line() {
        assertThat(read(
                        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193715|-4 NOTICE: add_lead ADDED TO HOPPER"
                                + " - 7275551111|6666|193715|1677922",
                        false))
                .isEqualTo(new Reply.Accepted(Optional.of("193715"), List.of("ADDED TO HOPPER")));
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID PHONE NUMBER LENGTH - 72755|6666,invalid",
        "INVALID PHONE NUMBER PREFIX - 72755|6666,invalid",
        "INVALID PHONE NUMBER AREACODE - 72755|6666,invalid",
        "INVALID PHONE NUMBER NANPA AREACODE PREFIX - 7275551212|6666,invalid",
        "NOT AN ALLOWED LIST ID - 7275551212|98762,list not allowed",
        "'NOT A DEFINED LIST ID, LIST EXISTS CHECK ENABLED - 7275551212|12344',unknown list",
        "PHONE NUMBER IN DNC - 7275551212|6666,dnc",
        "PHONE NUMBER IN CAMPAIGN DNC - 7275551212|TESTCAMP|6666,dnc",
    })
    void a_documented_refusal_of_the_lead_is_a_rejection(String line, String reason) {
        assertThat(read("ERROR: add_lead " + line, false)).isEqualTo(Reply.Rejected.because(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "DUPLICATE PHONE NUMBER IN LIST - 7275551111|101|8765444",
                "DUPLICATE PHONE NUMBER IN CAMPAIGN LISTS - 7275551111|101|8765444|101",
                "DUPLICATE PHONE NUMBER IN SYSTEM - 7275551111|101|8765444|101",
                "DUPLICATE PHONE NUMBER IN LIST - 7275551111|101|8765444|PHONE",
                "DUPLICATE PHONE NUMBER IN CAMPAIGN LISTS - 7275551111|101|8765444|101|ALT",
                "DUPLICATE PHONE NUMBER IN SYSTEM - 7275551111|101|8765444|101|PHONE",
                "DUPLICATE TITLE ALT_PHONE IN LIST - 1234|7275551111|101|8765444",
                "DUPLICATE TITLE ALT_PHONE IN CAMPAIGN LISTS - 1234|7275551111|101|8765444|101",
                "DUPLICATE TITLE ALT_PHONE IN SYSTEM - 1234|7275551111|101|8765444|101",
                "DUPLICATE NAME PHONE IN LIST - Bob|Smith|7275551113|101|8765444|101",
                "DUPLICATE NAME PHONE IN CAMPAIGN LISTS - Bob|Smith|7275551113|101|8765444|101",
                "DUPLICATE NAME PHONE IN SYSTEM - Bob|Smith|7275551113|101|8765444|101",
            })
    void every_documented_duplicate_names_the_earlier_lead(String line) {
        assertThat(read("ERROR: add_lead " + line, false))
                .isEqualTo(new Reply.Rejected("duplicate", Optional.of("8765444"), false));
    }

    @Test
    void a_success_in_a_500_is_a_success() {
        Answer answer = Answer.text(500, "SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|101|5071|-5|6666\n");
        assertThat(croco.read(answer, Talk.delivery(lead().build()).build(), account(Map.of())))
                .isEqualTo(new Reply.Accepted(Optional.of("5071"), List.of()));
    }

    @Test
    void an_answer_that_was_cut_off_leaves_it_open() {
        assertThat(read("NOTICE: add_lead NANPA options disabled, NANPA prefix data not loaded - 0|6666", false))
                .isInstanceOf(Reply.Unknown.class);
        assertThat(read("SUCCESS: add_lead LEAD HAS BE", false)).isInstanceOf(Reply.Unknown.class);
    }

    @Test
    void trouble_at_the_vendor_is_never_the_leads_fault() {
        assertThat(read("ERROR: Login incorrect, please try again: |6666|a b&c|BAD|", false))
                .isEqualTo(new Reply.Failed("login refused", true));
        assertThat(read("MySQL connect ERROR: ", false)).isInstanceOf(Reply.Failed.class);
        assertThat(read("ERROR: add_lead SOMETHING NEW - 7275551111", false))
                .isEqualTo(new Reply.Failed("an error that is not documented", false));
        assertThat(read("Server busy", false)).isEqualTo(new Reply.Throttled(Optional.empty()));
    }

    private Reply read(String body, boolean verify) {
        Delivery delivery = Talk.delivery(lead().build()).setVerify(verify).build();
        return croco.read(Answer.text(200, body), delivery, account(Map.of()));
    }

    private Map<String, String> form(Delivery delivery, Map<String, String> settings) {
        return Form.of(Talk.sent(croco.encode(delivery, account(settings)))).values();
    }

    private static VendorAccount account(Map<String, String> settings) {
        return new VendorAccount("croco", LOGIN, settings);
    }

    private static Lead.Builder lead() {
        return Lead.newBuilder().setPhone("(727) 555-1111").setCallingCode("1").setFirstName("Bob");
    }
}
