package io.leadstream.streams;

import io.leadstream.schema.CardMask;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadId;
import io.leadstream.schema.LeadKey;
import io.leadstream.schema.PlacedEvent;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of {@code leads}: gives each event its id, which is its place in the log, and keys it by the
 * identity of its phone; an event without one is keyed by nothing. Card numbers that a producer wrote into a text are
 * replaced here, so that whatever is copied from the event has none. Whatever means nothing becomes a dead letter with
 * its bytes untouched, or sealed.
 */
final class ReadStage implements Processor<byte[], byte[], String, Read> {

    private static final String STAGE = "read";

    /** What becomes of an event, such as a delivery or the state of a lead that waits, must fit in a record too. */
    private static final int MOST_BYTES = 512 * 1024;

    private final Deserializer<LeadEvent> deserializer;
    private final int epoch;
    private final DeadLetters letters;
    private @Nullable ProcessorContext<String, Read> context;

    ReadStage(Deserializer<LeadEvent> deserializer, int epoch, DeadLetters letters) {
        this.deserializer = deserializer;
        this.epoch = epoch;
        this.letters = letters;
    }

    @Override
    public void init(ProcessorContext<String, Read> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<String, Read> out = java.util.Objects.requireNonNull(context);
        RecordMetadata place = out.recordMetadata().orElseThrow();
        LeadEvent event;
        try {
            event = CardMask.apply(readable(deserializer.deserialize(place.topic(), small(record.value()))));
        } catch (SerializationException e) {
            DeadLetters.Letter letter = letters.letter(
                    record.key(),
                    record.value(),
                    record.headers(),
                    new DeadLetters.Fault(
                            place.topic(),
                            place.partition(),
                            place.offset(),
                            STAGE,
                            e.getClass().getName(),
                            e.getMessage()));
            out.forward(new Record<>(
                    "", new Read.Unreadable(letter.key(), letter.value()), record.timestamp(), letter.headers()));
            return;
        }
        String phone = LeadKey.identity(event).orElse("");
        PlacedEvent placed = PlacedEvent.newBuilder()
                .setLeadId(LeadId.of(epoch, place.partition(), place.offset()))
                .setSubmittedAt(Instant.ofEpochMilli(record.timestamp()))
                .setPhone(phone)
                .setEvent(event)
                .build();
        out.forward(new Record<>(phone, new Read.Placed(placed), record.timestamp()));
    }

    private static byte @Nullable [] small(byte @Nullable [] value) {
        if (value != null && value.length > MOST_BYTES) {
            throw new SerializationException(
                    "an event of " + value.length + " bytes, where at most " + MOST_BYTES + " are taken");
        }
        return value;
    }

    private static LeadEvent readable(@Nullable LeadEvent event) {
        if (event == null) {
            throw new SerializationException("a record without a value");
        }
        boolean complete = switch (event.getKind()) {
            case SUBMITTED -> event.getLead().isPresent();
            case CANCELLED -> event.getCancel().isPresent();
            case DIAL_REQUESTED -> event.getDial().isPresent();
            case UNKNOWN -> false;
        };
        if (!complete) {
            throw new SerializationException("an event of kind " + event.getKind() + " without what the kind needs");
        }
        if (event.getEventId().isBlank()) {
            throw new SerializationException("an event without an event_id");
        }
        return event;
    }
}
