package io.leadstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Card;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumberTest {

    private static final String NUMBER = "4111111111111111";
    private static final String PHONE = "17275551111";

    private final List<String> notes = new ArrayList<>();

    /** Seals by turning round, which is enough to see who sealed what. */
    public static Intake sealing() {
        Intake accounts = Talk.intake();
        return new Intake() {
            @Override
            public Optional<Account> login(String name, String secret) {
                return accounts.login(name, secret);
            }

            @Override
            public String newEventId() {
                return accounts.newEventId();
            }

            @Override
            public Optional<Card> seal(String number, String phone) {
                return Optional.of(card(number, phone));
            }
        };
    }

    /** The card that {@link #sealing} makes. */
    public static Card card(String number, String phone) {
        String turned = new StringBuilder(number).reverse() + "@" + phone;
        return Card.newBuilder()
                .setCiphertext(ByteBuffer.wrap(turned.getBytes(StandardCharsets.UTF_8)))
                .setLastFour(number.substring(number.length() - 4))
                .build();
    }

    /** An account of ours that opens the card of any delivery that has one. */
    public static VendorAccount opening(VendorAccount account, String number) {
        return new VendorAccount(
                account.vendor(), account.credentials(), account.settings(), delivery -> Optional.of(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {NUMBER, "4111 1111 1111 1111", "4111-1111-1111-1111"})
    void a_number_is_sealed_for_its_phone(String given) {
        Lead.Builder lead = Lead.newBuilder().setPhone("727-555-1111");
        CardNumber.read("cc_number", given, lead, sealing(), notes);
        assertThat(lead.build().getCard()).contains(card(NUMBER, PHONE));
        assertThat(notes).isEmpty();
    }

    @Test
    void where_nobody_seals_it_is_dropped_with_a_note_that_does_not_hold_it() {
        Lead.Builder lead = Lead.newBuilder().setPhone("727-555-1111");
        CardNumber.read("cc_number", NUMBER, lead, Talk.intake(), notes);
        CardNumber.read("cc_number", " ", lead, Talk.intake(), notes);
        assertThat(lead.build().getCard()).isEmpty();
        assertThat(notes).containsExactly("cc_number dropped: card numbers are not kept");
        notes.add("city cut to 3");
        assertThat(CardNumber.dropped(notes)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"41111111111", "41111111111111111111", "4111x1111111111111", "**** 1111", "٤١١١١١١١١١١١١١١١"})
    void what_is_no_number_is_dropped_with_a_note_that_does_not_hold_it(String given) {
        Lead.Builder lead = Lead.newBuilder().setPhone("727-555-1111");
        CardNumber.read("cc_number", given, lead, sealing(), notes);
        assertThat(lead.build().getCard()).isEmpty();
        assertThat(notes).containsExactly("cc_number dropped: not a card number");
        assertThat(CardNumber.dropped(notes)).hasSize(1);
    }

    @Test
    void a_number_goes_to_an_account_that_may_have_it_and_what_does_not_open_is_left_out_and_noted() {
        VendorAccount account = new VendorAccount("v", Map.of(), Map.of());
        Delivery with = Talk.delivery(Lead.newBuilder()
                        .setPhone("7275551111")
                        .setCard(card(NUMBER, PHONE))
                        .build())
                .build();
        Delivery without =
                Talk.delivery(Lead.newBuilder().setPhone("7275551111").build()).build();

        assertThat(CardNumber.write("cc_number", with, opening(account, NUMBER), notes))
                .contains(NUMBER);
        assertThat(CardNumber.write("cc_number", without, opening(account, NUMBER), notes))
                .isEmpty();
        assertThat(notes).isEmpty();
        assertThat(CardNumber.write("cc_number", with, account, notes)).isEmpty();
        assertThat(notes).containsExactly("cc_number left out: it cannot be opened here");
    }

    @ParameterizedTest
    @CsvSource({
        "cvv,true",
        "CVV2,true",
        "cc_cvc,true",
        "leadCCCVV,true",
        "card_security_code,true",
        "csc,true",
        "cc_number,false",
        "security_phrase,false",
        "campaign_id,false",
    })
    void a_verification_code_is_known_by_its_name(String name, boolean refused) {
        assertThat(CardNumber.hasVerificationCode(Map.of(name, "123"))).isEqualTo(refused);
        assertThat(CardNumber.hasVerificationCode(Map.of(name, " "))).isFalse();
        assertThat(CardNumber.hasVerificationCode(Map.of("data", "{\"" + name + "\":123}")))
                .isEqualTo(refused);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'a':{'b':[{'cvv':'123'}]}}|true",
                "{'a':['{\\'cvv\\':123}']}|true",
                "{'cvv':{'code':1}}|true",
                "{'cvv':null}|false",
                "{'cvv':''}|false",
                "{'cvv':[]}|false",
                "{'a':'cvv'}|false",
                "{'a':'{cvv:1'}|false",
            })
    void a_verification_code_is_found_however_deep_it_is(String json, boolean found) {
        assertThat(CardNumber.hasVerificationCode(
                        Json.parse(json.replace('\'', '"')).orElseThrow()))
                .isEqualTo(found);
    }

    @Test
    void a_call_does_not_show_what_it_holds() {
        assertThat(Talk.post("/p", "key=secret", "t", NUMBER).toString()).isEqualTo("Call[POST /p]");
    }
}
