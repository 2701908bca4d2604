package io.leadstream.dialect.croco;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Answer;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Submission;
import io.leadstream.dialect.Talk;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.dialect.croco.CrocoReplies.Line;
import io.leadstream.dialect.croco.RecordedVicidialTest.Exchange;
import io.leadstream.schema.DecisionNotes;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.HoldCause;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.Reason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The recorded requests, put to our inbound half: decided as the real VICIdial decided them, they get the answers that it
 * gave, in the document's order of fields.
 */
class RecordedInboundTest {

    /** Where ours is another answer, and why; the first words are our statement's. */
    private static final Map<Integer, String> DIFFERS = Map.ofEntries(
            entry(4, "ERROR NO FUNCTION SPECIFIED: coffee is no function of the document"),
            entry(11, "ERROR add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM: the document's words"),
            entry(15, "ERROR Login incorrect, please try again: we lock nobody out"),
            entry(86, "SUCCESS add_lead LEAD HAS BEEN ADDED: DUPCAMP with an undefined list throws there"),
            entry(178, "NOTICE add_lead CUSTOM FIELDS VALUES ADDED: the real one's mistake with PHP 8"),
            entry(183, "NOTICE add_lead CUSTOM FIELDS VALUES ADDED: whether a form has fields is the list's own"),
            entry(191, "SUCCESS add_lead LEAD HAS BEEN ADDED: a trailing backslash throws there"));

    private static final Map<String, Reason> REASONS = Map.of(
            "INVALID PHONE NUMBER PREFIX", Reason.PHONE_PREFIX_INVALID,
            "INVALID PHONE NUMBER AREACODE", Reason.PHONE_AREA_CODE_INVALID,
            "NOT A DEFINED LIST ID, LIST EXISTS CHECK ENABLED", Reason.LIST_UNKNOWN,
            "PHONE NUMBER IN DNC", Reason.DNC,
            "PHONE NUMBER IN CAMPAIGN DNC", Reason.CAMPAIGN_DNC,
            "LEAD HAS NOT BEEN ADDED", Reason.UNKNOWN);

    private static final Map<String, String> NOTES = Map.of(
            "NANPA options disabled, NANPA prefix data not loaded", DecisionNotes.NANPA_NOT_LOADED,
            "CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED", DecisionNotes.CUSTOM_FIELDS_DISABLED,
            "SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID", DecisionNotes.CALLBACK_CAMPAIGN_UNKNOWN);

    private static final BigDecimal MINUTES_AN_HOUR = BigDecimal.valueOf(60);

    private final Croco croco = new Croco();

