package io.leadstream.gateway;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a consumer on a thread of its own, hands each record on, and closes the consumer in the end.
 *
 * <p>A broker that is away is waited for, and a record that cannot be read is logged and passed over.
 */
final class ReadingThread implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);
    static final Duration CLOSING = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ReadingThread.class);

    private final Consumer<String, byte[]> consumer;
    private final java.util.function.Consumer<ConsumerRecord<String, byte[]>> hand;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** A thread that reads once it is started. */
    ReadingThread(
            String name,
            Consumer<String, byte[]> consumer,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> hand) {
        this.consumer = consumer;
        this.hand = hand;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** True while records are read. */
    boolean isReading() {
        return thread.isAlive() && closed.getCount() > 0;
    }

    /**
     * Hands a record on; one that cannot be read is logged and passed over.
     *
     * @throws IllegalStateException if its contract is not known and the registry cannot be reached
     */
    void hand(ConsumerRecord<String, byte[]> read) {
        try {
            hand.accept(read);
        } catch (SerializationException e) {
            log.atWarn()
                    .addKeyValue("topic", read.topic())
                    .addKeyValue("partition", read.partition())
                    .addKeyValue("offset", read.offset())
                    .log("record passed over, it cannot be read");
        }
    }

    private void run() {
        while (closed.getCount() > 0) {
            try {
                consumer.poll(POLL).forEach(this::handSurely);
            } catch (WakeupException e) {
                log.atDebug().addKeyValue("thread", thread.getName()).log("woken to close");
            } catch (KafkaException e) {
                log.atWarn()
                        .addKeyValue("thread", thread.getName())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("records cannot be read, trying again");
                pause();
            }
        }
        consumer.close(CloseOptions.timeout(CLOSING));
    }

    /** What only the registry can explain waits for the registry. */
    private void handSurely(ConsumerRecord<String, byte[]> read) {
        while (closed.getCount() > 0) {
            try {
                hand(read);
                return;
            } catch (IllegalStateException e) {
                log.atWarn()
                        .addKeyValue("topic", read.topic())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("record waits for its contract");
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atDebug().addKeyValue("thread", thread.getName()).log("closes during an outage");
            }
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            thread.join(CLOSING.plus(CLOSING));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
