package io.leadstream.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A vendor that answers every call with what it was told to. */
final class ScriptedVendor implements AutoCloseable {

    private final HttpServer server;
    private volatile String script = "";

    private ScriptedVendor(HttpServer server) {
        this.server = server;
    }

    static ScriptedVendor start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedVendor vendor = new ScriptedVendor(server);
            server.createContext("/", exchange -> {
                byte[] answer = vendor.script.getBytes(UTF_8);
                exchange.getResponseHeaders().set("content-type", "application/json");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return vendor;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void answers(String answer) {
        script = answer;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
