package io.leadstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadSettings;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadBookTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String PHONE = "7275551111";

    private final LeadBook book = new LeadBook();

    @Test
    void leadsAreKeptInOrderUnderIdsFromOne() {
        LeadDecision first = book.decide(submit(lead(PHONE, "101")), NOW);
        LeadDecision second = book.decide(submit(lead(PHONE, "101")), NOW);

        assertThat(List.of(first, second)).extracting(LeadDecision::getOutcome).containsOnly(DecisionOutcome.ACCEPTED);
        assertThat(first.getPhase()).isEqualTo(DecisionPhase.FIRST);
        assertThat(first.getListId()).contains("101");
        assertThat(book.leads()).extracting(KeptLead::id).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @CsvSource({
        // match, scope, window in days, list and hours after the kept lead in list 101: duplicate?
        "PHONE, SYSTEM, 0, 102, 9999, true",
        "PHONE, CAMPAIGN, 0, 102, 0, true",
        "PHONE, LIST, 0, 101, 0, true",
        "PHONE, LIST, 0, 102, 0, false",
        "PHONE, SYSTEM, 1, 101, 23, true",
        "PHONE, SYSTEM, 1, 101, 24, false",
        "NAME_PHONE, SYSTEM, 0, 101, 0, false",
    })
    void aLeadsOwnChecksByPhoneAreLookedUpInWhatWasKept(
            DuplicateMatchOn on, DuplicateScope scope, int days, String list, int hours, boolean duplicate) {
        book.decide(submit(lead("(727) 555-1111", "101")), NOW);

        LeadDecision decision =
                book.decide(submit(checked(PHONE, list, on, scope, days)), NOW.plus(Duration.ofHours(hours)));

        assertThat(decision.getOutcome()).isEqualTo(duplicate ? DecisionOutcome.REJECTED : DecisionOutcome.ACCEPTED);
        assertThat(book.size()).isEqualTo(duplicate ? 1 : 2);
    }

    @Test
    void aDuplicateNamesTheNewestEarlierLead() {
        book.decide(submit(lead(PHONE, "101")), NOW);
        book.decide(submit(lead(PHONE, "102")), NOW);

        Rejection rejection = book.decide(
                        submit(checked(PHONE, "101", DuplicateMatchOn.PHONE, DuplicateScope.SYSTEM, 0)), NOW)
                .getReasons()
                .getFirst();

        assertThat(rejection.getReason()).isEqualTo(Reason.DUPLICATE);
        assertThat(rejection.getDuplicate()).hasValueSatisfying(hit -> {
            assertThat(hit.getLeadId()).isEqualTo(2);
            assertThat(hit.getListId()).isEqualTo("102");
        });
    }

    @ParameterizedTest
    @CsvSource({"'', PHONE_INVALID", "12345, PHONE_INVALID", ", PHONE_REQUIRED"})
    void aLeadNeedsAPhone(String phone, Reason reason) {
        var lead = Lead.newBuilder();
        if (phone != null) {
            lead.setPhone(phone);
        }

        LeadDecision decision = book.decide(submit(lead.build()), NOW);

        assertThat(decision.getReasons()).extracting(Rejection::getReason).containsExactly(reason);
        assertThat(book.size()).isZero();
    }

    @Test
    void aCancelWithdrawsWhatFitsAndOnlyOnce() {
        book.decide(submit(lead(PHONE, "101")), NOW);
        book.decide(submit(lead(PHONE, "102")), NOW);
        LeadEvent cancel =
                cancel(CancelRequest.newBuilder().setPhone("727-555-1111").setListId("102"));

        LeadDecision first = book.decide(cancel, NOW);
        LeadDecision second = book.decide(cancel, NOW);

        assertThat(first.getPhase()).isEqualTo(DecisionPhase.CANCEL);
        assertThat(first.getOutcome()).isEqualTo(DecisionOutcome.CANCELLED);
        assertThat(first.getCancelledLeads()).containsExactly(2L);
        assertThat(second.getOutcome()).isEqualTo(DecisionOutcome.NOT_FOUND);
        assertThat(book.leads()).extracting(KeptLead::cancelled).containsExactly(false, true);
    }

    @Test
    void aCancelledLeadIsNoDuplicate() {
        book.decide(submit(lead(PHONE, "101")), NOW);
        book.decide(cancel(CancelRequest.newBuilder().setPhone(PHONE)), NOW);

        LeadDecision decision =
                book.decide(submit(checked(PHONE, "101", DuplicateMatchOn.PHONE, DuplicateScope.SYSTEM, 0)), NOW);

        assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.ACCEPTED);
    }

    private static Lead lead(String phone, String list) {
        return Lead.newBuilder().setPhone(phone).setListId(list).build();
    }

    private static Lead checked(String phone, String list, DuplicateMatchOn on, DuplicateScope scope, int days) {
        DuplicateCheck check = DuplicateCheck.newBuilder()
                .setMatchOn(on)
                .setScope(scope)
                .setWindowDays(days)
                .build();
        return Lead.newBuilder()
                .setPhone(phone)
                .setListId(list)
                .setSettings(LeadSettings.newBuilder()
                        .setDuplicateChecks(List.of(check))
                        .build())
                .build();
    }

    private static LeadEvent submit(Lead lead) {
        return event(LeadEventKind.SUBMITTED).setLead(lead).build();
    }

    private static LeadEvent cancel(CancelRequest.Builder cancel) {
        return event(LeadEventKind.CANCELLED).setCancel(cancel.build()).build();
    }

    private static LeadEvent.Builder event(LeadEventKind kind) {
        return LeadEvent.newBuilder()
                .setEventId("e")
                .setKind(kind)
                .setAccount("v")
                .setDialect("plain");
    }
}
