package io.leadstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dispatch.LaneFigures;
import io.leadstream.schema.BreakerState;
import io.leadstream.schema.DecisionOutcome;
import io.leadstream.schema.DecisionPhase;
import io.leadstream.schema.DeliveryClass;
import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LaneState;
import io.leadstream.schema.LeadDecision;
import io.leadstream.schema.Reason;
import io.leadstream.schema.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void decisionsAreCountedByWhatTheyAreAndResendsApart() {
        MeteredPipeline pipeline = new MeteredPipeline(metrics);
        pipeline.submitted(4);
        pipeline.decided(decision(DecisionPhase.FIRST, DecisionOutcome.ACCEPTED, null, false), 20);
        pipeline.decided(decision(DecisionPhase.FIRST, DecisionOutcome.REJECTED, Reason.PHONE_INVALID, false), 40);
        pipeline.decided(decision(DecisionPhase.FIRST, DecisionOutcome.ACCEPTED, null, true), 10);
        pipeline.decided(decision(DecisionPhase.END, DecisionOutcome.ROUTED, null, false), 5_000);
        pipeline.released(1_500);
        pipeline.deadLetters(2);

        PrometheusPage page = page();
        assertThat(page.sum("leadstream_submissions_total")).isEqualTo(4);
        assertThat(page.value("leadstream_decisions_total{outcome=\"accepted\",phase=\"first\",reason=\"none\"}"))
                .isEqualTo(1);
        assertThat(page.value(
                        "leadstream_decisions_total{outcome=\"rejected\",phase=\"first\",reason=\"phone_invalid\"}"))
                .isEqualTo(1);
        assertThat(page.sum("leadstream_decisions_total")).isEqualTo(3);
        assertThat(page.sum("leadstream_resends_total")).isEqualTo(1);
        assertThat(page.value("leadstream_decision_latency_seconds_bucket{le=\"0.03\"}"))
                .isEqualTo(1);
        assertThat(page.value("leadstream_decision_latency_seconds_bucket{le=\"+Inf\"}"))
                .as("only first decisions are waited for")
                .isEqualTo(2);
        assertThat(page.value("leadstream_release_lateness_seconds_bucket{le=\"1.0\"}"))
                .isZero();
        assertThat(page.value("leadstream_release_lateness_seconds_bucket{le=\"2.5\"}"))
                .isEqualTo(1);
        assertThat(page.value("leadstream_dead_letters_total{service=\"streams-app\"}"))
                .isEqualTo(2);
    }

    @Test
    void whatIsHeldIsAskedForEachTime() {
        AtomicReference<OptionalLong> held = new AtomicReference<>(OptionalLong.of(3));
        new MeteredPipeline(metrics).holding(held::get);
        assertThat(page().value("leadstream_held")).isEqualTo(3);
        held.set(OptionalLong.empty());
        assertThat(page().value("leadstream_held")).isNaN();
    }

    @Test
    void attemptsAndFinalResultsAreTwoThings() {
        MeteredDeliveries deliveries = new MeteredDeliveries(metrics);
        deliveries.finished(result(DeliveryClass.FAILED, false, NOW.minusMillis(80)));
        deliveries.finished(result(DeliveryClass.ACCEPTED, true, NOW.minusMillis(30)));
        deliveries.finished(result(DeliveryClass.EXPIRED, true, null));

        PrometheusPage page = page();
        assertThat(page.value("leadstream_delivery_attempts_total{result=\"failed\",vendor=\"croco\"}"))
                .isEqualTo(1);
        assertThat(page.sum("leadstream_delivery_attempts_total")).isEqualTo(2);
        assertThat(page.value("leadstream_delivery_results_total{result=\"accepted\",vendor=\"croco\"}"))
                .isEqualTo(1);
        assertThat(page.value("leadstream_delivery_results_total{result=\"expired\",vendor=\"croco\"}"))
                .isEqualTo(1);
        assertThat(page.sum("leadstream_delivery_results_total")).isEqualTo(2);
        assertThat(page.value("leadstream_attempt_latency_seconds_bucket{vendor=\"croco\",le=\"0.05\"}"))
                .isEqualTo(1);
        assertThat(page.value("leadstream_attempt_latency_seconds_bucket{vendor=\"croco\",le=\"0.1\"}"))
                .isEqualTo(2);
    }

    @Test
    void aResultOfThePipelineCountsWithThoseOfTheDispatcher() {
        new MeteredDeliveries(metrics).finished(result(DeliveryClass.CANCELLED, true, null));
        new MeteredPipeline(metrics).ended(result(DeliveryClass.CANCELLED, true, null));
        assertThat(page().value("leadstream_delivery_results_total{result=\"cancelled\",vendor=\"croco\"}"))
                .isEqualTo(2);
    }

    @Test
    void aLaneIsShownWhileThereIsOne() {
        AtomicReference<List<LaneFigures>> lanes = new AtomicReference<>(List.of(
                lane("croco", LaneState.PAUSED, BreakerState.OPEN, "breaker open", Optional.of(NOW.minusSeconds(90))),
                lane("dialler", LaneState.RUNNING, BreakerState.CLOSED, "", Optional.empty())));
        MeteredLanes.show(metrics, lanes::get, () -> NOW);

        PrometheusPage page = page();
        assertThat(page.value("leadstream_oldest_undelivered_seconds{vendor=\"croco\"}"))
                .isEqualTo(90);
        assertThat(page.samples()).containsEntry("leadstream_oldest_undelivered_seconds{vendor=\"dialler\"}", 0.0);
        assertThat(page.value("leadstream_breaker_state{state=\"open\",vendor=\"croco\"}"))
                .isEqualTo(1);
        assertThat(page.samples()).containsEntry("leadstream_breaker_state{state=\"closed\",vendor=\"croco\"}", 0.0);
        assertThat(page.value("leadstream_lane_state{state=\"paused\",vendor=\"croco\"}"))
                .isEqualTo(1);
        assertThat(page.value("leadstream_lane_in_flight{vendor=\"croco\"}")).isEqualTo(2);
        assertThat(page.value("leadstream_lane_waiting{vendor=\"dialler\"}")).isEqualTo(7);

        lanes.set(List.of(
                lane("croco", LaneState.STOPPED, BreakerState.CLOSED, "", Optional.empty()),
                lane("dialler", LaneState.STOPPED, BreakerState.CLOSED, "failed", Optional.empty())));
        page = page();
        assertThat(page.samples().keySet()).noneMatch(sample -> sample.contains("croco"));
        assertThat(page.value("leadstream_lane_state{state=\"stopped\",vendor=\"dialler\"}"))
                .isEqualTo(1);
    }

    @Test
    void answersAreCountedByDialectAndStatus() {
        MeteredGateway gateway = new MeteredGateway(metrics);
        gateway.answered("croco", 200, TimeUnit.MILLISECONDS.toNanos(40));
        gateway.answered("croco", 200, TimeUnit.MILLISECONDS.toNanos(60));
        gateway.answered("native", 503, TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(page().value("leadstream_http_requests_total{dialect=\"croco\",status=\"200\"}"))
                .isEqualTo(2);
        assertThat(page().value("leadstream_http_requests_total{dialect=\"native\",status=\"503\"}"))
                .isEqualTo(1);
        assertThat(page().value("leadstream_http_request_seconds_bucket{dialect=\"croco\",le=\"0.05\"}"))
                .isEqualTo(1);
    }

    private PrometheusPage page() {
        return PrometheusPage.of(metrics.text());
    }

    private static LaneFigures lane(
            String vendor, LaneState state, BreakerState breaker, String reason, Optional<Instant> oldest) {
        return new LaneFigures(vendor, state, breaker, NOW, reason, 2, 7, oldest, 0, 0, "", Optional.empty());
    }

    private static LeadDecision decision(
            DecisionPhase phase, DecisionOutcome outcome, @Nullable Reason reason, boolean resend) {
        return LeadDecision.newBuilder()
                .setLeadId(1)
                .setEventId("e")
                .setAccount("a")
                .setDialect("croco")
                .setPhase(phase)
                .setOutcome(outcome)
                .setResend(resend)
                .setReasons(
                        reason == null
                                ? List.of()
                                : List.of(
                                        Rejection.newBuilder().setReason(reason).build()))
                .setPhone("17275551111")
                .setSubmittedAt(NOW)
                .setDecidedAt(NOW)
                .build();
    }

    private static DeliveryResult result(DeliveryClass result, boolean last, @Nullable Instant started) {
        return DeliveryResult.newBuilder()
                .setDeliveryId("1:croco")
                .setLeadId(1)
                .setVendor("croco")
                .setAttempt(started == null ? 0 : 1)
                .setResult(result)
                .setFinal$(last)
                .setStartedAt(started)
                .setFinishedAt(NOW)
                .setSubmittedAt(NOW)
                .build();
    }
}
