package io.leadstream.dispatch;

import io.leadstream.schema.DeliveryResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a lane has yet to commit: facts, and the ledger of each partition that is ours. The two always say the same, so
 * that any plan made of them may be one transaction.
 */
final class Journal {

    private final Map<Integer, OffsetLedger> ledgers = new TreeMap<>();
    private final List<Fact> facts = new ArrayList<>();

    void open(int partition, OffsetLedger ledger) {
        ledgers.put(partition, ledger);
    }

    /** Forgets partitions with all that was not committed of them: their next owner knows nothing of it either. */
    void lose(Collection<Integer> partitions) {
        facts.removeIf(fact -> partitions.contains(fact.partition()));
        ledgers.keySet().removeAll(partitions);
    }

    /** The partitions that are ours. */
    List<Integer> partitions() {
        return List.copyOf(ledgers.keySet());
    }

    /** True if more of a partition may be read. */
    boolean admits(int partition) {
        OffsetLedger ledger = ledgers.get(partition);
        return ledger != null && ledger.admits();
    }

    /** A record was read; returns what its partition's last owner knew of it. */
    Mark polled(int partition, long offset) {
        return ledger(partition).polled(offset);
    }

    /** Reading has come to {@code position}; of a partition that is not ours that says nothing. */
    void readTo(int partition, long position) {
        OffsetLedger ledger = ledgers.get(partition);
        if (ledger != null) {
            ledger.readTo(position);
        }
    }

    /** Something to publish with the next commit of its partition. */
    void add(Fact fact) {
        facts.add(fact);
        ledger(fact.partition()).touch();
    }

    /** True if facts are to be published. */
    boolean owes() {
        return !facts.isEmpty();
    }

    /** How many facts are to be published. */
    int owed() {
        return facts.size();
    }

    /** The results among what is to be published. */
    List<DeliveryResult> results() {
        return facts.stream()
                .filter(Fact.Result.class::isInstance)
                .map(fact -> ((Fact.Result) fact).result())
                .toList();
    }

    /** A delivery stands elsewhere than before. */
    void note(Held held) {
        ledger(held.partition).set(held.offset, held.mark());
    }

    /** A record that is no delivery is done with. */
    void passOver(int partition, long offset) {
        ledger(partition).set(offset, Mark.FINISHED);
    }

    /** All there is to commit, together with what starts then. */
    Commit plan(List<Held> starts) {
        Map<Integer, Commit.Point> points = new TreeMap<>();
        ledgers.forEach((partition, ledger) -> {
            if (ledger.changed()) {
                points.put(partition, new Commit.Point(ledger.committable(), ledger.metadata()));
            }
        });
        return new Commit(List.copyOf(facts), points, starts);
    }

    /** A plan was committed, and nothing happened since it was made. */
    void committed(Commit commit) {
        facts.subList(0, commit.facts().size()).clear();
        commit.points().keySet().forEach(partition -> ledger(partition).committed());
    }

    private OffsetLedger ledger(int partition) {
        OffsetLedger ledger = ledgers.get(partition);
        if (ledger == null) {
            throw new IllegalStateException("partition " + partition + " is not ours");
        }
        return ledger;
    }
}
