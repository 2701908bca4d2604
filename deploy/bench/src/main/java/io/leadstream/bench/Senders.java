package io.leadstream.bench;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.leadstream.dialect.Call;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What the dispatcher is compared with. */
final class Senders {

    private Senders() {}

    /** The limit: calls made beforehand, sent by the HTTP client alone; no Kafka. */
    record Raw(DeliveryLoad load) implements Sender {

        @Override
        public String name() {
            return "raw Jetty client";
        }

        @Override
        public Sending start(Target target) throws Exception {
            List<Call> calls = java.util.stream.IntStream.range(0, target.deliveries())
                    .mapToObj(number -> load.call(DeliveryLoad.delivery(target.vendor(), number)))
                    .toList();
            PlainHttp http = new PlainHttp(target.address(), target.connections());
            Semaphore free = new Semaphore(target.connections());
            Work work = new Work(http, () -> {}, () -> {
                for (Call call : calls) {
                    free.acquire();
                    var unused = http.send(call).whenComplete((done, e) -> free.release());
                }
            });
            return work.begin("raw");
        }
    }

    /** A consumer that sends one, waits for its answer, and commits after each poll. */
    record OneAtATime(String bootstrap, DeliveryLoad load) implements Sender {

        static final String NAME = "plain consumer, one at a time";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Sending start(Target target) throws Exception {
            PlainHttp http = new PlainHttp(target.address(), 1);
            AtomicBoolean closing = new AtomicBoolean();
            Work work = new Work(http, () -> closing.set(true), () -> {
                try (var consumer = consumer(bootstrap, "loop-" + target.vendor())) {
                    consumer.subscribe(
                            List.of(Topics.deliveries(target.vendor()).name()));
                    while (!closing.get()) {
                        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                            if (closing.get()) {
                                return;
                            }
                            http.send(load.call(load.read(record.value()))).get();
                        }
                        consumer.commitSync();
                    }
                }
            });
            return work.begin("loop");
        }
    }

    /** Confluent's parallel consumer, in order per key, committing in the background; it publishes no results. */
    record Parallel(String bootstrap, DeliveryLoad load) implements Sender {

        @Override
        public String name() {
            return "parallel consumer 0.5.3.3, KEY";
        }

        @Override
        public Sending start(Target target) throws Exception {
            PlainHttp http = new PlainHttp(target.address(), target.connections());
            var options = ParallelConsumerOptions.<String, byte[]>builder()
                    .ordering(ProcessingOrder.KEY)
                    .maxConcurrency(target.connections())
                    .commitMode(CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                    .consumer(consumer(bootstrap, "parallel-" + target.vendor()))
                    .build();
            ParallelStreamProcessor<String, byte[]> processor =
                    ParallelStreamProcessor.createEosStreamProcessor(options);
            processor.subscribe(List.of(Topics.deliveries(target.vendor()).name()));
            processor.poll(context -> http.send(
                            load.call(load.read(context.getSingleRecord().value())))
                    .join());
            return () -> {
                processor.closeDrainFirst(Duration.ofSeconds(10));
                http.close();
            };
        }
    }

    /** The same with what a lane does beside: a result of each, published in a transaction with the offsets. */
    record ParallelWithResults(String bootstrap, DeliveryLoad load) implements Sender {

        @Override
        public String name() {
            return "parallel consumer, transactional, with results";
        }

        @Override
        public Sending start(Target target) throws Exception {
            PlainHttp http = new PlainHttp(target.address(), target.connections());
            String topic = Topics.deliveryResults(target.vendor()).name();
            var options = ParallelConsumerOptions.<String, byte[]>builder()
                    .ordering(ProcessingOrder.KEY)
                    .maxConcurrency(target.connections())
                    .commitMode(CommitMode.PERIODIC_TRANSACTIONAL_PRODUCER)
                    .commitInterval(Duration.ofMillis(20))
                    .consumer(consumer(bootstrap, "parallel-" + target.vendor()))
                    .producer(producer(bootstrap, "parallel-" + target.vendor()))
                    .build();
            ParallelStreamProcessor<String, byte[]> processor =
                    ParallelStreamProcessor.createEosStreamProcessor(options);
            processor.subscribe(List.of(Topics.deliveries(target.vendor()).name()));
            processor.pollAndProduce(context -> {
                Delivery delivery = load.read(context.getSingleRecord().value());
                http.send(load.call(delivery)).join();
                return new ProducerRecord<>(topic, Long.toString(delivery.getLeadId()), load.result(topic, delivery));
            });
            return () -> {
                processor.closeDrainFirst(Duration.ofSeconds(10));
                http.close();
            };
        }

        private static KafkaProducer<String, byte[]> producer(String bootstrap, String id) {
            Map<String, Object> config = Map.of(
                    "bootstrap.servers",
                    bootstrap,
                    "acks",
                    "all",
                    "linger.ms",
                    1,
                    "compression.type",
                    "lz4",
                    "transactional.id",
                    id,
                    "transaction.timeout.ms",
                    5_000);
            return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(String bootstrap, String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        group,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Sending on a thread of its own. */
    private static final class Work implements Sender.Sending {

        private final PlainHttp http;
        private final Runnable stop;
        private final Job job;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        private @Nullable Thread thread;

        private interface Job {
            void run() throws Exception;
        }

        private Work(PlainHttp http, Runnable stop, Job job) {
            this.http = http;
            this.stop = stop;
            this.job = job;
        }

        private Work begin(String name) {
            thread = Thread.ofPlatform().name(name).start(() -> {
                try {
                    job.run();
                } catch (Exception e) {
                    failure.set(e);
                }
            });
            return this;
        }

        @Override
        public void check() throws Exception {
            Exception failed = failure.get();
            if (failed != null) {
                throw failed;
            }
        }

        @Override
        public void close() {
            Thread running = thread;
            if (running != null) {
                stop.run();
                try {
                    running.join(Duration.ofSeconds(10));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            http.close();
        }
    }
}
