package io.leadstream.streams.judge;

import io.leadstream.schema.DuplicateHit;
import io.leadstream.schema.LeadEntry;
import io.leadstream.schema.ResolvedLead;
import io.leadstream.streams.rules.DuplicateRule;
import io.leadstream.streams.rules.Entries;
import io.leadstream.streams.rules.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says whether some serial order of a run's submissions explains its decisions, and if none does, names leads that cannot
 * all be right (pipeline.md, Exact under concurrency; correctness.md 11).
 *
 * <p>What must come before what: an accepted lead before every accepted one that it would have been rejected for; the lead
 * that a rejection names before the rejected one; a lead before everything that was submitted after its answer was heard.
 * A serial order exists if that is no circle. Besides, whatever a rejection names must have been there, must hit, and must be
 * the newest as far as the clock can tell.
 */
public final class Judge {

    /**
     * Leads that cannot all be right.
     *
     * @param leads their ids: a circle, each of which must come before the next, or a rejection and what it should name
     */
    public record Contradiction(List<Long> leads, String why) {}

    private final List<Case> cases;
    private final Map<Long, Integer> byId = new HashMap<>();
    private final Map<String, List<Integer>> acceptedByPhone = new HashMap<>();

    private Judge(List<Case> cases) {
        this.cases = cases;
        for (int i = 0; i < cases.size(); i++) {
            byId.put(cases.get(i).id(), i);
            if (cases.get(i).accepted()) {
                for (String phone : phones(cases.get(i).lead())) {
                    acceptedByPhone
                            .computeIfAbsent(phone, key -> new ArrayList<>())
                            .add(i);
                }
            }
        }
    }

    /** A contradiction of a run, if there is one. */
    public static Optional<Contradiction> contradiction(List<Case> run) {
        Judge judge = new Judge(run);
        return judge.wrongRejection().or(judge::circle);
    }

    private Optional<Contradiction> wrongRejection() {
        return cases.stream()
                .filter(each -> !each.accepted())
                .flatMap(each -> wrong(each).stream())
                .findFirst();
    }

    private Optional<Contradiction> wrong(Case rejected) {
        DuplicateHit hit = rejected.hit().orElseThrow();
        if (!byId.containsKey(hit.getLeadId())) {
            return found("names a lead that nobody submitted", rejected.id(), hit.getLeadId());
        }
        Case named = cases.get(byId.get(hit.getLeadId()));
        if (!named.accepted()) {
            return found("names a lead that was rejected itself", rejected.id(), named.id());
        }
        if (named.submitted() > rejected.answered()) {
            return found("names a lead that was submitted later", rejected.id(), named.id());
        }
        if (named.cancelled().isPresent() && named.cancelled().get() < rejected.submitted()) {
            return found("names a lead that was cancelled before", rejected.id(), named.id());
        }
        Optional<DuplicateHit> alone = hit(rejected.lead(), named.lead());
        if (alone.isEmpty() || rank(rejected, alone.get()) != rank(rejected, hit) || differs(alone.get(), hit)) {
            return found("names a lead that its check does not hit so", rejected.id(), named.id());
        }
        return Stream.concat(Stream.of(rejected.lead().getPhone()), rejected.lead().getAltPhone().stream())
                .flatMap(phone -> acceptedByPhone.getOrDefault(phone, List.of()).stream())
                .map(cases::get)
                .filter(other -> other.id() != named.id() && mustBeNamed(other, named, rejected))
                .findFirst()
                .flatMap(other -> found("should have named another lead", rejected.id(), other.id()));
    }

    private static boolean differs(DuplicateHit one, DuplicateHit other) {
        return one.getMatched() != other.getMatched() || !one.getListId().equals(other.getListId());
    }

    /** True if a lead was certainly there for the rejected one, and goes before the one named. */
    private static boolean mustBeNamed(Case other, Case named, Case rejected) {
        boolean there = other.answered() < rejected.submitted()
                && other.cancelAsked().map(asked -> asked > rejected.answered()).orElse(true);
        if (!there) {
            return false;
        }
        Optional<DuplicateHit> hit = hit(rejected.lead(), other.lead());
        if (hit.isEmpty()) {
            return false;
        }
        int rank = rank(rejected, hit.get());
        int namedRank = rank(rejected, rejected.hit().orElseThrow());
        return rank < namedRank || (rank == namedRank && named.answered() < other.submitted());
    }

    /** The place of a check in the order in which they are made. */
    private static int rank(Case rejected, DuplicateHit hit) {
        var own = rejected.lead().getLead().getSettings().getDuplicateChecks();
        var standing = rejected.lead().getStandingChecks();
        return hit.getStanding() ? own.size() + standing.indexOf(hit.getCheck()) : own.indexOf(hit.getCheck());
    }

    private Optional<Contradiction> circle() {
        Precedence precedence = new Precedence(cases);
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            if (one.accepted()) {
                for (int other : mustFollow(i)) {
                    precedence.before(i, other);
                }
            } else {
                long named = one.hit().orElseThrow().getLeadId();
                precedence.before(Objects.requireNonNull(byId.get(named)), i);
            }
        }
        List<Long> circle =
                precedence.circle().stream().map(i -> cases.get(i).id()).toList();
        return circle.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Contradiction(circle, "each must come before the next, and the last before the first"));
    }

    /** The accepted leads that would have got this accepted one rejected if they had come before it. */
    private List<Integer> mustFollow(int accepted) {
        Case one = cases.get(accepted);
        if (one.lead().getLead().getSettings().getDuplicateChecks().isEmpty()
                && one.lead().getStandingChecks().isEmpty()) {
            return List.of();
        }
        return phones(one.lead()).stream()
                .flatMap(phone -> acceptedByPhone.getOrDefault(phone, List.of()).stream())
                .filter(other -> other != accepted)
                .distinct()
                .filter(other -> {
                    Case later = cases.get(other);
                    boolean mayBeGone = later.cancelAsked()
                            .map(asked -> asked <= one.answered())
                            .orElse(false);
                    return !mayBeGone && hit(one.lead(), later.lead()).isPresent();
                })
                .toList();
    }

    /** What a lead would hit if one accepted lead alone had come before it. */
    private static Optional<DuplicateHit> hit(ResolvedLead lead, ResolvedLead earlier) {
        List<LeadEntry> here = entries(earlier, lead.getPhone());
        Verdict verdict = lead.getAltPhone().isEmpty()
                ? DuplicateRule.match(lead, here)
                : DuplicateRule.match(
                        lead,
                        here,
                        DuplicateRule.atAlt(
                                lead, entries(earlier, lead.getAltPhone().get())));
        return switch (verdict) {
            case Verdict.Pass pass -> Optional.empty();
            case Verdict.Reject reject -> reject.reasons().getFirst().getDuplicate();
        };
    }

    private static List<LeadEntry> entries(ResolvedLead lead, String phone) {
        if (lead.getPhone().equals(phone)) {
            return List.of(Entries.held(lead, Instant.EPOCH));
        }
        return lead.getAltPhone().filter(phone::equals).isPresent()
                ? List.of(Entries.alt(lead, Optional.empty()))
                : List.of();
    }

    private static List<String> phones(ResolvedLead lead) {
        return Stream.concat(Stream.of(lead.getPhone()), lead.getAltPhone().stream())
                .toList();
    }

    private static Optional<Contradiction> found(String why, long one, long other) {
        return Optional.of(new Contradiction(List.of(one, other), why));
    }
}
