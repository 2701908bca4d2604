package io.leadstream.streams;

import io.leadstream.schema.DeliveryResult;
import io.leadstream.schema.LeadDecision;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps what the stages of a stream thread tell until the thread's transaction is committed, and passes it on then; what is
 * aborted is forgotten, since it will be done and told again.
 *
 * <p>Under {@code exactly_once_v2} a stream thread has one producer, whose transactions hold whatever the thread's tasks
 * did; so a thread's own notes are those of its transaction. A process that dies between a commit and the passing on, which
 * is microseconds, has not told of that commit.
 */
final class CommittedEvents {

    /** Tells nobody, and keeps nothing. */
    static final CommittedEvents NONE = new CommittedEvents(PipelineEvents.NONE, () -> Instant.EPOCH);

    private final PipelineEvents listener;
    private final InstantSource clock;
    private final boolean heard;
    private final ThreadLocal<Notes> notes = ThreadLocal.withInitial(Notes::new);

    CommittedEvents(PipelineEvents listener, InstantSource clock) {
        this.listener = listener;
        this.clock = clock;
        this.heard = !listener.equals(PipelineEvents.NONE);
    }

    /** A submission was read. */
    void submitted() {
        if (heard) {
            notes.get().submissions++;
        }
    }

    /** A decision was handed to the producer. */
    void decided(LeadDecision decision) {
        if (heard) {
            notes.get().decisions.add(decision);
        }
    }

    /** A delivery that ended in hold: its final result was handed to the producer. */
    void ended(DeliveryResult result) {
        if (heard) {
            notes.get().results.add(result);
        }
    }

    /** Something was taken out of hold, so long after it was due. */
    void released(long latenessMs) {
        if (heard) {
            notes.get().released(Math.max(0, latenessMs));
        }
    }

    /** A dead letter was handed to the producer. */
    void deadLetter() {
        if (heard) {
            notes.get().deadLetters++;
        }
    }

    /** The calling thread's transaction was committed. */
    void committed() {
        if (heard) {
            notes.get().tell(listener, clock.millis());
        }
    }

    /** The calling thread's transaction will never be committed. */
    void aborted() {
        notes.get().clear();
    }

    /** What one thread did since its last commit. */
    private static final class Notes {

        private final List<LeadDecision> decisions = new ArrayList<>();
        private final List<DeliveryResult> results = new ArrayList<>();
        private long[] lateness = new long[16];
        private int released;
        private int submissions;
        private int deadLetters;

        private void released(long latenessMs) {
            if (released == lateness.length) {
                lateness = Arrays.copyOf(lateness, 2 * released);
            }
            lateness[released++] = latenessMs;
        }

        private void tell(PipelineEvents listener, long nowMs) {
            if (submissions > 0) {
                listener.submitted(submissions);
            }
            for (LeadDecision decision : decisions) {
                listener.decided(
                        decision, Math.max(0, nowMs - decision.getSubmittedAt().toEpochMilli()));
            }
            results.forEach(listener::ended);
            for (int i = 0; i < released; i++) {
                listener.released(lateness[i]);
            }
            if (deadLetters > 0) {
                listener.deadLetters(deadLetters);
            }
            clear();
        }

        private void clear() {
            decisions.clear();
            results.clear();
            released = 0;
            submissions = 0;
            deadLetters = 0;
        }
    }
}
