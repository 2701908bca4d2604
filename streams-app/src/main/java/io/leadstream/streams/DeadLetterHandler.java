package io.leadstream.streams;

import io.leadstream.schema.CardKeyset;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bytes that a source cannot read to {@code dead-letters}, and lets the stream go on. Where it is not the bytes that
 * are at fault, such as a registry that is away, the stream stops there and tries again.
 */
public final class DeadLetterHandler implements DeserializationExceptionHandler {

    /** The setting that names the file of the card keyset; empty: letters are written as they are. */
    static final String CARD_KEYSET = "leadstream.card.keyset";

    private static final Logger log = LoggerFactory.getLogger(DeadLetterHandler.class);

    private DeadLetters letters = new DeadLetters(Optional.empty());

    @Override
    public void configure(Map<String, ?> configs) {
        Object file = configs.get(CARD_KEYSET);
        letters = new DeadLetters(CardKeyset.configured(file == null ? "" : file.toString()));
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception error) {
        if (!(error instanceof SerializationException)) {
            return Response.fail();
        }
        log.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("error", error.getClass().getSimpleName())
                .log("dead letter");
        DeadLetters.Letter letter = letters.letter(
                record.key(),
                record.value(),
                record.headers(),
                new DeadLetters.Fault(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        "read",
                        error.getClass().getName(),
                        error.getMessage()));
        return Response.resume(List.of(
                new ProducerRecord<>(Topics.DEAD_LETTERS, null, null, letter.key(), letter.value(), letter.headers())));
    }
}
