package io.leadstream.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Contracts;
import io.leadstream.schema.DeadLetters;
import io.leadstream.schema.Delivery;
import io.leadstream.schema.DeliveryOutcome;
import io.leadstream.schema.InMemoryRegistry;
import io.leadstream.schema.Lead;
import io.leadstream.schema.OutcomeKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class WireTest {

    private final Wire wire =
            new Wire(Contracts.over(new InMemoryRegistry()), "acme", new DeadLetters(Optional.empty()));

    private static DeliveryOutcome again(int size) {
        Delivery delivery = Deliveries.delivery(1, "555")
                .setLead(Lead.newBuilder().setComments("x".repeat(size)).build())
                .build();
        return DeliveryOutcome.newBuilder()
                .setDeliveryId("1:acme")
                .setLeadId(1)
                .setVendor("acme")
                .setPhone("555")
                .setKind(OutcomeKind.AGAIN)
                .setAgainAt(Deliveries.START)
                .setDelivery(delivery)
                .build();
    }

    @Test
    void whatIsTooLargeForARecordDoesNotFit() {
        assertThat(wire.fits(again(10))).isTrue();
        assertThat(wire.fits(again(DeadLetters.MOST_RECORD))).isFalse();
    }

    private ProducerRecord<byte[], byte[]> deadLetter(byte[] value) {
        var record = new ConsumerRecord<>("deliveries.acme", 0, 7, "key".getBytes(StandardCharsets.UTF_8), value);
        return wire.write(new Fact.Unreadable(0, record, "Exception", "no delivery"));
    }

    @Test
    void aDeadLetterHasTheBytesAsTheyWere() {
        byte[] bytes = {1, 2, 3};
        assertThat(deadLetter(bytes).value()).isEqualTo(bytes);
        assertThat(deadLetter(bytes).headers().lastHeader("leadstream.cut")).isNull();
    }

    @Test
    void aDeadLetterThatWouldBeTooLargeIsCutAndSaysSo() {
        byte[] bytes = new byte[DeadLetters.MOST_RECORD];
        ProducerRecord<byte[], byte[]> letter = deadLetter(bytes);
        assertThat(letter.value().length).isBetween(DeadLetters.MOST_RECORD - 10_000, DeadLetters.MOST_RECORD - 100);
        Header cut = letter.headers().lastHeader("leadstream.cut");
        assertThat(new String(cut.value(), StandardCharsets.UTF_8)).isEqualTo("1000000");
    }
}
