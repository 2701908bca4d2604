package io.leadstream.dialect;

import static io.leadstream.dialect.FieldTable.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables and parsers that every room is made of. */
class KernelTest {

    @Test
    void every_text_of_a_lead_is_a_field() {
        List<String> texts = Lead.getClassSchema().getFields().stream()
                .filter(field -> field.schema().isUnion()
                        && field.schema().getTypes().get(1).getType() == Schema.Type.STRING)
                .map(Schema.Field::name)
                .toList();
        assertThat(names()).containsAll(texts);
    }

    @Test
    void every_field_is_named_as_the_contract_names_it() {
        for (String name : names()) {
            assertThat(Lead.getClassSchema().getField(name) != null
                            || LeadSettings.getClassSchema().getField(name) != null)
                    .as(name)
                    .isTrue();
        }
    }

    private static List<String> names() {
        return Arrays.stream(LeadField.values())
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toList());
    }

    @Test
    void a_field_table_checks_itself() {
        assertThatThrownBy(() -> FieldTable.of(row("a", LeadField.CITY), row("b", LeadField.CITY)))
                .hasMessage("two fields for CITY");
        assertThatThrownBy(() -> FieldTable.of(
                        row("a", LeadField.CITY), row("b", LeadField.STATE).alsoRead("a")))
                .hasMessage("two fields are called a");
    }

    @Test
    void a_table_cuts_between_characters_never_within_one() {
        FieldTable table = FieldTable.of(row("city", LeadField.CITY).most(3));
        List<String> notes = new ArrayList<>();
        Lead lead = Lead.newBuilder().setCity("a😀b😀").build();
        assertThat(table.write(lead, Map.of(), notes)).containsEntry("city", "a😀b");
        assertThat(notes).containsExactly("city cut to 3");
    }

    @Test
    void a_name_is_read_before_its_aliases_unless_it_is_blank() {
        FieldTable table = FieldTable.of(row("a", LeadField.CITY).alsoRead("b", "c"));
        Lead.Builder lead = Lead.newBuilder();
        table.read(Map.of("a", " ", "b", "two", "c", "three"), lead, new ArrayList<>());
        assertThat(lead.getCity()).isEqualTo("two");
    }

    @Test
    void a_reply_table_refuses_a_row_that_could_never_be_found() {
        Reply reply = Reply.Rejected.because("x");
        assertThatThrownBy(() -> ReplyTable.of(ReplyTable.row("IN", reply), ReplyTable.row("IN LIST", reply)))
                .hasMessage("never found: IN LIST");
    }

    @Test
    void a_wait_is_seconds_or_a_date_measured_against_the_answers_own() {
        Answer dated = Answer.text(503, "")
                .with("date", "Fri, 20 Nov 2026 21:00:00 GMT")
                .with("retry-after", "Fri, 20 Nov 2026 21:00:30 GMT");
        assertThat(ReplyTable.busy(dated)).contains(new Reply.Throttled(Optional.of(Duration.ofSeconds(30))));
        for (String nonsense : List.of("", "-5", "soon", "99999999999999999999")) {
            assertThat(ReplyTable.busy(Answer.text(429, "").with("retry-after", nonsense)))
                    .contains(new Reply.Throttled(Optional.empty()));
        }
        assertThat(ReplyTable.busy(Answer.text(503, ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a=1,1",
        "a=1&a=2,2",
        "a=%41+%2B,A +",
        "a=%,%",
        "a=%4,%4",
        "a=%zz,%zz",
        "a=b=c,b=c",
        "b=1,''",
        "a,''",
        "%61=1,1",
        "a=%E2%82%AC,€",
    })
    void a_form_is_decoded_as_far_as_it_goes(String raw, String value) {
        assertThat(Form.ofQuery(Talk.get("/", raw)).get("a")).isEqualTo(value);
    }

    @Test
    void a_form_reads_what_it_writes() {
        Map<String, String> values = Map.of("a&b", "c=d + é 😀%", "e", "two\nlines");
        assertThat(Form.ofQuery(Talk.get("/", Form.encode(values))).values()).isEqualTo(values);
    }

    @Test
    void a_body_of_another_type_is_no_form() {
        assertThat(Form.of(Talk.post("/", "a=1", "application/json", "a=2")).get("a"))
                .isEqualTo("1");
    }

    @Test
    void countries_are_kept_as_two_letters_and_written_as_three() {
        assertThat(Codec.COUNTRY_3.read().apply("gbr")).contains("GB");
        assertThat(Codec.COUNTRY_3.read().apply("US")).contains("US");
        assertThat(Codec.COUNTRY_3.read().apply("XXX")).isEmpty();
        assertThat(Codec.COUNTRY_3.write().apply("US")).contains("USA");
    }

    @Test
    void every_dialect_is_found_by_its_id() {
        assertThat(Dialects.all()).containsOnlyKeys("croco", "dialler", "elision", "infocu5", "partials", "tally");
    }

    @ParameterizedTest
    @CsvSource({
        "US,US",
        "usa,US",
        "United States,US",
        "u.s.a.,US",
        "United States of America,US",
        "UK,GB",
        "England,GB",
        "GBR,GB",
        "Bosnia and Herzegovina,BA",
        "Bosnia & Herzegovina,BA",
        "cote d'ivoire,CI",
        "Germany,DE",
        "Narnia,''",
        "1,''",
    })
    void countries_are_read_as_people_write_them(String text, String alpha2) {
        assertThat(Codec.COUNTRY_NAME.read().apply(text).orElse("")).isEqualTo(alpha2);
        assertThat(Codec.COUNTRY_2.read().apply(text).orElse("")).isEqualTo(alpha2);
    }

    @Test
    void a_country_written_by_name_is_read_as_itself_and_fits_64_characters() {
        for (String country : Locale.getISOCountries()) {
            String name = Codec.COUNTRY_NAME.write().apply(country).orElseThrow();
            assertThat(name).hasSizeLessThanOrEqualTo(64);
            assertThat(Codec.COUNTRY_NAME.read().apply(name)).as(name).contains(country);
        }
        assertThat(Codec.COUNTRY_NAME.write().apply("XX")).isEmpty();
        assertThat(Codec.COUNTRY_2.write().apply("US")).contains("US");
    }

    @Test
    void a_name_is_put_together_and_taken_apart() {
        assertThat(PersonName.whole(
                        Lead.newBuilder().setFirstName("Zoe").setLastName("Doe").build()))
                .contains("Zoe Doe");
        assertThat(PersonName.whole(Lead.newBuilder().build())).isEmpty();
        assertThat(PersonName.parts(Lead.newBuilder().setFullName("Zoe van Doe").build()))
                .isEqualTo(Map.of(LeadField.FIRST_NAME, "Zoe van", LeadField.LAST_NAME, "Doe"));
        assertThat(PersonName.parts(Lead.newBuilder().setFullName("Zoe").build()))
                .isEqualTo(Map.of(LeadField.FIRST_NAME, "Zoe"));
        assertThat(PersonName.parts(Lead.newBuilder()
                        .setFullName("Zoe Doe")
                        .setLastName("Doe")
                        .build()))
                .isEmpty();
    }

    @Test
    void a_trailing_comma_is_forgiven_where_asked_and_nothing_else_is() {
        assertThat(Json.forgivingObject("{\"a\":[1,],}".getBytes(StandardCharsets.UTF_8)))
                .isPresent();
        for (String rubbish :
                List.of("{\"a\":1},", "{\"a\":1}}", "{\"a\":1,,}", "{,}", "{\"a\":1,\"a\":2}", "", "[]")) {
            assertThat(Json.forgivingObject(rubbish.getBytes(StandardCharsets.UTF_8)))
                    .as(rubbish)
                    .isEmpty();
        }
        assertThat(Json.object("{\"a\":1,}".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void every_reply_to_a_dial_has_a_code() {
        assertThat(DialReply.of(new Reply.Accepted(Optional.empty(), List.of())))
                .isEqualTo(DialReply.SUCCESS);
        assertThat(DialReply.of(Reply.Rejected.because(DialReply.NOT_PAUSED))).isEqualTo(DialReply.NOT_PAUSED);
        for (Reply silent : List.of(
                new Reply.Unknown("timeout"),
                new Reply.Failed("HTTP 500", false),
                new Reply.Throttled(Optional.empty()))) {
            assertThat(DialReply.of(silent)).isEqualTo(DialReply.NO_ANSWER);
        }
    }
}
