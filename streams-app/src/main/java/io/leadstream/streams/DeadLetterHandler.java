package io.leadstream.streams;

import io.leadstream.schema.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bytes that a source cannot read to {@code dead-letters}, and lets the stream go on. Where it is not the bytes that
 * are at fault, such as a registry that is away, the stream stops there and tries again.
 */
public final class DeadLetterHandler implements DeserializationExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterHandler.class);

    @Override
    public void configure(Map<String, ?> configs) {}

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
        Headers headers = DeadLetters.headers(
                record.headers(),
                record.topic(),
                record.partition(),
                record.offset(),
                "read",
                error.getClass().getName(),
                error.getMessage());
        return Response.resume(
                List.of(new ProducerRecord<>(Topics.DEAD_LETTERS, null, null, record.key(), record.value(), headers)));
    }
}
