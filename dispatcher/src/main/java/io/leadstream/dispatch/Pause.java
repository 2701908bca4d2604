package io.leadstream.dispatch;

import java.util.concurrent.locks.LockSupport;

/** Waits on an attempt's thread; an argument, so that tests need not. */
@FunctionalInterface
interface Pause {

    /** Parks the thread; may return early. */
    Pause PARK = LockSupport::parkNanos;

    void nanos(long nanos);
}
