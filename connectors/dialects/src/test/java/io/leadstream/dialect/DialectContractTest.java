package io.leadstream.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Delivery;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What every dialect promises; a room's test inherits it and brings its examples. */
public abstract class DialectContractTest {

    private static final int FUZZED_CALLS = 100_000;
    private static final int FUZZED_ANSWERS = 50_000;

    /** Reasons that are no fault of the lead: a vendor that says them has failed. */
    private static final Set<Reason> NOT_THE_LEADS = Set.of(Reason.UNKNOWN, Reason.NOT_CONFIGURED);

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

    /** A good call that adds a lead with these fields of the dialect, and with what is required beside them. */
    protected abstract Call call(Map<String, String> fields);

    /** The fields of the lead that a call of ours carries. */
    protected abstract Map<String, String> sent(Call call);

    /** What is wrong with the form of an answer of ours, whatever it says. */
    protected abstract List<String> faults(Answer answer);

    /** A lead as it comes back when it was sent to a vendor: what the package documentation says is changed is changed. */
    protected Lead asSent(Lead lead) {
        return lead;
    }

    /** Further answers of vendors, beside the documented ones. */
    protected List<Answer> answers() {
        return List.of();
    }

    /** Statuses of calls that get no decision. */
    protected Set<Integer> undecidedStatuses() {
        return Set.of(429, 500, 503);
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

    /** The examples that are offered to the pipeline. */
    private List<Submission.Offered> offered() {
        return examples().stream()
                .map(example -> dialect().accept(example.call(), Talk.intake()))
                .filter(Submission.Offered.class::isInstance)
                .map(Submission.Offered.class::cast)
                .toList();
    }

    List<Example> examples() {
        return Example.of(dialect().id());
    }

    @TestFactory
    Stream<DynamicTest> every_example_is_answered_letter_for_letter() {
        return replayed(ExampleReplay::answers);
    }

    @TestFactory
    Stream<DynamicTest> every_documented_answer_is_read_as_what_it_means() {
        return replayed(ExampleReplay::isRead);
    }

    @TestFactory
    Stream<DynamicTest> every_example_sent_to_a_vendor_is_read_as_the_same() {
        return replayed(replay -> replay.comesBack(this::asSent));
    }

    @Test
    void every_answer_of_the_document_has_its_example() {
        String shown = examples().stream()
                .map(example -> Shape.compact(example.answer().text()))
                .collect(Collectors.joining("\n"));
        assertThat(Documented.answers(dialect().id()))
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(shown).contains(Shape.compact(answer)));
    }

    private Stream<DynamicTest> replayed(Consumer<ExampleReplay> check) {
        return examples().stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.toString(), () -> check.accept(new ExampleReplay(dialect(), vendor(), example))));
    }

    @Test
    void the_table_has_every_documented_field_and_no_other() {
        List<Documented> fields = Documented.fields(dialect().id());
        Set<String> documented = fields.stream().map(Documented::field).collect(Collectors.toSet());
        for (FieldTable.Row row : table().rows()) {
            assertThat(documented).contains(row.name());
            assertThat(documented).containsAll(row.aliases());
        }
        for (Documented field : fields) {
            assertThat(field.leadField().isPresent() == field.row(table()).isPresent())
                    .as(field.field())
                    .isTrue();
        }
    }

    @TestFactory
    Stream<DynamicTest> every_documented_field_is_in_the_table_with_its_limits() {
        return checked(field -> true, DocumentedFieldChecks::isInTheTable);
    }

    @TestFactory
    Stream<DynamicTest> every_documented_field_is_read() {
        return checked(field -> true, DocumentedFieldChecks::isRead);
    }

    @TestFactory
    Stream<DynamicTest> every_documented_field_is_sent() {
        return checked(this::isCarried, DocumentedFieldChecks::isSent);
    }

    @TestFactory
    Stream<DynamicTest> every_documented_default_is_what_absence_means() {
        return checked(field -> !field.defaulted().isEmpty(), DocumentedFieldChecks::hasItsDefault);
    }

    @TestFactory
    Stream<DynamicTest> every_documented_limit_holds_for_what_is_read() {
        return checked(this::isLimited, DocumentedFieldChecks::isLimitedWhenRead);
    }

    @TestFactory
    Stream<DynamicTest> every_documented_limit_holds_for_what_is_sent() {
        return checked(this::isLimitedWhenSent, DocumentedFieldChecks::isLimitedWhenSent);
    }

    boolean isCarried(Documented field) {
        return field.row(table())
                .filter(row -> row.name().equals(field.field()) && !notCarried().contains(row.field()))
                .isPresent();
    }

    boolean isLimited(Documented field) {
        return field.row(table())
                .filter(row -> Optional.of(row.most()).equals(field.most()))
                .isPresent();
    }

    boolean isLimitedWhenSent(Documented field) {
        return isLimited(field) && isCarried(field) && field.differs().isEmpty();
    }

    private Stream<DynamicTest> checked(Predicate<Documented> applies, Consumer<DocumentedFieldChecks> check) {
        return Documented.fields(dialect().id()).stream()
                .filter(field -> field.row(table()).isPresent() && applies.test(field))
                .map(field -> DynamicTest.dynamicTest(
                        field.field(),
                        () -> check.accept(new DocumentedFieldChecks(
                                this, field, field.row(table()).orElseThrow()))));
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
        for (Submission.Offered offered : offered()) {
            for (Reason reason : Reason.values()) {
                Answer answer = dialect().answer(offered, List.of(Talk.rejected(reason)));
                assertThat(answer.text()).as(reason.name()).isNotBlank();
                assertThat(answer.status()).as(reason.name()).isIn(200, 400, 500);
                assertThat(read(answer)).as(reason.name()).isNotInstanceOf(Reply.Accepted.class);
                if (offered.events().get(0).getKind() == LeadEventKind.SUBMITTED && !NOT_THE_LEADS.contains(reason)) {
                    assertThat(read(answer)).as(reason.name()).isInstanceOf(Reply.Rejected.class);
                }
            }
        }
    }

    @Test
    void every_undecided_call_has_an_answer_that_says_to_come_again() {
        for (Submission.Offered offered : offered()) {
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
        Submission.Offered offered = Talk.offered(dialect().accept(call(Map.of()), Talk.intake()));
        assertThat(read(dialect().answer(offered, List.of(Talk.accepted())))).isInstanceOf(Reply.Accepted.class);
        Reply duplicate = read(dialect().answer(offered, List.of(Talk.rejected(Reason.DUPLICATE))));
        assertThat(duplicate).isInstanceOfSatisfying(Reply.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(ReplyTable.DUPLICATE);
            assertThat(rejected.ours()).isFalse();
        });
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void no_call_throws_or_hangs_or_is_saved_by_half() {
        new FuzzChecks(this).calls(FUZZED_CALLS);
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void every_answer_is_read_as_something_that_holds_no_credential() {
        new FuzzChecks(this).answers(FUZZED_ANSWERS);
    }

    @Test
    void what_http_itself_says_is_read_alike_in_every_dialect() {
        assertThat(read(Answer.text(429, "").with("retry-after", "7")))
                .isEqualTo(new Reply.Throttled(Optional.of(java.time.Duration.ofSeconds(7))));
        assertThat(read(Answer.text(429, ""))).isEqualTo(new Reply.Throttled(Optional.empty()));
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
}
