package io.leadstream.gateway;

import io.leadstream.schema.LeadEvent;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A publisher that answers by a script and keeps what it was given. */
final class ScriptedPublisher implements Publisher {

    private final BlockingQueue<LeadEvent> events = new LinkedBlockingQueue<>();
    private final List<Published> script;
    private final Consumer<LeadEvent> then;
    private int next;

    /**
     * A scripted publisher.
     *
     * @param then told of each event after it was published
     * @param script what comes of each event in turn; what comes of the last, comes of all after it
     */
    ScriptedPublisher(Consumer<LeadEvent> then, Published... script) {
        this.then = then;
        this.script = List.of(script);
    }

    @Override
    public synchronized CompletableFuture<Published> publish(LeadEvent event) {
        Published published = script.get(Math.min(next++, script.size() - 1));
        events.add(event);
        then.accept(event);
        return CompletableFuture.completedFuture(published);
    }

    /** The next event that was published, waiting for it up to five seconds. */
    LeadEvent take() throws InterruptedException {
        LeadEvent event = events.poll(5, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was published");
        }
        return event;
    }

    int count() {
        return events.size();
    }
}
