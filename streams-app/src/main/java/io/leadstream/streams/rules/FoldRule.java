package io.leadstream.streams.rules;

import io.leadstream.schema.LeadEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which entries of a phone are superseded: a newer one hits whenever they would, is the one that is named, and neither
 * can be cancelled any more (correctness.md 10). What a cancel by lead id asks for stays: the id.
 */
public final class FoldRule {

    /** So many ids an entry takes in at most; the next superseded entry is folded under another one. */
    static final int MOST_FOLDED = 100;

    /**
     * One fold.
     *
     * @param into the newer entry as it becomes
     * @param gone the older entry, which goes
     */
    public record Fold(LeadEntry into, LeadEntry gone) {}

    private FoldRule() {}

    /**
     * A fold that is possible. Each entry is compared with those alone that answer as it does, so that a phone with
     * thousands of leads that wait costs one look at each.
     *
     * @param entries the entries of a phone, newest first
     */
    public static Optional<Fold> of(List<LeadEntry> entries) {
        Map<Answers, List<LeadEntry>> newer = new HashMap<>();
        for (LeadEntry entry : entries) {
            if (!isOver(entry)) {
                continue;
            }
            List<LeadEntry> alike = newer.computeIfAbsent(Answers.of(entry), none -> new ArrayList<>());
            Optional<LeadEntry> into =
                    alike.stream().filter(each -> supersedes(each, entry)).findFirst();
            if (into.isPresent()) {
                return Optional.of(fold(into.get(), entry));
            }
            alike.add(entry);
        }
        return Optional.empty();
    }

    /** What decides whether a check or a cancel finds an entry, but for its time and its id. */
    private record Answers(
            String listId,
            boolean altSame,
            Optional<String> title,
            Optional<String> firstName,
            Optional<String> lastName,
            String account,
            Optional<String> type,
            Optional<String> campaign) {

        static Answers of(LeadEntry entry) {
            return new Answers(
                    entry.getListId(),
                    entry.getAltSame(),
                    entry.getTitle(),
                    entry.getFirstName(),
                    entry.getLastName(),
                    entry.getAccount(),
                    entry.getType(),
                    entry.getCampaign());
        }
    }

    /** True of two that are over and answer alike. */
    private static boolean supersedes(LeadEntry newer, LeadEntry older) {
        return newer.getFolded().size() + older.getFolded().size() < MOST_FOLDED
                && !newer.getSubmittedAt().isBefore(older.getSubmittedAt());
    }

    /** Its end is known and nothing of it is open, so that it counts for ever. */
    private static boolean isOver(LeadEntry entry) {
        return !entry.getAlt()
                && entry.getWithdrawable().isEmpty()
                && CancelRule.move(entry) instanceof CancelRule.Move.TooLate;
    }

    private static Fold fold(LeadEntry newer, LeadEntry older) {
        List<Long> folded = new ArrayList<>(newer.getFolded());
        folded.add(older.getLeadId());
        folded.addAll(older.getFolded());
        LeadEntry into = LeadEntry.newBuilder(newer)
                .setFolded(folded)
                .setMaybeSent(newer.getMaybeSent() || older.getMaybeSent()) // or it could go, and the older one with it
                .build();
        return new Fold(into, older);
    }
}
