package io.leadstream.dialect.infocu5;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Question;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Report;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Infocu5ReportsTest {

    private static final Instant NOW = Instant.parse("2022-01-02T00:00:00Z");
    private static final Question.Calls CALLS =
            new Question.Calls(Instant.parse("2022-01-01T00:00:00Z"), Instant.parse("2022-01-01T23:59:59Z"));
    private static final String FIELDS = "\"callDate\":\"2022-01-01T20:58:19+00:00\",\"callCampaignID\":\"1111\","
            + "\"callAgentName\":\"Agent Name\",\"callTime\":\"00:20:27\",\"callQueueTime\":49,\"callHoldTime\":\"1:05\"";

    private final Infocu5 infocu5 = new Infocu5();
    private final VendorAccount account =
            new VendorAccount("acme", Map.of("affiliateID", "A", "affiliateKey", "K"), Map.of("owner", "OWN"));

    private Report report(Question question, String body) {
        return infocu5.report(Answer.json(200, body), question, account, NOW);
    }

    private static String success(String details) {
        return "{\"responseCode\":1,\"responseMessage\":\"Success\",\"responseDetails\":" + details + "}";
    }

    @Test
    void questions_are_posted_as_the_examples_show() {
        Call calls = infocu5.ask(CALLS, account).orElseThrow();
        assertThat(calls.path()).isEqualTo("/dialer/");
        assertThat(calls.text())
                .isEqualTo("{\"affiliateID\":\"A\",\"affiliateKey\":\"K\",\"dialerFunction\":\"getCalls\","
                        + "\"dateStart\":\"2022-01-01T00:00:00+00:00\",\"dateEnd\":\"2022-01-01T23:59:59+00:00\"}");
        assertThat(infocu5.ask(new Question.Agents(), account).orElseThrow().text())
                .contains("\"dialerFunction\":\"getAgents\",\"showAll\":\"y\"");
        assertThat(infocu5.ask(new Question.Campaigns(), account).orElseThrow().text())
                .contains("\"dialerFunction\":\"getCampaigns\",\"showAll\":\"y\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"C1\":{F}}", "[{\"callID\":\"C1\",F}]", "[{\"callID\":\"C1\",F},]"})
    void calls_are_read_in_both_shapes(String shape) {
        Report.Calls read = (Report.Calls) report(CALLS, success(shape.replace("F", FIELDS)));
        assertThat(read.unreadable()).isZero();
        CallRecord call = read.calls().getFirst();
        assertThat(call.getVendor()).isEqualTo("acme");
        assertThat(call.getCallId()).isEqualTo("C1");
        assertThat(call.getCalledAt()).isEqualTo(Instant.parse("2022-01-01T20:58:19Z"));
        assertThat(call.getCampaign()).contains("1111");
        assertThat(call.getAgentName()).contains("Agent Name");
        assertThat(call.getCallSeconds())
                .contains(Math.toIntExact(Duration.ofMinutes(20).plusSeconds(27).toSeconds()));
        assertThat(call.getQueueSeconds()).contains(49);
        assertThat(call.getHoldSeconds()).contains(65);
        assertThat(call.getListId()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2022-01-01T10:00:00+02:00, 2022-01-01T08:00:00Z",
        "2022-01-01T10:00:00Z, 2022-01-01T10:00:00Z",
        "2022-01-01 10:00:00, 2022-01-01T10:00:00Z"
    })
    void a_date_without_an_offset_is_gmt(String written, Instant time) {
        Report.Calls read = (Report.Calls) report(CALLS, success("{\"C\":{\"callDate\":\"" + written + "\"}}"));
        assertThat(read.calls()).extracting(CallRecord::getCalledAt).containsExactly(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"C\":{}}", "[{\"callDate\":\"2022-01-01T10:00:00Z\"}]", "{\"\":{F}}", "{\"C\":7}"})
    void a_call_without_an_id_or_a_date_is_left_out_and_counted(String details) {
        assertThat(report(CALLS, success(details.replace("F", FIELDS)))).isEqualTo(new Report.Calls(List.of(), 1));
    }

    @Test
    void agents_are_read() {
        Report.Agents read = (Report.Agents)
                report(
                        new Question.Agents(),
                        success(
                                "[{\"agentID\":7,\"agentNameFirst\":\"Ann\",\"agentNameLast\":\"Lee\"},{\"agentNameFirst\":\"X\"}]"));
        Agent agent = read.agents().getFirst();
        assertThat(read.agents()).hasSize(1);
        assertThat(agent.getAgentId()).isEqualTo("7");
        assertThat(agent.getFirstName()).contains("Ann");
        assertThat(agent.getLastName()).contains("Lee");
        assertThat(agent.getOwner()).contains("OWN");
        assertThat(agent.getSeenAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"campaignProducts\":[{\"listID\":\"111000\",\"listName\":\"List Name\",\"listMapping\":[]}]",
                "\"campaignLists\":[{\"listID\":\"111000\",\"listName\":\"List Name\",\"fields\":[]}]",
                "\"campaignLists\":[{\"dialerID\":\"111000\",\"dialerName\":\"List Name\",\"fields\":[]}]"
            })
    void campaigns_and_lists_are_read_by_name_in_both_shapes(String lists) {
        String campaigns = success("[{\"campaignID\":\"1111\",\"campaignName\":\"Campaign Name\"," + lists + "}]");
        assertThat(report(new Question.Campaigns(), campaigns))
                .isEqualTo(new Report.Campaigns(Map.of("1111", "Campaign Name"), Map.of("111000", "List Name")));
    }

    @ParameterizedTest
    @CsvSource({"340", "341"})
    void nothing_found_is_an_answer(int code) {
        String body = "{\"responseCode\":" + code + ",\"responseMessage\":\"No Calls found\"}";
        assertThat(report(CALLS, body)).isEqualTo(new Report.Calls(List.of(), 0));
        assertThat(report(new Question.Agents(), body)).isEqualTo(new Report.Agents(List.of()));
        assertThat(report(new Question.Campaigns(), body)).isEqualTo(new Report.Campaigns(Map.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "80, request refused, false",
        "100, login refused, true",
        "800, function refused, false",
        "900, interface error, false"
    })
    void an_error_says_why(int code, String reason, boolean stop) {
        assertThat(report(CALLS, "{\"responseCode\":\"" + code + "\",\"responseMessage\":\"x\"}"))
                .isEqualTo(new Report.None(new Reply.Failed(reason, stop)));
    }

    @Test
    void busy_and_rubbish_are_no_answer() {
        Answer busy = Answer.text(429, "later").with("retry-after", "7");
        assertThat(infocu5.report(busy, CALLS, account, NOW))
                .isEqualTo(new Report.None(new Reply.Throttled(Optional.of(Duration.ofSeconds(7)))));
        assertThat(report(CALLS, "<html>"))
                .isEqualTo(new Report.None(new Reply.Failed("not the dialect's answer", false)));
    }
}
