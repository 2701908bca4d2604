package io.leadstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every room does with a card: its number, where the document has a field for it, and its verification code. */
class CardsInEveryRoomTest {

    private static final String NUMBER = "4111111111111111";
    private static final String PARTIALS = "client_id=DEMO1&step=first&campaign_id=1&fields_phone=727-555-1111";
    private static final String INFOCU5 = "{\"affiliateID\":\"AFFILIATE001\",\"affiliateKey\":\"" + Talk.INFOCU5_KEY
            + "\",\"dialerFunction\":\"addLeads\",\"campaignID\":\"1111\",\"listID\":\"111000\",";

    @Test
    void partials_and_infocu5_hand_a_number_to_be_sealed() {
        for (Call call : List.of(
                form("/mgr.php", PARTIALS + "&cc_number=4111-1111-1111-1111"),
                json(
                        "/dialer/",
                        INFOCU5 + "\"leads\":[{\"leadPhone\":\"7275551111\",\"leadCCNumber\":" + NUMBER + "}]}"))) {
            LeadEvent event = Talk.event(room(call).accept(call, CardNumberTest.sealing()));
            assertThat(event.getLead().flatMap(Lead::getCard)).contains(CardNumberTest.card(NUMBER, "17275551111"));
            assertThat(event.toString()).doesNotContain(NUMBER);
        }
    }

    @Test
    void what_cannot_be_sealed_is_in_no_event_and_the_answer_says_so() {
        for (Call call : List.of(
                form("/mgr.php", PARTIALS + "&cc_number=" + NUMBER + NUMBER),
                json(
                        "/dialer/",
                        INFOCU5 + "\"leads\":[{\"leadPhone\":\"7275551111\",\"leadCCNumber\":\"" + NUMBER
                                + "x\"}]}"))) {
            Dialect room = room(call);
            Submission.Offered offered = Talk.offered(room.accept(call, CardNumberTest.sealing()));
            assertThat(offered.events().toString()).doesNotContain(NUMBER);
            assertThat(room.answer(offered, List.of(Talk.accepted())).text())
                    .contains("dropped: not a card number")
                    .doesNotContain(NUMBER);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "partials,cc_number=4111111111111111",
        "infocu5,\"leadCCNumber\":\"4111111111111111\"",
        "croco,",
        "dialler,",
        "elision,",
    })
    void a_number_is_sent_by_the_rooms_that_have_a_field_for_it(String dialect, String field) {
        Lead lead = Lead.newBuilder()
                .setPhone("7275551111")
                .setCampaign("1")
                .setFirstName("Ann")
                .setLastName("Lee")
                .setFullName("Ann Lee")
                .setEmail("ann@example.com")
                .setType("t")
                .setSource("test")
                .setCard(CardNumberTest.card(NUMBER, "17275551111"))
                .build();
        VendorAccount account =
                CardNumberTest.opening(new VendorAccount("v", Map.of("client_id", "A", "key", "k"), Map.of()), NUMBER);
        Call call = Talk.sent(room(dialect).encode(Talk.delivery(lead).build(), account));
        if (field == null) {
            assertThat(call.text() + call.query()).doesNotContain(NUMBER);
        } else {
            assertThat(call.text()).contains(field);
        }
    }

    @Test
    void a_vendor_that_gets_no_numbers_gets_none() {
        Lead lead = Lead.newBuilder()
                .setPhone("7275551111")
                .setCampaign("1")
                .setCard(CardNumberTest.card(NUMBER, "17275551111"))
                .build();
        Encoded encoded = room("partials")
                .encode(Talk.delivery(lead).build(), new VendorAccount("v", Map.of("client_id", "A"), Map.of()));
        assertThat(((Encoded.Send) encoded).notes()).containsExactly("cc_number left out: it cannot be opened here");
        assertThat(Talk.sent(encoded).text()).doesNotContain("cc_number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "GET ! /API/lmapi.php ! user=6666&pass=1234&function=add_lead&source=test&phone_number=7275551111&cvv=123",
                "GET ! /API/lmapi.php ! user=6666&pass=1234&function=add_lead&source=test&phone_number=7275551111&custom_fields=Y&Notes=%7B%22card%22%3A%7B%22cvc%22%3A123%7D%7D",
                "GET ! /elision-dialer/elision-api/main.php ! user=6666&pass=1234&action=add_lead&source=test&custom_fields=Y&list_id=25062018&phone_number=7275551111&cc_cvv=1",
                "GET ! /elision-dialer/elision-api/main.php ! user=6666&pass=1234&action=add_multi_lead&source=test&custom_fields=Y&multi_leads=[{\"list_id\":\"25062018\",\"phone_number\":\"7275551111\",\"card\":{\"cvv\":1}}]",
                "GET ! /elision-dialer/elision-api/main.php ! user=6666&pass=1234&action=manual_dial&source=c&agent_user=a&value=1234567890&search=YES&preview=NO&focus=YES&cvv2=1",
                "POST ! /dialer/ ! {ENVELOPE\"leads\":[{\"leadPhone\":\"7275551111\",\"leadCVV\":\"123\"}]}",
                "POST ! /dialer/ ! {ENVELOPE\"leads\":[{\"leadPhone\":\"7275551111\",\"card\":[{\"cvv\":\"123\"}]}]}",
                "POST ! /lead/add ! {\"email\":\"a@example.com\",\"first_name\":\"A\",\"surname\":\"B\",\"mobile\":\"07840258823\",\"type\":\"t\",\"cvv\":123}",
                "POST ! /lead/add ! {\"email\":\"a@example.com\",\"first_name\":\"A\",\"surname\":\"B\",\"mobile\":\"07840258823\",\"type\":\"t\",\"data\":{\"pay\":{\"cvv\":123}}}",
                "POST ! /lead/add ! {\"email\":\"a@example.com\",\"first_name\":\"A\",\"surname\":\"B\",\"mobile\":\"07840258823\",\"type\":\"t\",\"data\":\"{\\\"pay\\\":{\\\"cvv\\\":123}}\"}",
                "FORM ! /mgr.php ! client_id=DEMO1&step=first&campaign_id=1&fields_phone=727-555-1111&cc_cvv=123",
            })
    void a_verification_code_is_refused_by_every_room(String method, String path, String said) {
        Call call = switch (method) {
            case "GET" -> Talk.get(path, said);
            case "FORM" -> form(path, said);
            default -> json(path, said.replace("{ENVELOPE", INFOCU5));
        };
        Answer answer = Talk.answered(room(call).accept(call, CardNumberTest.sealing()));
        assertThat(answer.text()).containsIgnoringCase("card verification codes are not accepted");
    }

    @Test
    void a_verification_code_beside_the_leads_is_refused_too() {
        Call call = json("/dialer/", INFOCU5 + "\"cvv\":\"123\",\"leads\":[{\"leadPhone\":\"7275551111\"}]}");
        assertThat(Talk.answered(room(call).accept(call, CardNumberTest.sealing()))
                        .text())
                .contains("\"responseCode\":80");
    }

    private static Call form(String path, String body) {
        return Talk.post(path, "", Form.TYPE, body);
    }

    private static Call json(String path, String body) {
        return Talk.post(path, path.startsWith("/lead") ? "key=" + Talk.DIALLER_KEY : "", "application/json", body);
    }

    private static Dialect room(Call call) {
        return Dialects.all().values().stream()
                .filter(dialect -> dialect.paths().contains(call.path()))
                .findFirst()
                .orElseThrow();
    }

    private static Dialect room(String id) {
        return Objects.requireNonNull(Dialects.all().get(id));
    }
}
