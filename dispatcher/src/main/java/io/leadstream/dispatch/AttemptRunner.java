package io.leadstream.dispatch;

import io.leadstream.dialect.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs attempts that may start, as many calls at a time as the vendor has places; always tells what became of them. */
record AttemptRunner(LaneWorks works, Places places) {

    /**
     * Starts attempts that go in one call, or has them wait for a place, and returns at once.
     *
     * @param ended called on another thread with an outcome for each, in order
     */
    void run(List<Attempt> attempts, Consumer<List<Outcome>> ended) {
        places.run(() -> ended.accept(outcomes(attempts)));
    }

    /** One that nobody hears of again would keep its place, its phone's turn and its offset for ever. */
    private List<Outcome> outcomes(List<Attempt> attempts) {
        try {
            return works.lane().attempt(attempts);
        } catch (RuntimeException | Error bug) {
            works.events().failed(works.settings().id(), bug);
            String reason = "dispatcher failed: " + bug.getClass().getSimpleName();
            return attempts.stream()
                    .map(attempt -> attempt.gate().shut() ? new Reply.Failed(reason, false) : new Reply.Unknown(reason))
                    .map(reply -> (Outcome) new Outcome.Replied(
                            reply,
                            Optional.empty(),
                            Optional.empty(),
                            works.clock().instant()))
                    .toList();
        }
    }
}
