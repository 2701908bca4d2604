package io.leadstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every dialect promises; a room's test inherits it and brings its examples. */
public abstract class DialectContractTest {

    private static final int FUZZED = 20_000;
    private static final String SECRET = "1234-secret-5678";
    private static final Map<LeadField, String> SAMPLES = Map.ofEntries(
            Map.entry(LeadField.PHONE, "07840258823"),
            Map.entry(LeadField.CALLING_CODE, "44"),
            Map.entry(LeadField.ALT_PHONE, "07840258824"),
            Map.entry(LeadField.TITLE, "Dr"),
            Map.entry(LeadField.FIRST_NAME, "Zoë & Co=%+"),
            Map.entry(LeadField.MIDDLE_INITIAL, "É"),
            Map.entry(LeadField.GENDER, "FEMALE"),
            Map.entry(LeadField.DATE_OF_BIRTH, "1980-02-29"),
            Map.entry(LeadField.EMAIL, "zoe+leads@example.co.uk"),
            Map.entry(LeadField.STATE, "FL"),
            Map.entry(LeadField.POSTAL_CODE, "33760-1234"),
            Map.entry(LeadField.COUNTRY, "GB"),
            Map.entry(LeadField.LIST_ID, "101"),
            Map.entry(LeadField.CAMPAIGN, "TESTCAMP"),
            Map.entry(LeadField.LIST_NAME, "WINBACK"),
            Map.entry(LeadField.ENTRY_LIST_ID, "102"),
            Map.entry(LeadField.BILLING_STATE, "NC"),
            Map.entry(LeadField.BILLING_POSTAL_CODE, "28208"),
            Map.entry(LeadField.BILLING_COUNTRY, "US"),
            Map.entry(LeadField.MOBILE, "7840258825"),
            Map.entry(LeadField.IP, "192.0.2.1"),
            Map.entry(LeadField.RANK, "12345"),
            Map.entry(LeadField.GMT_OFFSET, "-3.5"),
            Map.entry(LeadField.COMMENTS, "two\nlines, \"quoted\" and \\ 😀"),
            Map.entry(LeadField.DATA, "{\"vehicle_make\":\"Ford\"}"),
            Map.entry(LeadField.DNC_CHECK, "AREA_CODE"),
            Map.entry(LeadField.CAMPAIGN_DNC_CHECK, "NUMBER"),
            Map.entry(LeadField.PREFIX_CHECK, "true"),
            Map.entry(LeadField.AREA_CODE_CHECK, "true"),
            Map.entry(LeadField.NANPA_CHECK, "true"),
            Map.entry(LeadField.LIST_EXISTS_CHECK, "true"),
            Map.entry(LeadField.LOOKUP_STATE, "true"),
            Map.entry(LeadField.LOCAL_CALL_TIME_CHECK, "true"),
            Map.entry(LeadField.ADD_TO_HOPPER, "true"),
            Map.entry(LeadField.CUSTOM_FIELDS, "true"),
            Map.entry(LeadField.TIME_ZONE_METHOD, "POSTAL_CODE"),
            Map.entry(LeadField.PRIORITY, "-42"),
            Map.entry(LeadField.DELAY_SECONDS, "600"));

    protected abstract Dialect dialect();

    /** The fields that a lead is added with. */
    protected abstract FieldTable table();

    /** Fields that the package documentation says are not carried through to a vendor. */
    protected abstract Set<LeadField> notCarried();

    /** Our account at a vendor, whose credentials the intake of {@link Talk} knows. */
    protected abstract VendorAccount vendor();

    /** Good calls of producers: every function, and one that gives every field. */
    protected abstract List<Call> calls();

    /** Answers of vendors. */
    protected abstract List<Answer> answers();

    /** Statuses of calls that get no decision. */
    protected Set<Integer> undecidedStatuses() {
        return Set.of(429, 500, 503);
    }

    /** The same account with a credential that can be looked for. */
    private VendorAccount secretive() {
        Map<String, String> credentials = new java.util.HashMap<>();
        vendor().credentials().keySet().forEach(name -> credentials.put(name, SECRET));
        return new VendorAccount("vendor", credentials, vendor().settings());
    }

    @Test
    void every_field_that_both_sides_know_comes_back() {
        Lead lead = full();
        Call call = Talk.sent(dialect().encode(Talk.delivery(lead).build(), vendor()));
        Lead back = Talk.event(dialect().accept(call, Talk.intake())).getLead().orElseThrow();
        for (FieldTable.Row row : table().rows()) {
            if (!notCarried().contains(row.field())) {
                assertThat(row.field().of(back))
                        .as(row.name())
                        .isEqualTo(row.field().of(lead))
                        .isPresent();
            }
        }
    }

