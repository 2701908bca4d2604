package io.leadstream.streams;

import io.leadstream.schema.Topics;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * Whether an instance does its part, as Kafka Streams' own metadata tells it (correctness.md 21).
 *
 * <p>A thread that restores is in {@code PARTITIONS_ASSIGNED}, so threads that all run have restored what they hold. An
 * instance without a task is ready only if it knows who has them: under {@code group.protocol=streams} Kafka Streams runs
 * before it was given anything.
 *
 * @param partitions of {@code leads}
 */
record Readiness(KafkaStreams streams, int partitions) {

    private static final String RUNNING = "RUNNING";
    private static final String DEAD = "DEAD";

    boolean ready() {
        Set<ThreadMetadata> threads = streams.metadataForLocalThreads();
        return streams.state() == KafkaStreams.State.RUNNING
                && threads.stream().allMatch(thread -> thread.threadState().equals(RUNNING))
                && (threads.stream().anyMatch(thread -> !thread.activeTasks().isEmpty()) || isSpare());
    }

    boolean live() {
        return switch (streams.state()) {
            case CREATED, REBALANCING -> true;
            case RUNNING ->
                streams.metadataForLocalThreads().stream()
                        .anyMatch(thread -> !thread.threadState().equals(DEAD));
            case PENDING_SHUTDOWN -> true;
            case NOT_RUNNING, PENDING_ERROR, ERROR -> false;
        };
    }

    /** True if every partition of {@code leads} is with an instance that says where it is. */
    private boolean isSpare() {
        return streams.metadataForAllStreamsClients().stream()
                        .map(StreamsMetadata::topicPartitions)
                        .flatMap(Set::stream)
                        .filter(partition -> partition.topic().equals(Topics.LEADS.name()))
                        .mapToInt(TopicPartition::partition)
                        .distinct()
                        .count()
                == partitions;
    }
}
