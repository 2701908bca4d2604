package io.leadstream.standalone;

import io.leadstream.schema.Topic;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are not there and checks those that are. */
final class TopicSetup {

    private static final Duration HEARD_WITHIN = Duration.ofSeconds(10);
    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    private final Admin admin;
    private final short replication;

    TopicSetup(Admin admin, short replication) {
        this.admin = admin;
        this.replication = replication;
    }

    /**
     * Creates the topics that exist before any vendor does.
     *
     * @param partitions of {@code leads} and what is partitioned alike; fixed for life
     * @throws IllegalStateException if a topic is there with another number of partitions
     */
    void fixed(int partitions) {
        List<NewTopic> topics = fixed(partitions, replication);
        create(topics);
        check(topics);
    }

    /** The topics that exist before any vendor does, as they are made. */
    static List<NewTopic> fixed(int partitions, short replication) {
        List<NewTopic> topics = new ArrayList<>(Topics.fixed().stream()
                .map(topic -> planned(topic, partitions, replication))
                .toList());
        topics.add(new NewTopic(Topics.DEAD_LETTERS, Optional.of(partitions), Optional.of(replication))
                .configs(Topics.DEAD_LETTERS_CONFIG));
        return topics;
    }

    /** Creates and checks the topics of vendors, partitioned as {@code leads} is; throws as {@link #fixed}. */
    void vendors(Collection<String> vendors) {
        int partitions = partitions();
        List<NewTopic> topics = vendors.stream()
                .flatMap(vendor -> Stream.<Topic<?>>of(Topics.deliveries(vendor), Topics.deliveryResults(vendor)))
                .map(topic -> planned(topic, partitions, replication))
                .toList();
        create(topics);
        check(topics);
    }

    /** Partitions of {@code leads}. */
    int partitions() {
        return described(List.of(Topics.LEADS.name()))
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }

    private static NewTopic planned(Topic<?> topic, int partitions, short replication) {
        int count = switch (topic.partitions()) {
            case AS_LEADS -> partitions;
            case ONE -> 1;
        };
        return new NewTopic(topic.name(), Optional.of(count), Optional.of(replication)).configs(topic.config());
    }

    private void create(Collection<NewTopic> topics) {
        admin.createTopics(topics).values().forEach((name, created) -> {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException("topic " + name + " cannot be created: " + e.getMessage(), e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        });
    }

    private void check(Collection<NewTopic> topics) {
        Map<String, TopicDescription> found =
                settled(topics.stream().map(NewTopic::name).toList());
        for (NewTopic topic : topics) {
            int count =
                    Objects.requireNonNull(found.get(topic.name())).partitions().size();
            if (count != topic.numPartitions()) {
                throw new IllegalStateException("topic " + topic.name() + " has " + count + " partitions and needs "
                        + topic.numPartitions() + ": delete it if it is empty, else add partitions while nothing runs");
            }
        }
        led(found.values());
    }

    /** Waits until the leader of each partition answers: a producer that comes before it may stand still for minutes. */
    private void led(Collection<TopicDescription> topics) {
        Map<TopicPartition, OffsetSpec> places = new HashMap<>();
        for (TopicDescription topic : topics) {
            topic.partitions()
                    .forEach(info ->
                            places.put(new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest()));
        }
        try {
            admin.listOffsets(places).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("topics have no leaders: " + Failures.message(e), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Describes topics that were just created: a broker may not have heard of them yet. */
    private Map<String, TopicDescription> settled(Collection<String> names) {
        long deadline = System.nanoTime() + HEARD_WITHIN.toNanos();
        while (true) {
            try {
                return described(names);
            } catch (IllegalStateException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
        }
    }

    private Map<String, TopicDescription> described(Collection<String> names) {
        try {
            return admin.describeTopics(names).allTopicNames().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IllegalStateException("topics cannot be read: " + Failures.message(e), cause);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while topics were set up", e);
    }
}
