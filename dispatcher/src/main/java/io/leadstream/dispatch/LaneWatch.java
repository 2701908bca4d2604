package io.leadstream.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Tells the listeners ten times a second at most what a lane holds. Belongs to the lane's thread. */
final class LaneWatch {

    private static final Duration EVERY = Duration.ofMillis(100);

    /** A lane that stands reads nothing, so that its consumer must be told to ask how far the topic has come. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LaneWorks works;
    private final LaneCore core;
    private Instant nextLook = Instant.MIN;
    private Instant nextAsk = Instant.MIN;
    private long asked;

    LaneWatch(LaneWorks works, LaneCore core) {
        this.works = works;
        this.core = core;
    }

    /** Looks if it is time to; {@code standing} where the lane reads nothing. */
    void look(boolean standing, Instant now) {
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(EVERY);
        LaneFigures.Standing held = core.standing();
        long unread = standing ? asked(now) : lag();
        works.events()
                .stands(
                        works.settings().id(),
                        new LaneFigures.Standing(held.inFlight(), held.waiting() + unread, held.oldestAt()));
    }

    private long lag() {
        nextAsk = Instant.MIN;
        Consumer<byte[], byte[]> consumer = works.consumer();
        long unread = 0;
        for (TopicPartition partition : consumer.assignment()) {
            unread += consumer.currentLag(partition).orElse(0);
        }
        return unread;
    }

    private long asked(Instant now) {
        if (now.isBefore(nextAsk)) {
            return asked;
        }
        nextAsk = now.plus(ASK_EVERY);
        Consumer<byte[], byte[]> consumer = works.consumer();
        Set<TopicPartition> partitions = consumer.assignment();
        try {
            asked = consumer.endOffsets(partitions, PATIENCE).entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey(), PATIENCE)))
                    .sum();
        } catch (KafkaException e) { // a figure is not worth a lane
            works.events().unmeasured(works.settings().id(), e);
        }
        return asked;
    }
}
