package io.leadstream.dispatch;

import io.leadstream.dialect.Call;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Calls over HTTP/1.1; the only class that knows the HTTP client. One per lane, so that lanes share no connection.
 *
 * <p>It calls allowed hosts only, follows no redirect, keeps no cookie, and connects to the very address that it
 * checked. A call counts as not sent only if it never got a connection; from then on a byte may have left.
 */
final class JettyTransport implements Transport {

    /** Most bytes of an answer to a delivery that are read. */
    static final int MOST_BODY = 64 * 1024;

    /** An unused connection is closed before common servers close it, who would then reset a call sent on it. */
    private static final Duration IDLE = Duration.ofSeconds(4);

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int THREADS = 8;

    private final HttpClient client;
    private final Set<String> hosts;
    private final int mostBody;

    /**
     * A started client.
     *
     * @param name for its threads
     * @param hosts that may be called, lower case
     * @param addresses that may be connected to
     * @param connections most at a time
     * @param connectTimeout how long making one may take
     * @param mostBody most bytes of an answer that are read
     */
    JettyTransport(
            String name,
            Set<String> hosts,
            AddressPolicy addresses,
            int connections,
            Duration connectTimeout,
            int mostBody) {
        this(name, hosts, addresses, connections, connectTimeout, mostBody, Tls.STANDARD);
    }

    /**
     * A started client.
     *
     * @param tls whom to trust and which certificate to show
     * @throws IllegalStateException if a key or trust store cannot be opened
     */
    JettyTransport(
            String name,
            Set<String> hosts,
            AddressPolicy addresses,
            int connections,
            Duration connectTimeout,
            int mostBody,
            Tls tls) {
        this.hosts = hosts;
        this.mostBody = mostBody;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("http-" + name);
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setExecutor(threads);
        connector.setConnectTimeout(connectTimeout);
        connector.setSslContextFactory(tls.factory());
        client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setConnectTimeout(connectTimeout.toMillis());
        client.setIdleTimeout(IDLE.toMillis());
        client.setFollowRedirects(false);
        client.setMaxConnectionsPerDestination(connections);
        client.setMaxRequestsQueuedPerDestination(2 * connections + 16);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "leadstream"));
        client.setSocketAddressResolver((host, port, context, promise) -> resolve(host, port, addresses, promise));
        start();
    }

    private void start() {
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("no HTTP client", e);
        }
        client.getProtocolHandlers().clear();
        client.getContentDecoderFactories().clear();
    }

    @Override
    public TransportAnswer call(URI uri, Call call, Duration timeout) {
        String host = uri.getHost();
        if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
            return new TransportAnswer.NotSent("host not allowed");
        }
        var listener = new AnswerListener(mostBody);
        Request request = client.newRequest(uri)
                .method(call.method())
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .idleTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onRequestBegin(begun -> listener.begun());
        call.headers().forEach((name, value) -> request.headers(headers -> headers.put(name, value)));
        if (call.body().length > 0) {
            request.body(new BytesRequestContent(call.headers().get("content-type"), call.body()));
        }
        request.send(listener);
        return await(listener.answer(), timeout.plus(GRACE));
    }

    private static TransportAnswer await(CompletableFuture<TransportAnswer> answer, Duration time) {
        try {
            return answer.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new TransportAnswer.SentNoAnswer("no end of the call");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TransportAnswer.SentNoAnswer("interrupted");
        }
    }

    /** Looks a host up on a thread of its own, and passes on what may be connected to: what is checked is what is used. */
    private static void resolve(
            String host, int port, AddressPolicy addresses, Promise<List<InetSocketAddress>> promise) {
        Thread.ofVirtual().name("resolve").start(() -> {
            try {
                List<InetSocketAddress> allowed = Arrays.stream(InetAddress.getAllByName(bare(host)))
                        .filter(addresses::allows)
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
                if (allowed.isEmpty()) {
                    promise.failed(new AddressRefused());
                } else {
                    promise.succeeded(allowed);
                }
            } catch (UnknownHostException | RuntimeException e) {
                promise.failed(e);
            }
        });
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Fixed words for why a call was not sent or not answered. */
    static String reason(Throwable failure) {
        return switch (failure) {
            case AddressRefused refused -> "address not allowed";
            case UnknownHostException unknown -> "host unknown";
            case ConnectException refused -> "connection refused";
            case SocketTimeoutException slow -> "connect timeout";
            case TimeoutException slow -> "timeout";
            case java.util.concurrent.RejectedExecutionException full -> "too many calls";
            case javax.net.ssl.SSLException tls -> "TLS failed";
            default -> "connection lost";
        };
    }

    @Override
    public void close() {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IllegalStateException("HTTP client does not stop", e);
        }
    }

    /** None of a host's addresses may be connected to. */
    private static final class AddressRefused extends RuntimeException {}

    /** Names of headers as {@link io.leadstream.dialect.Answer} has them, the last of a name wins. */
    static Map<String, String> lowerCase(Iterable<HttpField> fields) {
        Map<String, String> headers = new java.util.HashMap<>();
        for (HttpField field : fields) {
            headers.put(field.getName().toLowerCase(Locale.ROOT), field.getValue() == null ? "" : field.getValue());
        }
        return Map.copyOf(headers);
    }
}
