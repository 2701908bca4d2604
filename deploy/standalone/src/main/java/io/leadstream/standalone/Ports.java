package io.leadstream.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine. */
final class Ports {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 30_000;

    private Ports() {}

    /**
     * A port that nobody listened at a moment ago, below those that systems give to outgoing connections: one of theirs could be
     * taken by any connection before it is listened at. A random one, since several processes look for ports at once.
     */
    static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // another one, then
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A port, or a free one where somebody listens there. */
    static int freeOr(int wanted) {
        try {
            listen(wanted);
            return wanted;
        } catch (IOException taken) {
            return free();
        }
    }

    /**
     * Checks that nobody listens at the ports.
     *
     * @param ports by what is to listen there; 0 is any free one
     * @throws IllegalStateException if one is taken; the message names it
     */
    static void check(Map<String, Integer> ports) {
        new TreeMap<>(ports).forEach((part, port) -> {
            try {
                listen(port);
            } catch (IOException e) {
                throw new IllegalStateException(
                        "port " + port + " for the " + part + " is taken: choose another by" + " --" + part
                                + "-port or LEADSTREAM_" + part.toUpperCase(Locale.ROOT) + "_PORT",
                        e);
            }
        });
    }

    private static void listen(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }
    }
}
