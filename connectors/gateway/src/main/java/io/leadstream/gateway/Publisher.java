package io.leadstream.gateway;

import io.leadstream.schema.LeadEvent;
import java.util.concurrent.CompletableFuture;

/** The edge to {@code leads}. */
@FunctionalInterface
interface Publisher {

    /**
     * Puts an event on {@code leads}.
     *
     * @return what came of it, always a value and always within a bounded time; the call itself may block as long as the
     *     broker cannot be reached, also within bounds
     */
    CompletableFuture<Published> publish(LeadEvent event);
}
