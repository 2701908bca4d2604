package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.Callback;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import io.leadstream.schema.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pipeline.md, Bad input: whatever a producer writes, the stream goes on. */
class HostileInputTest {

    private final Pipeline pipeline = new Pipeline();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 40_000_000_000_000_000L, Long.MAX_VALUE})
    void aDelayThatNoClockCanSayIsRejectedWithItsReason(long seconds) {
        pipeline.submit(Leads.submitted("e1", Leads.delayed(seconds)));
        expectRejected(Reason.DELAY_INVALID);
        expectTheNextToGoThrough();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-01-01 00:00:00", "+10000-01-01 00:00:00", "-0001-01-01 00:00:00"})
    void aCallbackInAYearThatNoRecordCanSayIsRejectedWithItsReason(String at) {
        Lead.Builder lead = Leads.valid()
                .setCampaign("TESTCAMP")
                .setSettings(Leads.settings()
                        .setCallback(Callback.newBuilder().setAt(at).build())
                        .build());
        pipeline.submit(Leads.submitted("e1", lead));
        expectRejected(Reason.CALLBACK_INVALID);
        expectTheNextToGoThrough();
    }

    @Test
    void anEventTooLargeForWhatBecomesOfItIsADeadLetter() {
        byte[] large = pipeline.bytes(Leads.submitted("e1", Leads.valid().setComments("x".repeat(600_000))));
        pipeline.submit(Leads.IDENTITY.getBytes(StandardCharsets.UTF_8), large);
        var letter = pipeline.deadLetters().getFirst();
        assertThat(letter.value()).isEqualTo(large);
        assertThat(pipeline.decisions()).isEmpty();
        expectTheNextToGoThrough();
    }

    @Test
    void bytesAsLargeAsARecordMayBeAreADeadLetterThatIsNoLarger() {
        pipeline.submit(Leads.IDENTITY.getBytes(StandardCharsets.UTF_8), new byte[1_048_000]);
        var letter = pipeline.deadLetters().getFirst();
        assertThat(letter.value()).hasSizeBetween(990_000, 1_000_000);
        assertThat(new String(letter.headers().lastHeader("leadstream.cut").value(), StandardCharsets.UTF_8))
                .isEqualTo("1048000");
        expectTheNextToGoThrough();
    }

    @Test
    void aListingWithAnEmptyHeaderOfOursIsADeadLetter() {
        var headers = new RecordHeaders().add("leadstream.said-at", null);
        pipeline.listAgain(new TestRecord<>(Leads.IDENTITY.getBytes(StandardCharsets.UTF_8), new byte[] {1}, headers));
        assertThat(pipeline.deadLetters()).hasSize(1);
        expectTheNextToGoThrough();
    }

    @Test
    void aRoutingThatCannotBeReadLeavesTheOneBeforeInTheStore() {
        pipeline.driver
                .createInputTopic(Topics.ROUTING.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(Topics.ROUTING_KEY, new byte[] {1, 2, 3});
        var store = pipeline.driver.<String, byte[]>getKeyValueStore(RoutingSource.STORE);
        assertThat(pipeline.contracts
                        .serde(Topics.ROUTING)
                        .deserializer()
                        .deserialize(Topics.ROUTING.name(), store.get(Topics.ROUTING_KEY)))
                .isEqualTo(Routings.standard());
        expectTheNextToGoThrough();
    }

    private void expectRejected(Reason reason) {
        LeadDecision decision = pipeline.decisions().getFirst();
        assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.REJECTED);
        assertThat(decision.getReasons()).extracting(Rejection::getReason).contains(reason);
    }

    private void expectTheNextToGoThrough() {
        pipeline.pass(Duration.ofSeconds(1));
        pipeline.submit(Leads.submitted("next", Leads.valid()));
        assertThat(pipeline.decisions())
                .extracting(LeadDecision::getOutcome)
                .contains(DecisionOutcome.ACCEPTED, DecisionOutcome.ROUTED);
    }
}
