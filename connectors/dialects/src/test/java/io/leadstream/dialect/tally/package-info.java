/**
 * Tally, a made-up vendor: the sixth dialect of docs/adding-a-dialect.md.
 *
 * <p>What its source leaves open:
 *
 * <ul>
 *   <li>{@code phone} takes any punctuation and 6-16 digits; numbers have the account's calling code.
 *   <li>What is too long is cut and noted, both ways.
 *   <li>A reason is told in its own words, since the source names two only.
 * </ul>
 */
package io.leadstream.dialect.tally;
