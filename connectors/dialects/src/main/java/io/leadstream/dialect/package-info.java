/**
 * How producers and vendors talk: one room per vendor API, each a pair of tables over this kernel.
 *
 * <p>Nothing here does I/O, reads a clock or draws a random number: the gateway, the sandbox and the dispatcher bring
 * calls and answers, and whatever else a dialect must know is an argument.
 */
package io.leadstream.dialect;
