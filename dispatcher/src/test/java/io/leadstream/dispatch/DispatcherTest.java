package io.leadstream.dispatch;

import static io.leadstream.dispatch.Deliveries.delivery;
import static io.leadstream.dispatch.Deliveries.limits;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Answer;
import io.leadstream.dialect.VendorAccount;
import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryCancel;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.InMemoryRegistry;
import io.leadstream.schema.LaneState;
import io.leadstream.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shell between Kafka's clients and the lane, with Kafka's own mocks of both. */
class DispatcherTest {

    private static final TopicPartition PARTITION = new TopicPartition("deliveries.acme", 0);

    private final Contracts contracts = Contracts.over(new InMemoryRegistry());
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ScriptedTransport transport = new ScriptedTransport();
    private final Cancels cancels = new Cancels();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService laneThread = Executors.newSingleThreadExecutor();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch assigned = new CountDownLatch(1);
    private final Dispatcher dispatcher = dispatcher();
    private Future<?> running = CompletableFuture.completedFuture(null);
    private long offset;

    private Dispatcher dispatcher() {
        LaneSettings settings = Deliveries.settings(
                limits(1L).setConcurrency(1).setDisableAfterRejected(2).build());
        TestDialect dialect = new TestDialect(true);
        VendorAccount account = new VendorAccount("acme", Map.of(), Map.of());
        DeliveryEvents events = new DeliveryEvents() {
            @Override
            public void laneChanged(String vendor, LaneState state, String reason) {
                told.add(state + " " + reason);
            }
        };
        Clock clock = Clock.systemUTC();
        Exchange exchange = new Exchange(settings, dialect, account, transport);
        VendorLane lane = new VendorLane(settings, exchange, clock, System::nanoTime, Pause.PARK, events);
        LaneWorks works = new LaneWorks(
                settings,
                consumer,
                producer,
                new Wire(contracts, "acme", new DeadLetters(Optional.empty())),
                dialect,
                account,
                lane,
                cancels,
                threads,
                events,
                new Random(1),
                clock,
                System::nanoTime,
                20,
                ours -> {});
        return new Dispatcher(settings, works, assigned::countDown);
    }

