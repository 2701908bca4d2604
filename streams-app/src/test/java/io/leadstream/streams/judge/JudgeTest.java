package io.leadstream.streams.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.MatchedField;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.Leads;
import io.leadstream.streams.Routings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final DuplicateCheck CHECK = Routings.check(DuplicateMatchOn.PHONE_OR_ALT, DuplicateScope.SYSTEM, 0);
    private static final String ONE = "2125550001";
    private static final String TWO = "2125550002";

    @Test
    void twoAcceptedLeadsThatExcludeEachOtherAreNamed() {
        var found = Judge.contradiction(List.of(accepted(1, ONE, TWO, 0, 9), accepted(2, TWO, ONE, 0, 9)));
        assertThat(found.orElseThrow().leads()).containsExactlyInAnyOrder(1L, 2L);
    }

    @Tag("correctness-11")
    @Test
    void aLeadThatOverlooksOneThatWasAnsweredBeforeIsNamed() {
        ResolvedLead unchecked = lead(1, ONE, null, false);
        var found = Judge.contradiction(List.of(
                new Case(unchecked, 0, 5, Optional.empty(), Optional.empty(), Optional.empty()),
                accepted(2, ONE, null, 6, 9)));
        assertThat(found.orElseThrow().leads()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(Judge.contradiction(List.of(
                        new Case(unchecked, 0, 5, Optional.empty(), Optional.empty(), Optional.empty()),
                        accepted(2, ONE, null, 5, 9))))
                .as("at the same time, either may be first")
                .isEmpty();
    }

    @Test
    void aLeadThatWasCancelledBeforeExcludesNobody() {
        Case gone = new Case(lead(1, ONE, null, true), 0, 1, Optional.empty(), Optional.of(2L), Optional.of(3L));
        assertThat(Judge.contradiction(List.of(gone, accepted(2, ONE, null, 4, 9))))
                .isEmpty();
        assertThat(Judge.contradiction(List.of(gone, rejected(2, ONE, 4, 9, 1)))
                        .orElseThrow()
                        .why())
                .contains("cancelled before");
    }

    @Test
    void aRejectionNamesALeadThatWasAcceptedAndHits() {
        Case first = accepted(1, ONE, null, 0, 1);
        assertThat(Judge.contradiction(List.of(first, rejected(2, ONE, 2, 3, 1))))
                .isEmpty();
        assertThat(Judge.contradiction(List.of(first, rejected(2, TWO, 2, 3, 1))))
                .isPresent();
        assertThat(Judge.contradiction(List.of(first, rejected(2, ONE, 2, 3, 7))))
                .isPresent();
        assertThat(Judge.contradiction(List.of(first, rejected(2, ONE, 2, 3, 1), rejected(3, ONE, 4, 5, 2))))
                .isPresent();
    }

    @Test
    void aRejectionNamesTheNewest() {
        Case old = accepted(1, ONE, null, 0, 1);
        Case unchecked =
                new Case(lead(2, ONE, null, false), 2, 3, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(Judge.contradiction(List.of(old, unchecked, rejected(3, ONE, 4, 5, 1))))
                .isPresent();
        assertThat(Judge.contradiction(List.of(old, unchecked, rejected(3, ONE, 4, 5, 2))))
                .isEmpty();
    }

    private static Case accepted(long id, String phone, @Nullable String alt, long submitted, long answered) {
        return new Case(
                lead(id, phone, alt, true), submitted, answered, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Case rejected(long id, String phone, long submitted, long answered, long named) {
        DuplicateHit hit = DuplicateHit.newBuilder()
                .setCheck(CHECK)
                .setMatched(MatchedField.PHONE)
                .setLeadId(named)
                .setListId("101")
                .build();
        return new Case(
                lead(id, phone, null, true), submitted, answered, Optional.of(hit), Optional.empty(), Optional.empty());
    }

    private static ResolvedLead lead(long id, String phone, @Nullable String alt, boolean checked) {
        var lead = (checked ? Leads.checked(CHECK) : Leads.valid())
                .setPhone(phone)
                .setAltPhone(alt)
                .build();
        return Crowd.resolved(lead, id, "e" + id, Instant.EPOCH, List.of("101"));
    }
}
