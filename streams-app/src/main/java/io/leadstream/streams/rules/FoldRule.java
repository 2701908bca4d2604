package io.leadstream.streams.rules;

import io.leadstream.schema.LeadEntry;
import java.util.ArrayList;
import java.util.List;
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
     * The newest fold that is possible.
     *
     * @param entries the entries of a phone, newest first
     */
    public static Optional<Fold> of(List<LeadEntry> entries) {
        for (int newer = 0; newer < entries.size(); newer++) {
            for (int older = newer + 1; older < entries.size(); older++) {
                if (supersedes(entries.get(newer), entries.get(older))) {
                    return Optional.of(fold(entries.get(newer), entries.get(older)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean supersedes(LeadEntry newer, LeadEntry older) {
        return isOver(newer)
                && isOver(older)
                && newer.getFolded().size() + older.getFolded().size() < MOST_FOLDED
                && !newer.getSubmittedAt().isBefore(older.getSubmittedAt())
                && hitsTheSame(newer, older)
                && cancelsTheSame(newer, older);
    }

    /** Its end is known and nothing of it is open, so that it counts for ever. */
    private static boolean isOver(LeadEntry entry) {
        return !entry.getAlt()
                && entry.getWithdrawable().isEmpty()
                && CancelRule.move(entry) instanceof CancelRule.Move.TooLate;
    }

    private static boolean hitsTheSame(LeadEntry newer, LeadEntry older) {
        return newer.getListId().equals(older.getListId())
                && newer.getAltSame() == older.getAltSame()
                && newer.getTitle().equals(older.getTitle())
                && newer.getFirstName().equals(older.getFirstName())
                && newer.getLastName().equals(older.getLastName());
    }

    private static boolean cancelsTheSame(LeadEntry newer, LeadEntry older) {
        return newer.getAccount().equals(older.getAccount())
                && newer.getType().equals(older.getType())
                && newer.getCampaign().equals(older.getCampaign());
    }

    private static Fold fold(LeadEntry newer, LeadEntry older) {
        List<Long> folded = new ArrayList<>(newer.getFolded());
        folded.add(older.getLeadId());
        folded.addAll(older.getFolded());
        return new Fold(LeadEntry.newBuilder(newer).setFolded(folded).build(), older);
    }
}
