package io.leadstream.dialect.croco;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.Undecided;
import io.leadstream.schema.AltPhone;
import io.leadstream.schema.Callback;
import io.leadstream.schema.DecisionNotes;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DncCheck;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Gender;
import io.leadstream.schema.HoldCause;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import io.leadstream.schema.TimeZoneMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrocoInboundTest {

    private static final String PATH = "/API/lmapi.php";
    private static final String LOGIN = "user=6666&pass=1234&function=add_lead&source=test";
    private final Croco croco = new Croco();

    @Test
    void the_smallest_call_gets_every_default() {
        LeadEvent event = Talk.event(accept(LOGIN + "&phone_number=7275551111"));
        Lead lead = event.getLead().orElseThrow();
        assertThat(event.getKind()).isEqualTo(LeadEventKind.SUBMITTED);
        assertThat(event.getAccount()).isEqualTo("croco-demo");
        assertThat(event.getDialect()).isEqualTo("croco");
        assertThat(event.getEventId()).isEqualTo("event-1");
        assertThat(lead.getPhone()).contains("7275551111");
        assertThat(lead.getCallingCode()).contains("1");
        assertThat(lead.getListId()).contains("999");
        assertThat(lead.getGender()).isEqualTo(Gender.UNKNOWN);
        assertThat(lead.getSettings())
                .isEqualTo(
                        LeadSettings.newBuilder().setUndefinedListAllowed(true).build());
        assertThat(event.getNotes()).isEmpty();
    }

    @Test
    void every_documented_field_is_carried() {
        Lead lead = lead(
                "&phone_number=7275551212&phone_code=44&list_id=101&campaing=TESTCAMP&vendor_lead_code=V-1"
                        + "&source_id=S-1&gmt_offset_now=-5&title=Mr&first_name=Bob&middle_initial=Q&last_name=Wilson"
                        + "&address1=1234+Main+St.&address2=Apt%202&address3=x&city=Chicago+Heights&state=IL&province=p"
                        + "&postal_code=33760&country_code=USA&gender=M&date_of_birth=1980-02-03&alt_phone=7275551213"
                        + "&email=bob%2Bx@example.com&security_phrase=sec&comments=hello+there&rank=5&owner=6666&entry_list_id=102");
        assertThat(lead)
                .isEqualTo(Lead.newBuilder()
                        .setPhone("7275551212")
                        .setCallingCode("44")
                        .setListId("101")
                        .setCampaign("TESTCAMP")
                        .setSource("test")
                        .setVendorLeadCode("V-1")
                        .setSourceId("S-1")
                        .setGmtOffset("-5")
                        .setTitle("Mr")
                        .setFirstName("Bob")
                        .setMiddleInitial("Q")
                        .setLastName("Wilson")
                        .setAddress1("1234 Main St.")
                        .setAddress2("Apt 2")
                        .setAddress3("x")
                        .setCity("Chicago Heights")
                        .setState("IL")
                        .setProvince("p")
                        .setPostalCode("33760")
                        .setCountry("US")
                        .setGender(Gender.MALE)
                        .setDateOfBirth("1980-02-03")
                        .setAltPhone("7275551213")
                        .setEmail("bob+x@example.com")
                        .setSecurityPhrase("sec")
                        .setComments("hello there")
                        .setRank("5")
                        .setOwner("6666")
                        .setEntryListId("102")
                        .setSettings(LeadSettings.newBuilder()
                                .setUndefinedListAllowed(true)
                                .build())
                        .build());
    }

    @Test
    void every_setting_is_carried() {
        LeadSettings settings = lead("&phone_number=7275551212&dnc_check=Y&campaign_dnc_check=AREACODE&add_to_hopper=Y"
                        + "&hopper_priority=-50&hopper_local_call_time_check=Y&usacan_prefix_check=Y&usacan_areacode_check=Y"
                        + "&nanpa_ac_prefix_check=Y&tz_method=TZCODE&lookup_state=Y&list_exists_check=Y")
                .getSettings();
        assertThat(settings)
                .isEqualTo(LeadSettings.newBuilder()
                        .setDncCheck(DncCheck.NUMBER)
                        .setCampaignDncCheck(DncCheck.AREA_CODE)
                        .setAddToHopper(true)
                        .setPriority(-50)
                        .setLocalCallTimeCheck(true)
                        .setPrefixCheck(true)
                        .setAreaCodeCheck(true)
                        .setNanpaCheck(true)
                        .setTimeZoneMethod(TimeZoneMethod.ZONE_CODE)
                        .setLookupState(true)
                        .setListExistsCheck(true)
                        .setUndefinedListAllowed(false)
                        .build());
    }

    @ParameterizedTest
    @CsvSource({"150,99", "-150,-99", "50,50", "high,0"})
    void the_priority_is_brought_into_range(String given, int priority) {
        assertThat(lead("&phone_number=7275551212&add_to_hopper=Y&hopper_priority=" + given)
                        .getSettings()
                        .getPriority())
                .isEqualTo(priority);
    }

    @Test
    void without_the_hopper_the_priority_is_zero() {
        assertThat(lead("&phone_number=7275551212&hopper_priority=50")
                        .getSettings()
                        .getPriority())
                .isZero();
    }

    @Test
    void every_kind_and_window_of_duplicate_check_is_read_in_the_order_written() {
        for (int days : DuplicateChecks.WINDOWS) {
            assertThat(checks("DUPSYS" + days + "DAY"))
                    .containsExactly(new DuplicateCheck(DuplicateMatchOn.PHONE, DuplicateScope.SYSTEM, days));
        }
        assertThat(
                        checks(
                                "DUPLIST-DUPCAMP-DUPSYS-DUPPHONEALTLIST-DUPPHONEALTCAMP-DUPPHONEALTSYS-DUPTITLEALTPHONELIST"
                                        + "-DUPTITLEALTPHONECAMP-DUPTITLEALTPHONESYS-DUPNAMEPHONELIST-DUPNAMEPHONECAMP-DUPNAMEPHONESYS7DAY"))
                .hasSize(12)
                .startsWith(new DuplicateCheck(DuplicateMatchOn.PHONE, DuplicateScope.LIST, 0))
                .contains(new DuplicateCheck(DuplicateMatchOn.PHONE_OR_ALT, DuplicateScope.CAMPAIGN, 0))
                .contains(new DuplicateCheck(DuplicateMatchOn.TITLE_ALT_PHONE, DuplicateScope.SYSTEM, 0))
                .endsWith(new DuplicateCheck(DuplicateMatchOn.NAME_PHONE, DuplicateScope.SYSTEM, 7));
    }

    @ParameterizedTest
    @CsvSource({"DUPSYS31DAY", "DUPSYS10DAY", "DUPSYSTEM", "DUPPHONE", "DUPLIST-", "-", "DUPLISTDAY", "DUPSYS0DAY", "Y"
    })
    void a_duplicate_check_that_is_not_documented_is_an_error(String value) {
        assertThat(refused(LOGIN + "&phone_number=7275551111&duplicate_check=" + value))
                .isEqualTo("ERROR: add_lead INVALID DUPLICATE CHECK - 7275551111|6666|" + value);
    }

    @Test
    void custom_values_are_the_parameters_that_the_document_does_not_name() {
        assertThat(lead("&phone_number=7275551212&custom_fields=Y&favorite_color=blue&callback_user=x")
                        .getCustomFields())
                .isEqualTo(Map.of("favorite_color", "blue"));
        assertThat(lead("&phone_number=7275551212&favorite_color=blue").getCustomFields())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"100,100,0", "101,100,1"})
    void custom_values_beyond_a_hundred_are_left_out_and_noted(int given, int kept, int notes) {
        String values =
                IntStream.range(0, given).mapToObj(i -> "&field" + i + "=x").collect(Collectors.joining());
        LeadEvent event = Talk.event(accept(LOGIN + "&phone_number=7275551212&custom_fields=Y" + values));
        assertThat(event.getLead().orElseThrow().getCustomFields()).hasSize(kept);
        assertThat(event.getNotes()).hasSize(notes);
    }

    @Test
    void further_phones_are_read_with_their_codes_and_notes() {
        assertThat(lead("&phone_number=7275551212"
                                + "&multi_alt_phones=7275551212_1_work!7275551213_1_sister+house!1234567890!!x_1_y")
                        .getMultiAltPhones())
                .containsExactly(
                        new AltPhone("7275551212", "1", "work"),
                        new AltPhone("7275551213", "1", "sister house"),
                        new AltPhone("1234567890", null, null));
    }

    @Test
    void the_last_of_a_repeated_parameter_wins_and_a_form_beats_the_query() {
        assertThat(lead("&phone_number=7275551118&phone_number=7275551119").getPhone())
                .contains("7275551119");
        Call both = Talk.post(PATH, LOGIN + "&phone_number=7275551118&city=a", Form.TYPE, "phone_number=7275551119");
        Lead lead = Talk.event(croco.accept(both, Talk.intake())).getLead().orElseThrow();
        assertThat(lead.getPhone()).contains("7275551119");
        assertThat(lead.getCity()).contains("a");
    }

    @Test
    void values_that_are_too_long_are_cut_and_noted() {
        LeadEvent event = Talk.event(
                accept(LOGIN + "&phone_number=(727)+555-1300&title=Doctor&state=FLORIDA&first_name=" + "f".repeat(31)
                        + "&gender=X&country_code=USAX&date_of_birth=1980-13-45&alt_phone=%28727%29+555-1301"));
        Lead lead = event.getLead().orElseThrow();
        assertThat(lead.getPhone()).contains("7275551300");
        assertThat(lead.getTitle()).contains("Doct");
        assertThat(lead.getState()).contains("FL");
        assertThat(lead.getFirstName()).contains("f".repeat(30));
        assertThat(lead.getAltPhone()).contains("7275551301");
        assertThat(lead.getDateOfBirth()).isEmpty();
        assertThat(event.getNotes())
                .contains(
                        "title cut to 4",
                        "first_name cut to 30",
                        "state cut to 2",
                        "gender left out: not a value it may have",
                        "date_of_birth left out: not a value it may have")
                .noneMatch(note -> note.contains("Doctor") || note.contains("1980"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "user=6666&pass=1234&phone_number=7275551111&source=test ! ERROR: NO FUNCTION SPECIFIED",
                "user=6666&pass=1234&function=update_lead&source=test ! ERROR: NO FUNCTION SPECIFIED",
                "function=add_lead&user=6666&pass=1234 ! ERROR: Invalid Source",
                "function=add_lead&user=6666&pass=1234&source=x ! ERROR: Invalid Source",
                "function=add_lead&source=test ! ERROR: Login incorrect, please try again",
                "function=add_lead&source=test&user=6666&pass=wrong ! ERROR: Login incorrect, please try again",
                "function=add_lead&source=test&user=6666&pass=1234 ! ERROR: add_lead INVALID PHONE NUMBER LENGTH - |6666",
                "function=add_lead&source=test&user=6666&pass=1234&phone_number=72755"
                        + " ! ERROR: add_lead INVALID PHONE NUMBER LENGTH - 72755|6666",
                "function=add_lead&source=test&user=6666&pass=1234&phone_number=12345678901234567"
                        + " ! ERROR: add_lead INVALID PHONE NUMBER LENGTH - 12345678901234567|6666",
                "function=add_lead&source=test&user=6666&pass=1234&phone_number=7275551212&list_id=abc"
                        + " ! ERROR: add_lead NOT AN ALLOWED LIST ID - 7275551212|abc",
                "function=add_lead&source=test&user=6666&pass=1234&phone_number=7275551212&custom_fields=Y&entry_list_id=101"
                        + " ! ERROR: add_lead ENTRY LIST ID NOT ALLOWED WITH CUSTOM FIELDS - 7275551212|101",
                "function=add_lead&source=test&user=6666&pass=1234&phone_number=7275551212&campaign_id=TESTCAMP&callback=Y"
                        + " ! ERROR: add_lead INVALID CALLBACK DATETIME - 7275551212|6666|",
                "function=add_lead&source=test&user=6666&pass=1234&phone_number=7275551212&callback=Y"
                        + "&callback_datetime=tomorrow"
                        + " ! ERROR: add_lead INVALID CALLBACK DATETIME - 7275551212|6666|tomorrow",
            })
    void what_the_gateway_checks_is_answered_at_once(String query, String line) {
        assertThat(refused(query)).isEqualTo(line);
    }

    @Test
    void an_account_gets_no_further_than_it_may() {
        Account reader = new Account("r", "croco", "6666", "1", "UTC", Set.of(), Set.of("version"), Set.of(), Set.of());
        Account narrow = new Account("n", "croco", "6666", "1", "UTC", Set.of(), Set.of(), Set.of("101"), Set.of());
        Call call = Talk.get(PATH, LOGIN + "&phone_number=7275551212&list_id=98762");
        assertThat(text(croco.accept(call, Talk.intake(Map.of("6666 1234", reader)))))
                .isEqualTo("ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM - 6666|0");
        assertThat(text(croco.accept(call, Talk.intake(Map.of("6666 1234", narrow)))))
                .isEqualTo("ERROR: add_lead NOT AN ALLOWED LIST ID - 7275551212|98762");
    }

    @Test
    void malformed_encodings_are_read_as_far_as_they_go() {
        Lead lead = lead("&phone_number=7275551111&first_name=%zz%4&city=%ff&&=&comments=a=b&last_name");
        assertThat(lead.getFirstName()).contains("%zz%4");
        assertThat(lead.getCity()).contains("\uFFFD");
        assertThat(lead.getComments()).contains("a=b");
        assertThat(lead.getLastName()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-300,-5", "-240,-4", "-210,-3.5", "0,0", "345,5.75", ",''"})
    void an_accepted_lead_is_answered_with_the_offset_in_hours(Integer minutes, String hours) {
        LeadDecision decision = Talk.decision(DecisionOutcome.ACCEPTED)
                .setListId("999")
                .setUtcOffsetMinutes(minutes)
                .build();
        assertThat(answer("&phone_number=7275551111", decision))
                .isEqualTo("SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193715|" + hours);
    }

    @Test
    void the_notices_follow_the_success_line() {
        assertThat(answer(
                        "&phone_number=7275551111&add_to_hopper=Y&custom_fields=Y&colour=red"
                                + "&multi_alt_phones=7275551212_1_a!7275551213_1_b!7275551214_1_c&campaign_id=TESTCAMP&callback=Y"
                                + "&callback_datetime=2026-12-01%2B12:00:01&callback_type=USERONLY&callback_user=6666",
                        Talk.accepted()))
                .isEqualTo("""
                        SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|999|193715|-5
                        NOTICE: add_lead ADDED TO HOPPER - 7275551111|6666|193715|193715
                        NOTICE: add_lead CUSTOM FIELDS VALUES ADDED - 7275551111|193715|999
                        NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 3|6666|193715
                        NOTICE: add_lead SCHEDULED CALLBACK ADDED - 193715|2026-12-01 12:00:01|TESTCAMP|6666|USERONLY|CALLBK""");
    }

    @ParameterizedTest
    @CsvSource({"NOW,2026-11-20 07:00:00", "2DAYS,2026-11-22 07:00:00", "2026-12-01 00:00:00,2026-12-01 00:00:00"})
    void a_callback_is_shown_at_the_time_it_means_in_the_accounts_zone(String at, String shown) {
        assertThat(answer(
                        "&phone_number=7275551111&campaign_id=TESTCAMP&callback=Y&callback_status=CBX&callback_datetime="
                                + at.replace(' ', '+'),
                        Talk.accepted()))
                .endsWith("NOTICE: add_lead SCHEDULED CALLBACK ADDED - 193715|" + shown + "|TESTCAMP||ANYONE|CBX");
    }

    @Test
    void a_callback_that_cannot_be_added_leaves_the_lead_accepted() {
        String callback = "&phone_number=7275551111&callback=Y&callback_datetime=NOW";
        assertThat(lead(callback).getSettings().getCallback()).isEmpty();
        assertThat(answer(callback, Talk.accepted()))
                .endsWith("\nNOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - 193715|");
        assertThat(lead(callback + "&campaign_id=TESTCAMP&callback_type=USERONLY&callback_user=6")
                        .getSettings()
                        .getCallback()
                        .orElseThrow()
                        .getUserKnown())
                .isFalse();
        assertThat(answer(
                        callback + "&campaign_id=TESTCAMP&callback_type=USERONLY&callback_user=6",
                        noted(DecisionNotes.CALLBACK_USER_UNKNOWN)))
                .endsWith("\nNOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - 193715|TESTCAMP|6|");
        assertThat(answer(callback + "&campaign_id=XYZ", noted(DecisionNotes.CALLBACK_CAMPAIGN_UNKNOWN)))
                .endsWith("\nNOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - 193715|XYZ");
    }

    @Test
    void whether_a_callbacks_user_is_one_of_the_accounts_travels_with_it() {
        String query = LOGIN + "&phone_number=7275551111&campaign_id=TESTCAMP&callback=Y&callback_datetime=NOW"
                + "&callback_type=USERONLY&callback_user=";
        assertThat(callback(accept(query + "6666")).map(Callback::getUserKnown)).contains(true);
        assertThat(callback(accept(query + "7777")).map(Callback::getUserKnown)).contains(false);
    }

    private static Optional<Callback> callback(Submission submission) {
        return Talk.event(submission).getLead().orElseThrow().getSettings().getCallback();
    }

    @Test
    void callback_status_and_further_phones_have_their_lengths() {
        LeadEvent event = Talk.event(accept(LOGIN + "&phone_number=7275551111&campaign_id=TESTCAMP&callback=Y"
                + "&callback_datetime=NOW&callback_status=SEVENTH&multi_alt_phones="
                + "7275551212_1_work!".repeat(60)));
        assertThat(event.getNotes()).contains("callback_status cut to 6", "multi_alt_phones cut to 1024");
        assertThat(event.getLead().orElseThrow().getSettings().getCallback().map(Callback::getStatus))
                .contains("SEVENT");
        assertThat(event.getLead().orElseThrow().getMultiAltPhones())
                .hasSize(1024 / 18)
                .containsOnly(new AltPhone("7275551212", "1", "work"));
    }

    @Test
    void a_decision_can_change_the_notices() {
        LeadDecision closed = Talk.decision(DecisionOutcome.ACCEPTED)
                .setListId("999")
                .setUtcOffsetMinutes(-240)
                .setHoldCause(HoldCause.CALLING_HOURS)
                .build();
        assertThat(answer("&phone_number=7275551111&add_to_hopper=Y&hopper_local_call_time_check=Y", closed))
                .endsWith("NOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 7275551111|6666|193715|-4|0");
        String custom = "&phone_number=7275551111&custom_fields=Y";
        assertThat(answer(custom, Talk.accepted()))
                .endsWith("NOTICE: add_lead CUSTOM FIELDS NOT ADDED, NO FIELDS DEFINED - 7275551111|193715|999");
        assertThat(answer(custom, noted(DecisionNotes.CUSTOM_FIELDS_DISABLED)))
                .endsWith("NOTICE: add_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - 7275551111|Y|0");
        assertThat(answer(custom, noted(DecisionNotes.CUSTOM_FORM_MISSING)))
                .endsWith("NOTICE: add_lead CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST"
                        + " - 7275551111|193715|999");
        assertThat(answer("&phone_number=7275551111", noted(DecisionNotes.NANPA_NOT_LOADED)))
                .endsWith("NOTICE: add_lead NANPA options disabled, NANPA prefix data not loaded - 0|6666");
    }

    @ParameterizedTest
    @CsvSource({
        "PHONE,LIST,PHONE,PHONE NUMBER IN LIST - 7275551111|101|8765444",
        "PHONE,CAMPAIGN,PHONE,PHONE NUMBER IN CAMPAIGN LISTS - 7275551111|101|8765444|102",
        "PHONE,SYSTEM,PHONE,PHONE NUMBER IN SYSTEM - 7275551111|101|8765444|102",
        "PHONE_OR_ALT,LIST,PHONE,PHONE NUMBER IN LIST - 7275551111|101|8765444|PHONE",
        "PHONE_OR_ALT,CAMPAIGN,ALT_PHONE,PHONE NUMBER IN CAMPAIGN LISTS - 7275551111|101|8765444|102|ALT",
        "PHONE_OR_ALT,SYSTEM,PHONE,PHONE NUMBER IN SYSTEM - 7275551111|101|8765444|102|PHONE",
        "TITLE_ALT_PHONE,LIST,TITLE_ALT_PHONE,TITLE ALT_PHONE IN LIST - Mr|7275551112|101|8765444",
        "TITLE_ALT_PHONE,CAMPAIGN,TITLE_ALT_PHONE,TITLE ALT_PHONE IN CAMPAIGN LISTS - Mr|7275551112|101|8765444|102",
        "TITLE_ALT_PHONE,SYSTEM,TITLE_ALT_PHONE,TITLE ALT_PHONE IN SYSTEM - Mr|7275551112|101|8765444|102",
        "NAME_PHONE,LIST,NAME_PHONE,NAME PHONE IN LIST - Bob|Smith|7275551111|101|8765444|102",
        "NAME_PHONE,CAMPAIGN,NAME_PHONE,NAME PHONE IN CAMPAIGN LISTS - Bob|Smith|7275551111|101|8765444|102",
        "NAME_PHONE,SYSTEM,NAME_PHONE,NAME PHONE IN SYSTEM - Bob|Smith|7275551111|101|8765444|102",
    })
    void every_kind_of_duplicate_has_its_line(
            DuplicateMatchOn match, DuplicateScope scope, MatchedField matched, String line) {
        assertThat(answer(
                        "&phone_number=7275551111&list_id=101&title=Mr&first_name=Bob&last_name=Smith&alt_phone=7275551112",
                        Talk.rejected(Talk.duplicate(Talk.hit(match, scope, matched)))))
                .isEqualTo("ERROR: add_lead DUPLICATE " + line);
    }

    @ParameterizedTest
    @CsvSource({
        "PHONE_INVALID,INVALID PHONE NUMBER LENGTH - 7275551111|6666",
        "PHONE_PREFIX_INVALID,INVALID PHONE NUMBER PREFIX - 7275551111|6666",
        "PHONE_AREA_CODE_INVALID,INVALID PHONE NUMBER AREACODE - 7275551111|6666",
        "PHONE_NANPA_INVALID,INVALID PHONE NUMBER NANPA AREACODE PREFIX - 7275551111|6666",
        "LIST_UNKNOWN,'NOT A DEFINED LIST ID, LIST EXISTS CHECK ENABLED - 7275551111|12344'",
        "LIST_NOT_ALLOWED,NOT AN ALLOWED LIST ID - 7275551111|12344",
        "DNC,PHONE NUMBER IN DNC - 7275551111|6666",
        "CAMPAIGN_DNC,PHONE NUMBER IN CAMPAIGN DNC - 7275551111|TESTCAMP|6666",
        "UNKNOWN,LEAD HAS NOT BEEN ADDED - 7275551111|12344|6666",
    })
    void a_rejection_has_its_documented_line(Reason reason, String line) {
        assertThat(answer("&phone_number=7275551111&list_id=12344&campaign_id=TESTCAMP", Talk.rejected(reason)))
                .isEqualTo("ERROR: add_lead " + line);
    }

    @Test
    void a_campaign_listing_names_the_lists_campaign_where_the_lead_gives_none() {
        LeadDecision listed = LeadDecision.newBuilder(Talk.rejected(Reason.CAMPAIGN_DNC))
                .setCampaign("TESTCAMP")
                .build();
        assertThat(answer("&phone_number=7275551111", listed))
                .isEqualTo("ERROR: add_lead PHONE NUMBER IN CAMPAIGN DNC - 7275551111|TESTCAMP|6666");
    }

    @Test
    void an_undefined_list_is_answered_with_its_own_number() {
        LeadDecision decision =
                Talk.decision(DecisionOutcome.ACCEPTED).setListId("77777").build();
        assertThat(answer("&phone_number=7275551111&list_id=77777", decision))
                .isEqualTo("SUCCESS: add_lead LEAD HAS BEEN ADDED - 7275551111|6666|77777|193715|");
    }

    @ParameterizedTest
    @CsvSource({"A1B0C1,101", "12345678901234567890,123456789012", "7,7"})
    void a_list_id_keeps_its_digits(String given, String list) {
        assertThat(lead("&phone_number=7275551111&list_id=" + given).getListId())
                .contains(list);
    }

    @Test
    void no_value_can_forge_a_line() {
        Rejection hit =
                Talk.duplicate(Talk.hit(DuplicateMatchOn.NAME_PHONE, DuplicateScope.SYSTEM, MatchedField.NAME_PHONE));
        assertThat(answer("&phone_number=7275551111&first_name=a%0D%0ASUCCESS:+x", Talk.rejected(hit))
                        .lines())
                .hasSize(1);
    }

    @Test
    void a_call_without_a_decision_is_told_to_come_again() {
        Submission.Offered offered = Talk.offered(accept(LOGIN + "&phone_number=7275551111"));
        Answer late = croco.undecided(offered, Undecided.NO_DECISION_IN_TIME);
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.text()).isEqualTo("ERROR: add_lead NO DECISION IN TIME, PLEASE TRY AGAIN - 7275551111|6666\n");
        assertThat(croco.answer(offered, List.of()).status()).isEqualTo(503);
    }

    private Submission accept(String query) {
        return croco.accept(Talk.get(PATH, query), Talk.intake());
    }

    private Lead lead(String parameters) {
        return Talk.event(accept(LOGIN + parameters)).getLead().orElseThrow();
    }

    private List<DuplicateCheck> checks(String parameter) {
        return lead("&phone_number=7275551111&duplicate_check=" + parameter)
                .getSettings()
                .getDuplicateChecks();
    }

    private String refused(String query) {
        return text(accept(query));
    }

    private static String text(Submission submission) {
        Answer answer = Talk.answered(submission);
        assertThat(answer.status()).isEqualTo(200);
        return answer.text().stripTrailing();
    }

    private String answer(String parameters, LeadDecision decision) {
        Answer answer = croco.answer(Talk.offered(accept(LOGIN + parameters)), List.of(decision));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).endsWith("\n");
        return answer.text().substring(0, answer.text().length() - 1);
    }

    private static LeadDecision noted(String note) {
        return Talk.decision(DecisionOutcome.ACCEPTED)
                .setListId("999")
                .setNotes(List.of(note))
                .build();
    }
}
