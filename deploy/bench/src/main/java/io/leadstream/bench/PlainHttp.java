package io.leadstream.bench;

import io.leadstream.dialect.Call;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty's client with the threads, selectors and connections of a lane's, and nothing around it. */
final class PlainHttp implements AutoCloseable {

    private final HttpClient client;
    private final URI address;

    PlainHttp(URI address, int connections) throws Exception {
        this.address = address;
        QueuedThreadPool threads = new QueuedThreadPool(8, 2);
        threads.setName("plain-http");
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setFollowRedirects(false);
        client.setMaxConnectionsPerDestination(connections);
        client.setMaxRequestsQueuedPerDestination(2 * connections + 16);
        client.start();
        client.getProtocolHandlers().clear();
        client.getContentDecoderFactories().clear();
    }

    /** Sends a call; fails if no answer comes or it is not a success by its text. */
    CompletableFuture<Void> send(Call call) {
        String query = call.query().isEmpty() ? "" : "?" + call.query();
        Request request =
                client.newRequest(URI.create(address + call.path() + query)).method(call.method());
        call.headers().forEach((name, value) -> request.headers(headers -> headers.put(name, value)));
        if (call.body().length > 0) {
            request.body(new BytesRequestContent(call.headers().get("content-type"), call.body()));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        request.send(new BufferingResponseListener() {
            @Override
            public void onComplete(Result result) {
                if (result.isSucceeded() && getContentAsString().startsWith("SUCCESS")) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(new IllegalStateException("a call failed", result.getFailure()));
                }
            }
        });
        return done;
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("an HTTP client does not stop", e);
        }
    }
}
