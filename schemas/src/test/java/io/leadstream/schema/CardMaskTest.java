package io.leadstream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardMaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4111111111111111|************1111",
                "card 4111 1111 1111 1111, exp 12/29|card **** **** **** 1111, exp 12/29",
                "4111-1111-1111-1111 123|****-****-****-1111 123",
                "1 4111111111111111|1 ************1111",
                "378282246310005 and 5555555555554444|***********0005 and ************4444",
                "2223003122003222|************3222",
                "6011.1111.1111.1117|****.****.****.1117",
            })
    void a_card_number_keeps_its_last_four_digits(String text, String masked) {
        assertThat(CardMask.text(text, '*')).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "4111111111111112", // fails Luhn's check
        "41111111111111110000", // too long
        "411111111111", // too short
        "1732147200009", // milliseconds since 1970
        "20261120123045", // a time
        "call +44 7700 900123 after 5",
        "''",
    })
    void other_numbers_are_left_alone(String text) {
        assertThat(CardMask.text(text, '*')).isSameAs(text);
    }

    @Test
    void every_text_of_an_event_is_searched_but_phones_and_ids() {
        String card = "4111111111111111";
        Lead lead = Lead.newBuilder()
                .setPhone(card)
                .setOrderId(card)
                .setComments("pay with " + card)
                .setData("{\"n\":" + card + ",\"s\":\"" + card + "\"}")
                .setCustomFields(Map.of(card, "x", "Card", card))
                .setMultiAltPhones(List.of(
                        AltPhone.newBuilder().setNumber(card).setNote(card).build()))
                .setSettings(LeadSettings.newBuilder()
                        .setCallback(Callback.newBuilder()
                                .setAt("NOW")
                                .setComments(card)
                                .build())
                        .build())
                .build();
        LeadEvent event = event(lead, List.of("first"));

        LeadEvent masked = CardMask.apply(event);
        Lead after = masked.getLead().orElseThrow();
        assertThat(after.getPhone()).contains(card);
        assertThat(after.getOrderId()).contains(card);
        assertThat(after.getComments()).contains("pay with ************1111");
        assertThat(after.getData()).contains("{\"n\":9999999999991111,\"s\":\"9999999999991111\"}");
        assertThat(after.getCustomFields()).isEqualTo(Map.of("************1111", "x", "Card", "************1111"));
        assertThat(after.getMultiAltPhones().get(0).getNumber()).isEqualTo(card);
        assertThat(after.getMultiAltPhones().get(0).getNote()).contains("************1111");
        assertThat(after.getSettings().getCallback().orElseThrow().getComments())
                .contains("************1111");
        assertThat(masked.getNotes())
                .hasSize(5)
                .contains("first", "comments: a card number was replaced by its last four digits");

        assertThat(event.getLead().orElseThrow().getComments()).contains("pay with " + card);
        assertThat(CardMask.apply(masked)).isSameAs(masked);
    }

    @Test
    void an_event_without_a_card_number_is_returned_itself() {
        LeadEvent event = event(Lead.newBuilder().setPhone("7275551111").build(), List.of());
        assertThat(CardMask.apply(event)).isSameAs(event);
    }

    private static LeadEvent event(Lead lead, List<String> notes) {
        return LeadEvent.newBuilder()
                .setEventId("e")
                .setKind(LeadEventKind.SUBMITTED)
                .setAccount("a")
                .setLead(lead)
                .setNotes(notes)
                .build();
    }
}
