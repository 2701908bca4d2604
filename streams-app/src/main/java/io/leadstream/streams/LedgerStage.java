package io.leadstream.streams;

import io.leadstream.schema.LedgerStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Keeps the steps of leads, and forgets those that are older than they are to be kept, by record time. */
final class LedgerStage implements Processor<Long, LedgerStep, Void, Void> {

    private static final Duration TICK = Duration.ofMillis(500);

    /** Forgotten a tick, at most: 4,000 steps a second and task, more than a task takes in for long. */
    private static final int MOST_FORGOTTEN = 2_000;

    private final Duration kept;
    private final BiConsumer<Integer, Instant> progress;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable LedgerBook book;

    /**
     * A stage.
     *
     * @param kept how long leads are kept after their submission
     * @param progress told the partition and the time of each record that was read
     */
    LedgerStage(Duration kept, BiConsumer<Integer, Instant> progress) {
        this.kept = kept;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        book = new LedgerBook(context.getStateStore(LedgerBook.STEPS), context.getStateStore(LedgerBook.PHONES));
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::forget);
    }

    @Override
    public void process(Record<Long, LedgerStep> record) {
        Objects.requireNonNull(book).put(record.key(), record.value());
        progress.accept(Objects.requireNonNull(context).taskId().partition(), Instant.ofEpochMilli(record.timestamp()));
    }

    private void forget(long timestamp) {
        long recordTime = Objects.requireNonNull(context).currentStreamTimeMs();
        if (recordTime > 0) {
            Objects.requireNonNull(book).forget(Instant.ofEpochMilli(recordTime).minus(kept), MOST_FORGOTTEN);
        }
    }
}