    @Test
    void a_good_call_is_sent_to_one_of_the_paths_it_listens_at() {
        Call call = Talk.sent(dialect().encode(Talk.delivery(full()).build(), vendor()));
        assertThat(dialect().paths()).contains(call.path());
    }

    @Test
    void what_is_sent_is_sent_the_same_again() {
        Delivery delivery = Talk.delivery(full()).build();
        Call one = Talk.sent(dialect().encode(delivery, vendor()));
        Call two = Talk.sent(dialect().encode(delivery, vendor()));
        assertThat(one).usingRecursiveComparison().isEqualTo(two);
    }

    @Test
    void every_reason_has_an_answer_and_none_of_them_reads_as_accepted() {
        for (Call call : calls()) {
            Submission.Offered offered = Talk.offered(dialect().accept(call, Talk.intake()));
            for (Reason reason : Reason.values()) {
                Answer answer = dialect().answer(offered, List.of(Talk.rejected(reason)));
                assertThat(answer.text()).as(reason.name()).isNotBlank();
                assertThat(answer.status()).as(reason.name()).isIn(200, 400, 500);
                assertThat(read(answer)).as(reason.name()).isNotInstanceOf(Reply.Accepted.class);
            }
        }
    }

    @Test
    void every_undecided_call_has_an_answer_that_says_to_come_again() {
        for (Call call : calls()) {
            Submission.Offered offered = Talk.offered(dialect().accept(call, Talk.intake()));
            for (Undecided why : Undecided.values()) {
                Answer answer = dialect().undecided(offered, why);
                assertThat(answer.text()).as(why.name()).isNotBlank();
                assertThat(answer.status()).as(why.name()).isIn(undecidedStatuses());
                assertThat(read(answer)).isNotInstanceOfAny(Reply.Accepted.class, Reply.Rejected.class);
            }
            Answer busy = dialect().undecided(offered, Undecided.TOO_MANY_REQUESTS);
            assertThat(busy.status()).isEqualTo(429);
            assertThat(busy.headers()).containsKey("retry-after");
        }
    }

