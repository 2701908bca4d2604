package io.leadstream.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a whole topic from its beginning and goes on reading, on a thread of its own.
 *
 * <p>If the broker fails it begins again from the beginning, so its taker must not mind hearing things twice.
 */
final class TopicReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final long BACKOFF_MS = 500;

    /** Takes what was read. */
    @FunctionalInterface
    interface Taker {

        /**
         * Takes a batch.
         *
         * @param records in the order of each partition; may be empty
         * @param atEnd true once what the topic held when reading began was read
         */
        void take(Iterable<ConsumerRecord<byte[], byte[]>> records, boolean atEnd);
    }

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Taker taker;
    private final CompletableFuture<Void> atEnd = new CompletableFuture<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    TopicReader(String topic, Supplier<Consumer<byte[], byte[]>> consumers, Taker taker) {
        this.topic = topic;
        this.consumers = consumers;
        this.taker = taker;
        this.thread = Thread.ofPlatform().name("dispatcher-" + topic).daemon().unstarted(this::run);
    }

    TopicReader start() {
        thread.start();
        return this;
    }

    /** Done once what the topic held at the start was taken. */
    CompletableFuture<Void> atEnd() {
        return atEnd;
    }

    private void run() {
        while (stop.getCount() > 0) {
            try (var consumer = consumers.get()) {
                read(consumer);
            } catch (RuntimeException | Error e) { // without cancels or routing the lanes must not go on unnoticed
                LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("cannot read, will begin again");
                stopped(BACKOFF_MS);
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("no topic " + topic);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean reached = false;
        while (stop.getCount() > 0) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
            boolean before = reached;
            reached = reached
                    || ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (!records.isEmpty() || reached != before) {
                taker.take(records, reached);
            }
            if (reached) {
                atEnd.complete(null);
            }
        }
    }

    private void stopped(long ms) {
        try {
            if (stop.await(ms, TimeUnit.MILLISECONDS)) {
                LOG.atDebug().addKeyValue("topic", topic).log("stopped while waiting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
