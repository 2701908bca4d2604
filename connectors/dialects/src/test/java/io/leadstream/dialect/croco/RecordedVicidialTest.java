package io.leadstream.dialect.croco;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Call;
import io.leadstream.dialect.Reply;
import io.leadstream.dialect.Reply.Accepted;
import io.leadstream.dialect.Reply.Failed;
import io.leadstream.dialect.Reply.Rejected;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that a real VICIdial gave, and what each of them means to the outbound reader. */
class RecordedVicidialTest {

    private static final Pattern EXCHANGE =
            Pattern.compile("### (\\d+)\\. [^\\n]*\\n```\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Map<Integer, Reply> MEANINGS = Map.<Integer, Reply>ofEntries(
            entry(3, new Failed("function refused", false)),
            entry(4, new Failed("HTTP 418", false)),
            entry(5, new Failed("login refused", true)),
            entry(6, new Failed("login refused", true)),
            entry(8, new Failed("permission refused", false)),
            entry(9, new Failed("permission refused", false)),
            entry(11, new Failed("permission refused", false)),
            entry(13, accepted("1")),
            entry(14, Rejected.because("list not allowed")),
            entry(15, new Failed("login locked", true)),
            entry(16, new Failed("source refused", false)),
            entry(20, accepted("4")),
            entry(24, accepted("7")),
            entry(25, accepted("8")),
            entry(29, accepted("12")),
            entry(30, Rejected.because("unknown list")),
            entry(35, Rejected.because("invalid")),
            entry(36, Rejected.because("invalid")),
            entry(44, Rejected.because("invalid")),
            entry(46, Rejected.because("invalid")),
            entry(51, accepted("25", "NANPA options disabled, NANPA prefix data not loaded")),
            entry(56, accepted("29")),
            entry(59, accepted("32")),
            entry(69, Rejected.because("dnc")),
            entry(74, Rejected.because("dnc")),
            entry(80, duplicate("5000")),
            entry(84, duplicate("5000")),
            entry(86, new Failed("HTTP 500", false)),
            entry(88, duplicate("5000")),
            entry(89, duplicate("5000")),
            entry(93, duplicate("5000")),
            entry(94, duplicate("5000")),
            entry(95, duplicate("5000")),
            entry(96, duplicate("5000")),
            entry(98, duplicate("5000")),
            entry(101, duplicate("5000")),
            entry(103, duplicate("5000")),
            entry(105, duplicate("5000")),
            entry(108, duplicate("5000")),
            entry(109, duplicate("5000")),
            entry(110, duplicate("5000")),
            entry(111, duplicate("5000")),
            entry(153, accepted("5029", "ADDED TO HOPPER")),
            entry(158, accepted("5034", "NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME")),
            entry(165, accepted("5041", "SCHEDULED CALLBACK ADDED")),
            entry(166, accepted("5042", "SCHEDULED CALLBACK ADDED")),
            entry(170, accepted("5046", "SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID")),
            entry(171, accepted("5047", "SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID")),
            entry(174, accepted("5050", "ADDED TO HOPPER", "SCHEDULED CALLBACK ADDED")),
            entry(175, accepted("5051", "MULTI-ALT-PHONE NUMBERS LOADED")),
            entry(176, accepted("5052", "MULTI-ALT-PHONE NUMBERS LOADED")),
            entry(178, accepted("5054", "CUSTOM FIELDS NOT ADDED, NO FIELDS TO UPDATE DEFINED")),
            entry(179, accepted("5055", "CUSTOM FIELDS VALUES ADDED")),
            entry(183, accepted("5059", "CUSTOM FIELDS NOT ADDED, NO FIELDS DEFINED")),
            entry(184, accepted("5060", "CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED")),
            entry(185, accepted("5061")),
            entry(191, new Failed("HTTP 500", false)),
            entry(199, accepted("5071")),
            entry(203, new Failed("lead not added", false)));

    /** One exchange: what was sent, and the answer. */
    record Exchange(int number, Map<String, String> sent, Call call, Answer answer) {

        Delivery delivery() {
            Lead lead = Lead.newBuilder()
                    .setPhone(sent.getOrDefault("phone_number", ""))
                    .build();
            return Talk.delivery(lead)
                    .setListId(sent.getOrDefault("list_id", "999"))
                    .build();
        }

        @Override
        public String toString() {
            return "exchange " + number;
        }
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void is_read_as_what_it_means(Exchange exchange) {
        VendorAccount account =
                new VendorAccount("real", Map.of("user", exchange.sent().getOrDefault("user", "")), Map.of());
        assertThat(new Croco().read(exchange.answer(), exchange.delivery(), account))
                .isEqualTo(MEANINGS.get(exchange.number()));
    }

    @Test
    void every_meaning_has_its_recording() {
        assertThat(exchanges()).extracting(Exchange::number).containsExactlyInAnyOrderElementsOf(MEANINGS.keySet());
    }

    static List<Answer> answers() {
        return exchanges().stream().map(Exchange::answer).toList();
    }

    static List<Exchange> exchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        Matcher matcher = EXCHANGE.matcher(recording());
        while (matcher.find()) {
            exchanges.add(exchange(Integer.parseInt(matcher.group(1)), matcher.group(2)));
        }
        return exchanges;
    }

    private static Exchange exchange(int number, String text) {
        List<String> answer = text.lines()
                .filter(line -> line.startsWith("< "))
                .map(line -> line.substring(2))
                .toList();
        String sent = text.lines()
                .filter(line -> line.startsWith("> ") && line.contains("function="))
                .map(line -> line.substring(line.contains("?") ? line.indexOf('?') + 1 : 2))
                .findFirst()
                .orElseThrow();
        Map<String, String> values = new TreeMap<>();
        for (String pair : sent.split("&", -1)) {
            values.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        String body = answer.stream()
                .skip(1)
                .filter(line -> !line.equals("(empty body)") && !line.startsWith("(no trailing"))
                .collect(Collectors.joining("\n"));
        int status = Integer.parseInt(answer.get(0).substring(5, 8));
        return new Exchange(number, values, Talk.get(Croco.PATH, sent), Answer.text(status, body));
    }

    private static String recording() {
        try (InputStream in = RecordedVicidialTest.class.getResourceAsStream("/vicidial-answers.md")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply accepted(String leadId, String... notices) {
        return new Accepted(Optional.of(leadId), List.of(notices));
    }

    private static Reply duplicate(String leadId) {
        return new Rejected("duplicate", Optional.of(leadId), false);
    }
}