    @Test
    void its_own_answers_read_as_what_they_mean() {
        Submission.Offered offered = Talk.offered(dialect().accept(calls().get(0), Talk.intake()));
        assertThat(read(dialect().answer(offered, List.of(Talk.accepted())))).isInstanceOf(Reply.Accepted.class);
        Reply duplicate = read(dialect().answer(offered, List.of(Talk.rejected(Reason.DUPLICATE))));
        assertThat(duplicate).isInstanceOfSatisfying(Reply.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(ReplyTable.DUPLICATE);
            assertThat(rejected.ours()).isFalse();
        });
    }

    @Test
    void no_call_makes_it_throw() {
        long seed = seed();
        Random random = new Random(seed);
        List<Call> calls = calls();
        int offered = 0;
        for (int i = 0; i < FUZZED; i++) {
            Call call = mutate(calls.get(random.nextInt(calls.size())), random);
            try {
                if (dialect().accept(call, Talk.intake()) instanceof Submission.Offered good) {
                    offered++;
                    for (LeadDecision decision : List.of(Talk.accepted(), Talk.rejected(Reason.DUPLICATE))) {
                        assertThat(dialect().answer(good, List.of(decision)).body())
                                .isNotEmpty();
                    }
                    assertThat(good.events()).isNotEmpty();
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", input " + i + ": " + call.query() + "\n" + call.text(), e);
            }
        }
        System.out.println(dialect().id() + ": fuzzed calls, seed " + seed + ", offered " + offered + " of " + FUZZED);
        assertThat(offered).isBetween(FUZZED / 100, FUZZED - 1);
    }

    @Test
    void every_answer_is_read_as_something_that_holds_no_credential() {
        long seed = seed();
        Random random = new Random(seed);
        Delivery delivery = Talk.delivery(full()).build();
        List<Answer> answers = answers();
        for (int i = 0; i < FUZZED; i++) {
            Answer answer = answers.get(random.nextInt(answers.size()));
            byte[] body = mutate(answer.body(), random);
            if (random.nextInt(4) == 0) {
                body = (new String(body, StandardCharsets.UTF_8) + "|" + SECRET + "|").getBytes(StandardCharsets.UTF_8);
            }
            int status = random.nextInt(3) == 0 ? 100 + random.nextInt(500) : answer.status();
            Answer mutated = new Answer(status, random.nextInt(5) == 0 ? Map.of("retry-after", "x1") : Map.of(), body);
            try {
                Reply reply = dialect().read(mutated, delivery, secretive());
                assertThat(reply).isNotNull();
                assertThat(reply.toString()).doesNotContain(SECRET);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", input " + i + ": " + mutated.text(), e);
            }
        }
        System.out.println(dialect().id() + ": fuzzed answers, seed " + seed);
    }

    @Test
    void what_http_itself_says_is_read_alike_in_every_dialect() {
        assertThat(read(Answer.text(429, "").with("retry-after", "7")))
                .isEqualTo(new Reply.Throttled(java.util.Optional.of(java.time.Duration.ofSeconds(7))));
        assertThat(read(Answer.text(429, ""))).isEqualTo(new Reply.Throttled(java.util.Optional.empty()));
        assertThat(read(Answer.text(503, "").with("retry-after", "2"))).isInstanceOf(Reply.Throttled.class);
        assertThat(read(Answer.text(503, ""))).isInstanceOf(Reply.Failed.class);
        assertThat(read(Answer.text(500, ""))).isInstanceOf(Reply.Failed.class);
        assertThat(read(Answer.text(404, "<html>"))).isInstanceOf(Reply.Failed.class);
        assertThat(read(Answer.text(200, "<html>hello</html>"))).isInstanceOf(Reply.Failed.class);
        assertThat(read(Answer.text(200, ""))).isInstanceOf(Reply.Failed.class);
        assertThat(read(Answer.text(401, ""))).isEqualTo(new Reply.Failed("login refused", true));
    }

    @Test
    void it_is_registered() {
        assertThat(Dialects.all().get(dialect().id())).hasSameClassAs(dialect());
    }

    private Reply read(Answer answer) {
        return dialect().read(answer, Talk.delivery(full()).build(), vendor());
    }

    /** A lead that has every part there is. */
    protected static Lead full() {
        Lead.Builder lead = Lead.newBuilder();
        for (LeadField field : LeadField.values()) {
            field.set(
                    lead,
                    SAMPLES.getOrDefault(
                            field, "a " + field.name().charAt(0) + field.name().length()));
        }
        return lead.build();
    }

    private static long seed() {
        return Long.getLong("leadstream.seed", 20261120L);
    }

    private static Call mutate(Call call, Random random) {
        boolean query = call.body().length == 0 || random.nextInt(4) == 0;
        String mutatedQuery = query
                ? new String(mutate(call.query().getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8)
                : call.query();
        byte[] body = query ? call.body() : mutate(call.body(), random);
        String method = random.nextInt(50) == 0 ? "PUT" : call.method();
        return new Call(method, call.path(), mutatedQuery, call.headers(), body);
    }

    private static final List<String> SPICE = List.of(
            "&",
            "=",
            "%",
            "%0",
            "%ff",
            "%00",
            "+",
            "%0A",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "[[[[",
            ",",
            ":",
            "null",
            "true",
            "-1",
            "1e999999999",
            "999999999999999999999",
            "DUPSYS31DAY",
            "-",
            "_",
            "!",
            "|",
            "\u0000",
            "é",
            "\\ud800",
            "😀",
            " ");

    private static byte[] mutate(byte[] bytes, Random random) {
        List<Byte> out = new ArrayList<>();
        for (byte b : bytes) {
            out.add(b);
        }
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = out.isEmpty() ? 0 : random.nextInt(out.size());
            int length = Math.min(random.nextInt(12), out.size() - at);
            switch (random.nextInt(5)) {
                case 0 -> out.subList(at, at + length).clear();
                case 1 -> out.addAll(at, new ArrayList<>(out.subList(at, at + length)));
                case 2 -> {
                    for (byte b : SPICE.get(random.nextInt(SPICE.size())).getBytes(StandardCharsets.UTF_8)) {
                        out.add(at, b);
                    }
                }
                case 3 -> out.add(at, (byte) random.nextInt(256));
                default -> {
                    if (!out.isEmpty()) {
                        out.set(at, (byte) random.nextInt(256));
                    }
                }
            }
        }
        byte[] mutated = new byte[out.size()];
        for (int i = 0; i < mutated.length; i++) {
            mutated[i] = out.get(i);
        }
        return mutated;
    }
}
