package io.leadstream.streams.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DuplicateCheck;
import io.leadstream.schema.DuplicateMatchOn;
import io.leadstream.schema.DuplicateScope;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadStatus;
import io.leadstream.schema.OpenDelivery;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.Leads;
import io.leadstream.streams.Routings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Superseded entries are folded without changing any answer (correctness.md 10). */
class FoldRuleTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void anOlderEntryThatDiffersInNothingIsFoldedAndItsIdStays() {
        FoldRule.Fold fold = FoldRule.of(List.of(entry(2, DAY), entry(1, DAY.multipliedBy(2))))
                .orElseThrow();
        assertThat(fold.gone().getLeadId()).isEqualTo(1);
        assertThat(fold.into().getLeadId()).isEqualTo(2);
        assertThat(fold.into().getFolded()).containsExactly(1L);
    }

    @Tag("correctness-10")
    @Test
    void whatAVendorMayHaveIsStillSaidOfTheEntryThatTookItInAndItsCancelStopsNothingElse() {
        LeadEntry sent = LeadEntry.newBuilder(entry(1, DAY.multipliedBy(2)))
                .setMaybeSent(true)
                .build();
        LeadEntry into = FoldRule.of(List.of(entry(2, DAY), sent)).orElseThrow().into();
        assertThat(into.getMaybeSent()).isTrue();

        LeadEntry replayed = LeadEntry.newBuilder(into)
                .setOpen(List.of(OpenDelivery.newBuilder()
                        .setDeliveryId("2:croco")
                        .setVendor("croco")
                        .build()))
                .build();
        assertThat(CancelRule.move(cancelOf(1), replayed)).isInstanceOf(CancelRule.Move.TooLate.class);
        assertThat(CancelRule.move(cancelOf(2), replayed)).isInstanceOf(CancelRule.Move.Stop.class);
    }

    private static LeadEvent cancelOf(long leadId) {
        return Leads.cancelled("c", CancelRequest.newBuilder().setLeadId(leadId));
    }

    @Tag("correctness-10")
    @Test
    void nothingIsFoldedUnderALeadThatCanStillBeCancelled() {
        LeadEntry held =
                LeadEntry.newBuilder(entry(2, DAY)).setStatus(LeadStatus.HELD).build();
        LeadEntry inLane = LeadEntry.newBuilder(entry(2, DAY))
                .setOpen(List.of(OpenDelivery.newBuilder()
                        .setDeliveryId("2:croco")
                        .setVendor("croco")
                        .build()))
                .build();
        LeadEntry older = entry(1, DAY.multipliedBy(2));
        assertThat(FoldRule.of(List.of(held, older))).isEmpty();
        assertThat(FoldRule.of(List.of(inLane, older))).isEmpty();
    }

    @Test
    void anEntryTakesInSoManyIdsAndNoMore() {
        LeadEntry full = LeadEntry.newBuilder(entry(500, DAY))
                .setFolded(IntStream.range(0, FoldRule.MOST_FOLDED)
                        .mapToObj(Long::valueOf)
                        .toList())
                .build();
        assertThat(FoldRule.of(List.of(full, entry(1, DAY.multipliedBy(2))))).isEmpty();
    }

    @Test
    void noCheckAnswersOtherwiseOnceEverythingIsFolded() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<LeadEntry> all = random(random);
            List<LeadEntry> folded = foldAll(all);
            for (DuplicateMatchOn on : DuplicateMatchOn.values()) {
                for (DuplicateScope scope : DuplicateScope.values()) {
                    DuplicateCheck check = Routings.check(on, scope, random.nextInt(4));
                    ResolvedLead lead = ResolvedLeads.of(Leads.checked(check)
                                    .setAltPhone(Leads.PHONE)
                                    .setTitle("Mr"))
                            .build();
                    assertThat(DuplicateRule.match(lead, folded).toString())
                            .as("seed %d, %s %s", seed, on, scope)
                            .isEqualTo(DuplicateRule.match(lead, all).toString());
                }
            }
        }
    }

    private static List<LeadEntry> foldAll(List<LeadEntry> all) {
        List<LeadEntry> entries = new ArrayList<>(all);
        Optional<FoldRule.Fold> fold = FoldRule.of(entries);
        while (fold.isPresent()) {
            FoldRule.Fold next = fold.get();
            entries.replaceAll(each -> each.getLeadId() == next.into().getLeadId() ? next.into() : each);
            entries.removeIf(each -> each.getLeadId() == next.gone().getLeadId());
            fold = FoldRule.of(entries);
        }
        return entries;
    }

    /** Entries in an order of decision that is not always that of submission. */
    private static List<LeadEntry> random(Random random) {
        return IntStream.range(0, 12)
                .mapToObj(i -> ResolvedLeads.entry(
                                100 - i,
                                random.nextBoolean() ? "101" : "201",
                                Duration.ofHours(8L * i + random.nextInt(16)))
                        .setAltSame(random.nextInt(3) == 0)
                        .setAlt(random.nextInt(4) == 0)
                        .setTitle(random.nextBoolean() ? "Mr" : "Ms")
                        .setFirstName(random.nextInt(3) == 0 ? "Rob" : "Bob")
                        .setStatus(random.nextInt(4) == 0 ? LeadStatus.HELD : LeadStatus.ROUTED)
                        .build())
                .toList();
    }

    private static LeadEntry entry(long leadId, Duration age) {
        return ResolvedLeads.entry(leadId, "101", age).build();
    }
}
