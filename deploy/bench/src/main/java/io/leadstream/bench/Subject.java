package io.leadstream.bench;

import io.leadstream.streams.StreamsApp;
import io.leadstream.streams.StreamsAppConfig;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** What is measured: a topology that reads {@code leads}. */
sealed interface Subject {

    /** Most time that restoring its state may take. */
    Duration READY_WITHIN = Duration.ofMinutes(10);

    /** Starts it; it is ready once it has its tasks on restored state. */
    Running start(StreamsAppConfig config);

    /** A topology that runs. */
    interface Running extends AutoCloseable {

        boolean ready();

        /** The topology as Kafka Streams prints it. */
        String topology();

        @Override
        void close();

        /** Waits until it is ready. */
        default void awaitReady() {
            long deadline = System.nanoTime() + READY_WITHIN.toNanos();
            while (!ready()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("a topology was not ready in time");
                }
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    /** The pipeline itself, by its own entry point. */
    record Pipeline() implements Subject {

        @Override
        public Running start(StreamsAppConfig config) {
            StreamsApp app = StreamsApp.start(config);
            return new Running() {
                @Override
                public boolean ready() {
                    return app.ready();
                }

                @Override
                public String topology() {
                    return app.topology();
                }

                @Override
                public void close() {
                    app.close();
                }
            };
        }
    }

    /** A topology that decides nothing, with the pipeline's settings. */
    record Baseline(Topology built) implements Subject {

        @Override
        public Running start(StreamsAppConfig config) {
            KafkaStreams streams = new KafkaStreams(built, StreamsApp.properties(config));
            streams.start();
            return new Running() {
                @Override
                public boolean ready() {
                    return streams.state() == KafkaStreams.State.RUNNING
                            && streams.metadataForLocalThreads().stream()
                                    .anyMatch(thread -> !thread.activeTasks().isEmpty());
                }

                @Override
                public String topology() {
                    return built.describe().toString();
                }

                @Override
                public void close() {
                    streams.close(Duration.ofSeconds(5));
                }
            };
        }
    }
}
