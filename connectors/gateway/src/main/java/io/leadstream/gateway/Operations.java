package io.leadstream.gateway;

/**
 * What operators and their machines ask a process: what it counts, whether it lives, whether it is ready.
 *
 * <p>Methods are called from several threads at once and must answer soon.
 */
public interface Operations {

    /** Every metric, in Prometheus' text format 0.0.4. */
    String metrics();

    /** False once only a new process helps. */
    boolean live();

    /** True while work can be given to it. */
    boolean ready();
}
