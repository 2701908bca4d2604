package io.leadstream.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads what is committed to a topic from now on, on a thread of its own, as whoever waits for an answer does. */
final class OutputWatch implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /** Starts watching; {@code reader} is called on that thread only. */
    OutputWatch(Lab lab, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        consumer = lab.consumer();
        List<TopicPartition> places = Lab.places(consumer, topic);
        consumer.assign(places);
        consumer.seekToEnd(places);
        places.forEach(consumer::position);
        thread = Thread.ofPlatform().name("watch-" + topic).start(() -> run(reader));
    }

    private void run(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(reader);
            }
        } catch (WakeupException closing) {
            // close() woke the poll up.
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    /**
     * Waits until something has become true of what was read.
     *
     * @throws IllegalStateException if it has not in time, or reading failed
     */
    void await(String what, Duration time, BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (!done.getAsBoolean()) {
            RuntimeException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("LOST OR LATE: " + what + " did not come within " + time);
            }
            Thread.sleep(Duration.ofMillis(5));
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
