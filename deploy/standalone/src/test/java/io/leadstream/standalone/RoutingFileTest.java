package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Dialect;
import io.leadstream.dialect.Dialects;
import io.leadstream.schema.AfterUnknown;
import io.leadstream.schema.Campaign;
import io.leadstream.schema.CheckWords;
import io.leadstream.schema.LeadList;
import io.leadstream.schema.Routing;
import io.leadstream.schema.Vendor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingFileTest {

    private static final Map<String, Dialect> DIALECTS = Dialects.all();
    private static final String SMALL = """
            campaigns:
              - id: C
                name: C
            lists:
              - id: 0999
                name: L
                campaign: C
                vendors: [{vendor: v-1, weight: 2}]
            vendors:
              - id: v-1
                dialect: croco
                url: https://dialer.example.com
            default_list: 0999
            """;

    @Test
    void the_default_routing_is_good_and_as_the_documents_need_it() throws IOException {
        Routing routing = good(resource("default-routing.yaml"));

        assertThat(routing.getVersion()).isZero();
        assertThat(routing.getCampaigns())
                .extracting(Campaign::getId)
                .containsExactly("TESTCAMP", "1111", "1", "ELISION", "DIALLER");
        assertThat(routing.getLists())
                .extracting(LeadList::getId)
                .containsExactly(
                        "101", "102", "999", "111000", "1001", "1002", "1003", "1004", "1005", "25062018", "5001");
        assertThat(routing.getLists().get(0).getVendors()).hasSize(2);
        assertThat(routing.getLists().get(2).getCustomFields()).hasSize(12);
        assertThat(routing.getLists().get(9).getCustomFields()).contains("LeadfromURL", "prospects_id");
        assertThat(routing.getLists().get(10).getStandingChecks())
                .containsExactly(CheckWords.read("DUPLIST").orElseThrow());
        assertThat(routing.getVendors())
                .extracting(Vendor::getUrl)
                .containsExactly(
                        "http://127.0.0.1:8090/croco",
                        "http://127.0.0.1:8090/dialler",
                        "http://127.0.0.1:8090/elision",
                        "http://127.0.0.1:8090/infocu5",
                        "http://127.0.0.1:8090/partials");
        assertThat(routing.getVendors())
                .extracting(Vendor::getAfterUnknown)
                .containsExactly(
                        AfterUnknown.VERIFY,
                        AfterUnknown.STOP,
                        AfterUnknown.STOP,
                        AfterUnknown.STOP,
                        AfterUnknown.STOP);
    }

    @Test
    void what_is_written_is_read_back_the_same() throws IOException {
        Routing routing = good(resource("default-routing.yaml"));
        assertThat(good(RoutingFile.write(routing))).isEqualTo(routing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "~",
                "true",
                "0x1F",
                "${HOME}",
                "$${X} ${",
                "a: b",
                "- x",
                " # y",
                "@z",
                "*a",
                "é\"'\\"
            })
    void a_constant_is_read_back_the_same_whatever_it_looks_like(String value) {
        Routing small = good(SMALL);
        Vendor vendor = Vendor.newBuilder(small.getVendors().get(0))
                .setConstants(Map.of("source", value))
                .build();
        Routing routing = Routing.newBuilder(small).setVendors(List.of(vendor)).build();
        assertThat(good(RoutingFile.write(routing))).isEqualTo(routing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: L               | nmae: L             | 6: lists[0].nmae: unknown field",
                "weight: 2             | weight: 0           | 8: lists[0].vendors[0].weight: must be at least 1",
                "weight: 2             | weight: lots        | 8: lists[0].vendors[0].weight: must be a whole number",
                "vendor: v-1           | vendor: w           | 8: lists[0].vendors[0].vendor: unknown vendor w",
                "campaign: C           | campaign: D         | 7: lists[0].campaign: unknown campaign D",
                "id: v-1               | id: V_1             | 10: vendors[0].id: must be lower-case letters, digits and dashes",
                "dialect: croco        | dialect: x          | 11: vendors[0].dialect: unknown dialect x, there are croco, dialler, elision, infocu5, partials",
                "https://dialer        | ftp://dialer        | 12: vendors[0].url: must be an http or https address",
                "default_list: 0999    | default_list: 1     | 13: default_list: the default list 1 is not defined",
                "default_list: 0999    | version: 3          | 13: version: unknown field",
                "https://dialer        | ${NOBODY}           | 12: vendors[0].url: ${NOBODY} is not set in the environment",
                "dialect: croco        | after_unknown: MAYBE | 11: vendors[0].after_unknown: must be one of VERIFY, RESEND, STOP",
                "dialect: croco        | constants: {nick: a} | 11: vendors[0].constants.nick: a lead has no text field nick",
                "dialect: croco        | constants: {gender: MALE} | 11: vendors[0].constants.gender: a lead has no text field gender",
                "dialect: croco        | fields: [phone, x]  | 11: vendors[0].fields[1]: a lead has no field x",
                "dialect: croco        | private_addresses: yes | 11: vendors[0].private_addresses: must be true or false",
                "dialect: croco        | limits: {max_age_minutes: 0} | 11: vendors[0].limits.max_age_minutes: must be at least 1",
                "dialect: croco        | limits: {max_age_minutes: 10081} | 11: vendors[0].limits.max_age_minutes: must be at most 10080",
                "dialect: croco        | credentials: ../a   | 11: vendors[0].credentials: must be a file's name without its folder",
                "name: L               | standing_checks: [DUPLIST, DUPSYS31DAY] | 6: lists[0].standing_checks[1]: unknown duplicate check DUPSYS31DAY",
                "name: L               | id: 1               | 6: lists[0].id: is given twice",
                "vendors: [            | vendors: [[         | 9: not YAML"
            })
    void a_mistake_is_named_with_its_line(String good, String mistake, String problem) {
        assertThat(bad(SMALL.replace(good, mistake))).anyMatch(found -> found.startsWith("r.yaml:" + problem));
    }

    @Test
    void a_vendor_whose_dialect_cannot_withdraw_is_not_asked_to() {
        String asked = SMALL.replace("dialect: croco", "dialect: croco\n    withdraw: true");
        assertThat(bad(asked))
                .containsExactly(
                        "r.yaml:12: vendors[0].withdraw: croco cannot withdraw a lead, only dialler, partials can");
        assertThat(good(asked.replace("dialect: croco", "dialect: dialler"))
                        .getVendors()
                        .getFirst()
                        .getWithdraw())
                .isTrue();
    }

    @Test
    void every_mistake_is_reported_at_once() {
        String twice = SMALL.replace("dialect: croco", "dialect: x\n    colour: red") + "lanes: 3\n";
        assertThat(bad(twice.replace("weight: 2", "weight: -1")))
                .containsExactlyInAnyOrder(
                        "r.yaml:8: lists[0].vendors[0].weight: must be at least 1",
                        "r.yaml:11: vendors[0].dialect: unknown dialect x, there are croco, dialler, elision, infocu5, partials",
                        "r.yaml:12: vendors[0].colour: unknown field",
                        "r.yaml:15: lanes: unknown field");
    }

    @Test
    void an_id_can_be_there_once() {
        String twice = SMALL.replace("    name: C\n", "    name: C\n  - id: C\n    name: again\n");
        assertThat(bad(twice)).containsExactly("r.yaml:4: campaigns[1].id: C is there twice");
    }

    @Test
    void an_empty_file_lacks_everything() {
        assertThat(bad("")).contains("r.yaml:1: campaigns: is missing", "r.yaml:1: vendors: is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DUPLIST",
                "DUPCAMP30DAY",
                "DUPSYS90DAY",
                "DUPPHONEALTLIST",
                "DUPTITLEALTPHONESYS1DAY",
                "DUPNAMEPHONECAMP360DAY"
            })
    void a_duplicate_check_has_a_word(String word) {
        assertThat(CheckWords.read(word).map(CheckWords::write)).contains(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DUP", "DUPSYS31DAY", "DUPSYS0DAY", "DUPSYSDAY", "duplist", "DUPALTLIST"})
    void other_words_are_no_duplicate_checks(String word) {
        assertThat(CheckWords.read(word)).isEmpty();
    }

    private static Routing good(String yaml) {
        RoutingFile.Result result = RoutingFile.read("r.yaml", yaml, DIALECTS, Map.of("SANDBOX_PORT", "8090"));
        assertThat(result).isInstanceOf(RoutingFile.Result.Good.class);
        return ((RoutingFile.Result.Good) result).routing();
    }

    private static List<String> bad(String yaml) {
        RoutingFile.Result result = RoutingFile.read("r.yaml", yaml, DIALECTS, Map.of());
        assertThat(result).isInstanceOf(RoutingFile.Result.Bad.class);
        return ((RoutingFile.Result.Bad) result).problems();
    }

    static String resource(String name) throws IOException {
        try (InputStream in = RoutingFileTest.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
