package io.leadstream.dispatch;

import io.leadstream.schema.LaneState;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Partitions of a lane coming and going (correctness.md 3). Called from within poll and close, on the lane's thread. */
final class HandOver implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final LaneWorks works;
    private final LaneCore core;
    private final Consumer<List<Integer>> leaving;
    private final BooleanSupplier over;
    private final Runnable firstAssignment;

    /**
     * A listener of one lane.
     *
     * @param leaving starts nothing of these partitions any more, waits for what is in flight, commits
     * @param over true once the lane has ended, and only its clients are yet to be closed
     * @param firstAssignment called each time that partitions came
     */
    HandOver(
            LaneWorks works,
            LaneCore core,
            Consumer<List<Integer>> leaving,
            BooleanSupplier over,
            Runnable firstAssignment) {
        this.works = works;
        this.core = core;
        this.leaving = leaving;
        this.over = over;
        this.firstAssignment = firstAssignment;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        var committed = works.consumer().committed(Set.copyOf(partitions));
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata point = committed.get(partition);
            core.assigned(partition.partition(), ledger(partition, point));
        }
        share();
        works.events().laneChanged(works.settings().id(), LaneState.RUNNING, "");
        firstAssignment.run();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        List<Integer> gone = numbers(partitions);
        if (!over.getAsBoolean()) {
            leaving.accept(gone);
        }
        core.lost(gone);
        share();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        List<Integer> gone = numbers(partitions);
        core.withdraw(gone);
        core.lost(gone);
        share();
    }

    private OffsetLedger ledger(TopicPartition partition, @Nullable OffsetAndMetadata point) {
        if (point == null) {
            return OffsetLedger.restore(works.consumer().position(partition), "");
        }
        try {
            return OffsetLedger.restore(point.offset(), point.metadata());
        } catch (IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("vendor", works.settings().id())
                    .addKeyValue("partition", partition.partition())
                    .setCause(e)
                    .log("commit metadata is not ours, begin at the committed offset without it");
            return OffsetLedger.restore(point.offset(), "");
        }
    }

    private void share() {
        if (over.getAsBoolean()) {
            return;
        }
        int all = works.consumer().partitionsFor(works.wire().deliveries()).size();
        works.lane().share(core.partitions().size(), all);
        works.ownsFirst().accept(core.partitions().contains(0));
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }
}
