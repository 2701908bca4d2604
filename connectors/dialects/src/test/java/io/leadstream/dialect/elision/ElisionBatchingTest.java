package io.leadstream.dialect.elision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Batching;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Form;
import io.leadstream.dialect.Json;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Accepted;
import io.leadstream.dialect.Reply.Failed;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.Reply.Unknown;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryKind;
import io.leadstream.schema.Lead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElisionBatchingTest {

    private static final String CREATED =
            "{\"success\":\"true\",\"message\":\"add_multi_lead RECORD(S)  CREATED\",\"data\":{\"Lead ID\":1699}}";
    private static final String TOO_SHORT =
            "{\"success\":\"false\",\"message\":\"add_multi_lead PHONE NUMBER MINIMUM 6 DIGIT AND MAXIMUM 16 DIGIT\"}";

    private final Elision elision = new Elision();

    private static VendorAccount account(Map<String, String> settings) {
        return new VendorAccount("acme", Map.of("user", "6666", "pass", "s&cret"), settings);
    }

    private Batching batching(Map<String, String> settings) {
        return elision.batching(account(settings)).orElseThrow();
    }

    private static Delivery delivery(String phone, DeliveryKind kind) {
        return Delivery.newBuilder()
                .setDeliveryId("1:acme")
                .setKind(kind)
                .setLeadId(1)
                .setVendor("acme")
                .setPhone("1" + phone)
                .setListId("101")
                .setLead(Lead.newBuilder()
                        .setPhone(phone)
                        .setFullName("Zoë \"Z\" Doe & Co")
                        .build())
                .setSubmittedAt(Instant.EPOCH)
                .setRoutedAt(Instant.EPOCH)
                .build();
    }

    private List<Reply> read(String body, int leads) {
        return batching(Map.of("batch_size", "50")).read(Answer.json(200, body), leads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0", "-3", "many"})
    void without_a_batch_size_leads_go_alone(String size) {
        assertThat(elision.batching(account(Map.of("batch_size", size)))).isEmpty();
        assertThat(elision.batching(account(Map.of()))).isEmpty();
    }

    @Test
    void leads_of_one_list_go_together_and_dials_go_alone() {
        Batching batching = batching(Map.of("batch_size", "500"));
        assertThat(batching.most()).isEqualTo(100);
        assertThat(batching.group(delivery("7275551111", DeliveryKind.SEND))).contains("101");
        assertThat(batching.group(delivery("7275551111", DeliveryKind.DIAL))).isEmpty();
        assertThat(batching(Map.of("batch_size", "5", "list_id", "900"))
                        .group(delivery("7275551111", DeliveryKind.SEND)))
                .contains("900");
    }

    @ParameterizedTest
    @ValueSource(strings = {"params", "basic"})
    void several_calls_become_one(String auth) {
        Map<String, String> settings = Map.of("batch_size", "5", "auth", auth);
        List<Call> calls = List.of("7275551111", "7275552222").stream()
                .map(phone -> Talk.sent(elision.encode(delivery(phone, DeliveryKind.SEND), account(settings))))
                .toList();
        Call joined = batching(settings).join(calls);
        Form form = Form.of(joined);
        assertThat(joined.headers()).isEqualTo(calls.getFirst().headers());
        assertThat(form.get("action")).isEqualTo("add_multi_lead");
        assertThat(form.get("source")).isEqualTo("leadstream");
        assertThat(form.get("custom_fields")).isEqualTo("Y");
        assertThat(form.get("pass")).isEqualTo(auth.equals("basic") ? "" : "s&cret");
        JsonNode leads = Json.parse(form.get("multi_leads")).orElseThrow();
        assertThat(leads).hasSize(2);
        assertThat(leads.get(1).toString())
                .isEqualTo("{\"phone_number\":\"7275552222\",\"list_id\":\"101\",\"CustomerName\":"
                        + "\"Zoë \\\"Z\\\" Doe & Co\"}");
    }

    @Test
    void each_lead_has_its_own_answer() {
        assertThat(read("{\"lead 2\":" + CREATED + ",\"lead 1\":" + TOO_SHORT + "}", 3))
                .containsExactly(
                        Rejected.because("invalid"),
                        new Accepted(Optional.of("1699"), List.of()),
                        new Unknown("no entry for the lead"));
    }

    @Test
    void an_answer_without_numbers_is_everybodys_but_a_success_is_nobodys_for_sure() {
        assertThat(read("{\"success\":\"false\",\"message\":\"Login incorrect, please try again\"}", 2))
                .hasSize(2)
                .allSatisfy(reply -> assertThat(reply).isInstanceOf(Failed.class));
        assertThat(read("{\"success\":\"false\",\"message\":\"add_multi_lead PLEASE CHECK YOUR JSON SYNTAX\"}", 2))
                .containsOnly(new Failed("request refused", false));
        assertThat(read(CREATED, 2)).containsOnly(new Unknown("no entry for the lead"));
        assertThat(read("nonsense", 2)).containsOnly(new Failed("not the dialect's answer", false));
    }
}
