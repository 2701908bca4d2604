package io.leadstream.bench;

import java.net.URI;

/** A way to deliver what waits for a vendor. */
interface Sender {

    String name();

    /** Starts delivering; throws whatever keeps it from that. */
    Sending start(Target target) throws Exception;

    /**
     * What to deliver where.
     *
     * @param vendor whose deliveries
     * @param address the vendor's base address
     * @param connections in flight at once
     * @param deliveries how many there are
     */
    record Target(String vendor, URI address, int connections, int deliveries) {}

    /** A delivering under way. */
    interface Sending extends AutoCloseable {

        /** Called when the vendor has everything: waits for what is due beyond that, and checks it. */
        default void finish() throws Exception {}

        /** Throws if delivering has failed. */
        default void check() throws Exception {}

        @Override
        void close();
    }
}