    @ParameterizedTest
    @MethodSource("exchanges")
    void is_answered_with_the_same_statements(Exchange exchange) {
        List<String> ours = statements(answer(exchange));
        if (DIFFERS.containsKey(exchange.number())) {
            String words = DIFFERS.getOrDefault(exchange.number(), "");
            assertThat(ours).contains(words.substring(0, words.lastIndexOf(": ")));
            assertThat(ours).isNotEqualTo(statements(exchange.answer()));
        } else {
            assertThat(ours).containsExactlyInAnyOrderElementsOf(statements(exchange.answer()));
        }
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void says_the_same_of_the_lead_in_the_documents_order(Exchange exchange) {
        Optional<Line> theirs = told(exchange.answer());
        if (theirs.isEmpty() || DIFFERS.containsKey(exchange.number())) {
            return;
        }
        List<String> fields = told(answer(exchange)).orElseThrow().fields();
        assertThat(fields).containsAll(theirs.get().fields());
        assertThat(fields.subList(0, 1)).isEqualTo(theirs.get().fields().subList(0, 1));
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void our_answer_reads_as_the_recorded_one_does(Exchange exchange) {
        if (DIFFERS.containsKey(exchange.number())) {
            return;
        }
        VendorAccount account = new VendorAccount("ours", Map.of("user", user(exchange)), Map.of());
        assertThat(croco.read(answer(exchange), exchange.delivery(), account))
                .isEqualTo(croco.read(exchange.answer(), exchange.delivery(), account));
    }

    @Test
    void every_difference_has_its_recording() {
        assertThat(exchanges()).extracting(Exchange::number).containsAll(DIFFERS.keySet());
    }

    static List<Exchange> exchanges() {
        return RecordedVicidialTest.exchanges();
    }

    private Answer answer(Exchange exchange) {
        return switch (croco.accept(exchange.call(), intake(exchange))) {
            case Submission.Answered answered -> answered.answer();
            case Submission.Offered offered -> croco.answer(offered, List.of(decision(exchange)));
        };
    }

    private static Intake intake(Exchange exchange) {
        boolean known = statements(exchange.answer()).stream()
                .noneMatch(statement -> statement.contains("Login incorrect") || statement.contains("Too many login"));
        boolean may = statements(exchange.answer()).stream().noneMatch(statement -> statement.contains("PERMISSION"));
        Account account = new Account(
                "recorded",
                "croco",
                user(exchange),
                "1",
                "America/New_York",
                Set.of("agent1"),
                may ? Set.of() : Set.of("version"),
                user(exchange).equals("restrict") ? Set.of("201") : Set.of(),
                Set.of());
        return Talk.intake(known ? Map.of(user(exchange) + " apipass1", account) : Map.of());
    }

    private static String user(Exchange exchange) {
        return exchange.sent().getOrDefault("user", "");
    }

    /** What the pipeline would have decided if it had decided as the recorded answer says. */
    private static LeadDecision decision(Exchange exchange) {
        List<Line> lines = CrocoReplies.lines(exchange.answer().text());
        Optional<Line> error =
                lines.stream().filter(line -> line.kind().equals("ERROR")).findFirst();
        return error.isPresent() ? rejected(error.get()) : accepted(exchange, lines);
    }

    private static LeadDecision rejected(Line error) {
        String words = error.words().substring("add_lead ".length());
        return words.startsWith("DUPLICATE ")
                ? Talk.rejected(Talk.duplicate(hit(words, error.fields())))
                : Talk.rejected(Optional.ofNullable(REASONS.get(words)).orElseThrow(() -> new AssertionError(words)));
    }

    private static DuplicateHit hit(String words, List<String> fields) {
        String last = fields.get(fields.size() - 1);
        boolean alt = last.equals("ALT");
        DuplicateMatchOn match;
        if (words.contains("TITLE")) {
            match = DuplicateMatchOn.TITLE_ALT_PHONE;
        } else if (words.contains("NAME")) {
            match = DuplicateMatchOn.NAME_PHONE;
        } else {
            match = alt || last.equals("PHONE") ? DuplicateMatchOn.PHONE_OR_ALT : DuplicateMatchOn.PHONE;
        }
        DuplicateScope scope = words.endsWith("IN LIST")
                ? DuplicateScope.LIST
                : words.endsWith("LISTS") ? DuplicateScope.CAMPAIGN : DuplicateScope.SYSTEM;
        int id = fields.indexOf("5000");
        String list = id + 1 < fields.size() && fields.get(id + 1).matches("[0-9]+") ? fields.get(id + 1) : "";
        return DuplicateHit.newBuilder(Talk.hit(match, scope, alt ? MatchedField.ALT_PHONE : MatchedField.PHONE))
                .setLeadId(Long.parseLong(fields.get(id)))
                .setListId(list.isEmpty() ? fields.get(id - 1) : list)
                .build();
    }

    private static LeadDecision accepted(Exchange exchange, List<Line> lines) {
        LeadDecision.Builder decision = Talk.decision(DecisionOutcome.ACCEPTED)
                .setListId(exchange.sent().getOrDefault("list_id", "999"));
        List<String> notes = new ArrayList<>();
        for (Line line : lines) {
            String words = line.words().replace("add_lead ", "");
            if (line.kind().equals("SUCCESS")) {
                decision.setLeadId(Long.parseLong(line.fields().get(2)));
                Optional.of(line.fields().get(3))
                        .filter(hours -> !hours.isEmpty())
                        .map(hours ->
                                new BigDecimal(hours).multiply(MINUTES_AN_HOUR).intValueExact())
                        .ifPresent(decision::setUtcOffsetMinutes);
            }
            if (words.startsWith("NOT ADDED TO HOPPER")) {
                decision.setHoldCause(HoldCause.CALLING_HOURS);
            }
            Optional.ofNullable(NOTES.get(words)).ifPresent(notes::add);
        }
        return decision.setNotes(notes).build();
    }

    /** The statement of an answer that names the lead: its success, or the earlier lead of a duplicate. */
    private static Optional<Line> told(Answer answer) {
        return CrocoReplies.lines(answer.text()).stream()
                .filter(line -> line.kind().equals("SUCCESS") || line.words().contains("DUPLICATE"))
                .findFirst();
    }

    /** Kind and words of every statement, each once; the real one ends some with a colon and its fields. */
    private static List<String> statements(Answer answer) {
        return CrocoReplies.lines(answer.text()).stream()
                .map(line -> line.kind() + " " + line.words().replaceAll("(: \\|| -$).*", ""))
                .distinct()
                .toList();
    }
}
