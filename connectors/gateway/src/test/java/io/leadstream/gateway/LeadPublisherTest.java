package io.leadstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.CancelRequest;
import io.leadstream.schema.DialRequest;
import io.leadstream.schema.Lead;
import io.leadstream.schema.LeadEvent;
import io.leadstream.schema.LeadEventKind;
import io.leadstream.schema.LeadKey;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LeadPublisherTest {

    private final MockProducer<String, LeadEvent> producer = new MockProducer<>(
            false, new RoundRobinPartitioner(), new StringSerializer(), (topic, event) -> new byte[0]);
    private final LeadPublisher publisher = new LeadPublisher(producer);
    private final LeadEvent event = lead(Lead.newBuilder().setPhone("727-555-1111"));

    @Test
    void anEventGoesToLeadsUnderItsPhoneWithItsIdBeside() {
        CompletableFuture<Published> published = publisher.publish(event);

        assertThat(producer.history()).singleElement().satisfies(sent -> {
            assertThat(sent.topic()).isEqualTo("leads");
            assertThat(sent.key()).isEqualTo("17275551111");
            assertThat(sent.value()).isEqualTo(event);
            assertThat(sent.headers().lastHeader("event_id").value()).isEqualTo("e-1".getBytes(UTF_8));
        });
        assertThat(published).isNotDone();
        assertThat(producer.completeNext()).isTrue();
        assertThat(published.join()).isEqualTo(Published.SAVED);
    }

    @Test
    void aCardNumberInATextIsReplacedBeforeTheLogHasIt() {
        var unused = publisher.publish(
                lead(Lead.newBuilder().setPhone("727-555-1111").setComments("4111111111111111")));

        assertThat(producer.history().getFirst().value().toString())
                .contains("************1111")
                .doesNotContain("4111111111111111");
    }

    @ParameterizedTest
    @MethodSource
    void whatTheProducerSaysIsWhetherTheLogMayHaveIt(
            RuntimeException error, boolean onCallersThread, Published expected) {
        CompletableFuture<Published> published = publisher.publish(event);

        if (onCallersThread) {
            producer.errorNext(error);
        } else {
            CompletableFuture.runAsync(() -> producer.errorNext(error)).join();
        }

        assertThat(published.join()).isEqualTo(expected);
    }

    static Stream<Arguments> whatTheProducerSaysIsWhetherTheLogMayHaveIt() {
        return Stream.of(
                Arguments.of(new TimeoutException("no metadata in time"), true, Published.NOT_SAVED),
                Arguments.of(new TimeoutException("expired"), false, Published.UNKNOWN),
                Arguments.of(new NotEnoughReplicasException("one is away"), false, Published.UNKNOWN),
                Arguments.of(new RecordTooLargeException("too large"), false, Published.NOT_SAVED),
                Arguments.of(new TopicAuthorizationException("leads"), false, Published.NOT_SAVED));
    }

    @ParameterizedTest
    @MethodSource
    void theKeyIsThePhonesIdentityOrWhatDigitsThereAre(LeadEvent event, String key) {
        assertThat(LeadKey.of(event)).isEqualTo(key);
    }

    static Stream<Arguments> theKeyIsThePhonesIdentityOrWhatDigitsThereAre() {
        return Stream.of(
                Arguments.of(lead(Lead.newBuilder().setPhone("(727) 555-1111")), "17275551111"),
                Arguments.of(lead(Lead.newBuilder().setPhone("07840258823").setCallingCode("44")), "447840258823"),
                Arguments.of(lead(Lead.newBuilder().setPhone("12-34")), "1234"),
                Arguments.of(lead(Lead.newBuilder().setPhone("none")), ""),
                Arguments.of(lead(Lead.newBuilder()), ""),
                Arguments.of(
                        event(LeadEventKind.CANCELLED)
                                .setCancel(CancelRequest.newBuilder()
                                        .setPhone("07840258823")
                                        .setCallingCode("44")
                                        .build())
                                .build(),
                        "447840258823"),
                Arguments.of(
                        event(LeadEventKind.DIAL_REQUESTED)
                                .setDial(DialRequest.newBuilder()
                                        .setAgentUser("1000")
                                        .setPhone("7275551111")
                                        .setSource("crm")
                                        .build())
                                .build(),
                        "17275551111"));
    }

    @Test
    void theProducerIsIdempotentAndGivesUpInTime() {
        var settings = LeadPublisher.settings(Fixtures.config(5000));

        assertThat(settings)
                .containsEntry("enable.idempotence", true)
                .containsEntry("acks", "all")
                .containsEntry("max.block.ms", 2000L)
                .containsEntry("delivery.timeout.ms", 4000);
    }

    private static LeadEvent lead(Lead.Builder lead) {
        return event(LeadEventKind.SUBMITTED).setLead(lead.build()).build();
    }

    private static LeadEvent.Builder event(LeadEventKind kind) {
        return LeadEvent.newBuilder().setEventId("e-1").setKind(kind).setAccount("acme");
    }
}