    private void run() throws InterruptedException {
        Node node = new Node(0, "here", 1);
        consumer.updatePartitions(
                PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, node, new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(PARTITION)));
        running = laneThread.submit(dispatcher::run);
        assertThat(assigned.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void stop() {
        dispatcher.stop(Duration.ofSeconds(1));
        laneThread.close();
        threads.close();
    }

    private void read(byte[] value) {
        long at = offset++;
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, at, new byte[0], value)));
    }

    private void read(Delivery delivery) {
        read(contracts.serde(Topics.deliveries("acme")).serializer().serialize(PARTITION.topic(), delivery));
    }

    private static void eventually(BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 10 s").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private List<ProducerRecord<byte[], byte[]>> published(String topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }

    private List<DeliveryResult> results() {
        var deserializer = contracts.serde(Topics.deliveryResults("acme")).deserializer();
        return published("delivery-results.acme").stream()
                .map(record -> deserializer.deserialize(record.topic(), record.value()))
                .toList();
    }

    private Optional<OffsetAndMetadata> committed() {
        var history = producer.consumerGroupOffsetsHistory();
        return history.isEmpty()
                ? Optional.empty()
                : history.getLast().values().stream()
                        .map(points -> points.get(PARTITION))
                        .findFirst();
    }

    @Test
    void aDeliveryIsSentAfterItsStartIsCommittedAndItsResultGoesWithItsOffset() throws Exception {
        List<Mark> known = new ArrayList<>();
        transport.then(() -> {
            OffsetAndMetadata point = committed().orElseThrow();
            known.add(OffsetLedger.restore(point.offset(), point.metadata()).polled(0));
            return new TransportAnswer.Answered(Answer.text(200, "OK 42"));
        });
        run();
        read(delivery(7, "1").build());

        eventually(() -> committed().filter(point -> point.offset() == 1).isPresent());
        assertThat(known).containsExactly(Mark.started(1));
        assertThat(results()).hasSize(1);
        assertThat(results().getFirst().getVendorLeadId()).contains("42");
        assertThat(new String(published("delivery-results.acme").getFirst().key(), StandardCharsets.UTF_8))
                .isEqualTo("7");
        assertThat(new String(published("delivery-outcomes").getFirst().key(), StandardCharsets.UTF_8))
                .isEqualTo("1");
    }

    /** A bug in an attempt: its place, its phone's turn and its offset must not be kept for ever. */
    @Test
    void anAttemptThatFailsInsideTheDispatcherIsAnAttemptThatMayHaveBeenSent() throws Exception {
        transport.then(() -> {
            throw new IllegalStateException("a bug");
        });
        transport.says("OK 42");
        run();
        read(delivery(7, "1").build());

        eventually(() -> committed().filter(point -> point.offset() == 1).isPresent());
        assertThat(results())
                .extracting(DeliveryResult::getResult)
                .containsExactly(DeliveryClass.UNKNOWN, DeliveryClass.ACCEPTED);
        assertThat(results().getFirst().getReason()).contains("dispatcher failed: IllegalStateException");
    }

    @Test
    void aVendorThatRejectsManyInARowIsDisabledAndSentNoMore() throws Exception {
        transport.says("NO dnc", "NO dnc", "NO dnc", "NO dnc", "NO dnc", "NO dnc");
        run();
        for (int lead = 1; lead <= 6; lead++) {
            read(delivery(lead, "" + lead).build());
        }
        eventually(() -> told.contains("DISABLED too many rejected in a row"));
        stop();
        assertThat(transport.asked).hasSizeBetween(2, 4); // starts that were committed with the last result still go
    }

    @Test
    void anAbortedTransactionIsRepeated() throws Exception {
        transport.says("OK 42");
        producer.sendOffsetsToTransactionException = new KafkaException("try again");
        run();
        read(delivery(7, "1").build());
        eventually(producer::transactionAborted);
        assertThat(transport.asked).isEmpty();
        producer.sendOffsetsToTransactionException = null;

        eventually(() -> committed().filter(point -> point.offset() == 1).isPresent());
        assertThat(results()).hasSize(1);
    }

    @Test
    void aFencedProducerEndsTheLane() throws Exception {
        run();
        producer.fenceProducer();
        read(delivery(7, "1").build());
        eventually(running::isDone);
        assertThat(running.state()).isEqualTo(Future.State.FAILED);
        assertThat(running.exceptionNow()).isInstanceOf(ProducerFencedException.class);
        assertThat(transport.asked).isEmpty();
    }

    @Test
    void aRecordThatIsNoDeliveryIsADeadLetterAndTheNextIsDelivered() throws Exception {
        transport.says("OK 42");
        run();
        read("garbage".getBytes(StandardCharsets.UTF_8));
        read(delivery(7, "1").build());

        eventually(() -> committed().filter(point -> point.offset() == 2).isPresent());
        ProducerRecord<byte[], byte[]> letter = published(Topics.DEAD_LETTERS).getFirst();
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("garbage");
        assertThat(letter.headers())
                .extracting(Header::key)
                .containsExactly(
                        "__streams.errors.exception",
                        "__streams.errors.message",
                        "__streams.errors.topic",
                        "__streams.errors.partition",
                        "__streams.errors.offset",
                        "leadstream.stage");
    }

    @Test
    void aBacklogOfWhatEndsAsItIsReadIsPublishedWhileItIsRead() throws Exception {
        run();
        consumer.schedulePollTask(() -> consumer.updateEndOffsets(Map.of(PARTITION, 1_000_000L)));
        for (int i = 0; i < 50; i++) {
            read("garbage".getBytes(StandardCharsets.UTF_8));
        }
        eventually(() -> published(Topics.DEAD_LETTERS).size() == 50);
    }

    @Test
    void stoppingWaitsForWhatIsInFlightAndCommitsIt() throws Exception {
        stopInFlight(() -> {});
        expectAccepted();
    }

    @Test
    void aHandOverWhoseCommitIsAbortedIsCommittedAgain() throws Exception {
        stopInFlight(() -> producer.sendOffsetsToTransactionException = new KafkaException("try again"));
        eventually(producer::transactionAborted);
        producer.sendOffsetsToTransactionException = null;
        expectAccepted();
    }

    /** Stops the lane while its only call is in flight, and then has that answered. */
    private void stopInFlight(Runnable beforeTheAnswer) throws Exception {
        var sent = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        transport.then(() -> {
            sent.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new TransportAnswer.Answered(Answer.text(200, "OK 42"));
        });
        run();
        read(delivery(7, "1").build());
        assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
        dispatcher.stop(Duration.ofSeconds(10));
        beforeTheAnswer.run();
        answer.countDown();
    }

    private void expectAccepted() throws Exception {
        running.get(10, TimeUnit.SECONDS);
        assertThat(results()).extracting(DeliveryResult::getResult).containsExactly(DeliveryClass.ACCEPTED);
        assertThat(committed().orElseThrow().offset()).isEqualTo(1);
    }

    @Tag("correctness-3")
    @Test
    void stoppingTakesBackWhatWasNotSentAndLeavesWhatWasSentAsStarted() throws Exception {
        var sent = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        transport.then(() -> {
            sent.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new TransportAnswer.SentNoAnswer("timeout");
        });
        run();
        read(delivery(7, "1").build());
        read(delivery(8, "2").build());
        assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
        eventually(() -> marks().equals(List.of(Mark.started(1), Mark.started(1))));
        dispatcher.stop(Duration.ZERO);
        running.get(10, TimeUnit.SECONDS);
        over.countDown();
        assertThat(marks()).containsExactly(Mark.started(1), Mark.UNTOUCHED);
    }

    private List<Mark> marks() {
        return committed()
                .map(point -> OffsetLedger.restore(point.offset(), point.metadata()))
                .map(ledger -> List.of(ledger.polled(0), ledger.polled(1)))
                .orElse(List.of());
    }

    @Test
    void aCancelledDeliveryIsNotSent() throws Exception {
        run();
        cancels.add(DeliveryCancel.newBuilder()
                .setDeliveryId("7:acme")
                .setLeadId(7)
                .setVendor("acme")
                .setPhone("1")
                .setCancelId(8)
                .setRequestedAt(Deliveries.START)
                .build());
        read(delivery(7, "1").build());
        eventually(() -> committed().filter(point -> point.offset() == 1).isPresent());
        assertThat(results()).extracting(DeliveryResult::getResult).containsExactly(DeliveryClass.CANCELLED);
        assertThat(transport.asked).isEmpty();
    }
}
