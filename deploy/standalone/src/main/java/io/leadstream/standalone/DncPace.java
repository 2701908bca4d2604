package io.leadstream.standalone;

import io.leadstream.schema.Topics;
import io.leadstream.streams.StreamsApp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Keeps an import no further ahead of streams-app than it can read in a moment: a task reads in the order of time, so leads
 * wait behind the numbers listed before them (correctness.md 17).
 */
final class DncPace implements AutoCloseable {

    /** Records of {@code dnc} that streams-app may still have to read. */
    static final long MOST_UNREAD = 5_000;

    private static final Duration ASK_AGAIN = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Admin admin;
    private final List<TopicPartition> partitions;
    private final boolean read;
    private long unread;

    DncPace(Admin admin) throws InterruptedException {
        this.admin = admin;
        try {
            partitions = admin
                    .describeTopics(List.of(Topics.DNC.name()))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .stream()
                    .map(partition -> new TopicPartition(Topics.DNC.name(), partition.partition()))
                    .toList();
            read = isRead();
        } catch (ExecutionException e) {
            admin.close();
            throw new IllegalStateException(Failures.message(e), e);
        }
    }

    /** False if no streams-app runs, so that there is nothing to keep pace with. */
    boolean isPaced() {
        return read;
    }

    /** Records that streams-app had still to read when it was last asked. */
    long unread() {
        return unread;
    }

    /**
     * Returns when streams-app is close behind.
     *
     * @throws IllegalStateException if it reads nothing for a minute
     */
    void keep() throws InterruptedException {
        long before = Long.MAX_VALUE;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (read && (unread = lag()) > MOST_UNREAD) {
            if (unread < before) {
                before = unread;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new IllegalStateException("streams-app has read nothing of dnc for " + PATIENCE.toSeconds()
                        + " s: import the file again when it does");
            }
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    private boolean isRead() throws ExecutionException, InterruptedException {
        try {
            return !Objects.requireNonNull(admin.describeConsumerGroups(List.of(StreamsApp.APPLICATION))
                            .describedGroups()
                            .get(StreamsApp.APPLICATION))
                    .get()
                    .members()
                    .isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    private long lag() throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        try {
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    admin.listOffsets(latest).all().get();
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(StreamsApp.APPLICATION)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                    .mapToLong(end -> end.getValue().offset() - read(read, end.getKey()))
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException(Failures.message(e), e);
        }
    }

    private static long read(Map<TopicPartition, OffsetAndMetadata> read, TopicPartition partition) {
        OffsetAndMetadata place = read.get(partition);
        return place == null ? 0 : place.offset();
    }
}
