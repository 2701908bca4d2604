package io.leadstream.dispatch;

import io.leadstream.dialect.Call;
import java.net.URI;
import java.time.Duration;

/** A call to an answer: the edge at which a lane meets the network, and a script in tests. */
interface Transport extends AutoCloseable {

    /**
     * Sends a call and waits for what comes of it; never throws for anything a network can do.
     *
     * @param uri the whole address, query included
     * @param call method, headers and body
     * @param timeout from now to the answer's last byte, connecting included
     */
    TransportAnswer call(URI uri, Call call, Duration timeout);

    @Override
    default void close() {}
}
