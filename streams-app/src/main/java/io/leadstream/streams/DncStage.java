package io.leadstream.streams;

import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.DncEntry;
import io.leadstream.streams.rules.DncKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code dnc} by phone.
 *
 * <pre>
 *   dnc ─┬─ unreadable, or its key is no phone ─► dead-letters
 *        ├─ under another key or elsewhere ─────► dnc, under its own key, with the time it was said
 *        └─ in place ───────────────────────────► store
 * </pre>
 *
 * <p>The store is made from the topic alone (correctness.md 14). A record that was moved gives way to whatever was said
 * of its phone since, so that reading the whole topic again ends where the first reading did.
 */
final class DncStage implements Processor<byte[], byte[], byte[], byte[]> {

    /** Names of the sinks. */
    static final String MOVED = "dnc-moved";

    static final String DEAD = "dnc-dead-letters";

    /** Header of a moved record: the broker's time of the record it was, ms. */
    private static final String SAID_AT = "leadstream.said-at";

    private final Deserializer<DncEntry> deserializer;
    private final int partitions;
    private final DeadLetters letters;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable TimestampedKeyValueStore<String, DncEntry> store;

    /** @param partitions partitions of {@code dnc}, as many as those of {@code leads} */
    DncStage(Deserializer<DncEntry> deserializer, int partitions, DeadLetters letters) {
        this.deserializer = deserializer;
        this.partitions = partitions;
        this.letters = letters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.store = context.getStateStore(DncLists.STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = Objects.requireNonNull(context).recordMetadata().orElseThrow();
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        Optional<String> phone = DncKey.identity(key);
        @Nullable DncEntry entry;
        Optional<Long> movedFrom;
        try {
            if (phone.isEmpty()) {
                throw new SerializationException("a key that is no phone");
            }
            entry = deserializer.deserialize(place.topic(), record.value());
            movedFrom = saidAt(record.headers());
        } catch (SerializationException e) {
            dead(record, place, e);
            return;
        }
        if (movedFrom.isEmpty() && !isInPlace(phone.get(), record.key(), place)) {
            move(phone.get(), record);
        } else {
            keep(phone.get(), entry, movedFrom, record.timestamp());
        }
    }

    private boolean isInPlace(String phone, byte[] key, RecordMetadata place) {
        return Arrays.equals(key, bytes(phone))
                && place.partition() == BuiltInPartitioner.partitionForKey(key, partitions);
    }

    private void keep(String phone, @Nullable DncEntry entry, Optional<Long> movedFrom, long timestamp) {
        TimestampedKeyValueStore<String, DncEntry> numbers = Objects.requireNonNull(store);
        @Nullable ValueAndTimestamp<DncEntry> kept = numbers.get(phone);
        if (movedFrom.isPresent() && kept != null && kept.timestamp() >= movedFrom.get()) {
            return;
        }
        if (entry == null) {
            numbers.delete(phone);
        } else {
            numbers.put(phone, ValueAndTimestamp.make(entry, movedFrom.orElse(timestamp)));
        }
    }

    private void move(String phone, Record<byte[], byte[]> record) {
        Headers headers = new RecordHeaders(record.headers()).add(SAID_AT, bytes(Long.toString(record.timestamp())));
        Objects.requireNonNull(context)
                .forward(new Record<>(bytes(phone), record.value(), record.timestamp(), headers), MOVED);
    }

    private void dead(Record<byte[], byte[]> record, RecordMetadata place, SerializationException e) {
        DeadLetters.Letter letter = letters.letter(
                record.key(),
                record.value(),
                record.headers(),
                new DeadLetters.Fault(
                        place.topic(),
                        place.partition(),
                        place.offset(),
                        "read",
                        e.getClass().getName(),
                        e.getMessage()));
        Objects.requireNonNull(context)
                .forward(new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()), DEAD);
    }

    private static Optional<Long> saidAt(Headers headers) {
        @Nullable Header header = headers.lastHeader(SAID_AT);
        if (header == null) {
            return Optional.empty();
        }
        if (header.value() == null) {
            throw new SerializationException("a header " + SAID_AT + " without a value");
        }
        try {
            return Optional.of(Long.parseLong(new String(header.value(), StandardCharsets.UTF_8)));
        } catch (NumberFormatException e) {
            throw new SerializationException("a header " + SAID_AT + " that is no time");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
