package io.leadstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.schema.LeadDecision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long answers are kept (correctness.md 13). */
class FirstDecisionsTest {

    private static final Duration TICK = Duration.ofMillis(50);

    private final Pipeline pipeline = new Pipeline();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Tag("correctness-13")
    @Test
    void anAnswerIsThereToTheLastMillisecondOfItsDayWhereverInTheDayThatIs() {
        for (int hour = 0; hour < 24; hour++) {
            String event = "e" + hour;
            pipeline.submit(Leads.submitted(event, Leads.valid()));
            pipeline.pass(Duration.ofHours(24).minusMillis(1));
            pipeline.decisions();
            pipeline.submit(Leads.submitted(event, Leads.valid()));
            assertThat(pipeline.decisions()).first().matches(LeadDecision::getResend);
            pipeline.pass(Duration.ofMillis(1));
            pipeline.submit(Leads.submitted(event, Leads.valid()));
            assertThat(pipeline.decisions()).first().matches(decision -> !decision.getResend());
            pipeline.pass(Duration.ofHours(1));
        }
    }

    @Tag("correctness-13")
    @Test
    void anEventSentAgainThroughABrokerWhoseClockIsBehindGetsTheFirstAnswer() {
        pipeline.pass(Duration.ofHours(9).plusSeconds(1)); // the clock behind is in the half day before
        pipeline.submit(Leads.submitted("e1", Leads.valid()));
        pipeline.decisions();
        pipeline.submit(
                Leads.IDENTITY.getBytes(StandardCharsets.UTF_8),
                pipeline.bytes(Leads.submitted("e1", Leads.valid())),
                pipeline.now().minusSeconds(2));
        assertThat(pipeline.decisions()).hasSize(1).first().matches(LeadDecision::getResend);
    }

    @Test
    void whatIsTooOldIsForgottenBitByBitAndNothingElse() {
        int many = FirstDecisions.MOST_FORGOTTEN * 5 / 2;
        for (int i = 0; i < many; i++) {
            pipeline.submit(Leads.submitted("old" + i, Leads.valid()));
        }
        pipeline.pass(Duration.ofHours(20));
        pipeline.submit(Leads.submitted("young", Leads.valid()));
        pipeline.pass(Duration.ofHours(18));
        assertThat(events()).as("record time stands still").hasSize(many + 1);

        pipeline.submit(Leads.submitted("new", Leads.valid()));
        List<Integer> left = new ArrayList<>();
        for (int tick = 0; tick < 4; tick++) {
            pipeline.pass(TICK);
            left.add(events().size());
        }

        assertThat(left).startsWith(many + 2 - FirstDecisions.MOST_FORGOTTEN).isSortedAccordingTo((a, b) -> b - a);
        assertThat(events()).containsExactlyInAnyOrder("young", "new");
    }

    private List<String> events() {
        List<String> events = new ArrayList<>();
        try (KeyValueIterator<Bytes, LeadDecision> all = pipeline.driver
                .<Bytes, LeadDecision>getKeyValueStore(FirstDecisions.STORE)
                .all()) {
            all.forEachRemaining(each -> {
                assertThat(new String(each.key.get(), StandardCharsets.UTF_8)).endsWith(each.value.getEventId());
                events.add(each.value.getEventId());
            });
        }
        return events;
    }
}
