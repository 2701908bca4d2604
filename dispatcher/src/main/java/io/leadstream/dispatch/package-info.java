/**
 * Delivers leads to vendors: one lane per vendor, each with its own topic, consumer, limits, breaker and credentials.
 *
 * <p>From the outside in: {@code DispatcherService} follows {@code routing} and keeps a {@code LaneKeeper} per vendor; a
 * keeper opens a {@code Dispatcher}, the shell that polls and commits; what to start, publish and commit is decided by
 * {@code LaneCore}, which knows neither Kafka's clients nor HTTP; an attempt runs on a virtual thread through
 * {@code VendorLane} and ends in an {@code Outcome}; {@code RetryRule} says what follows from it.
 *
 * <p>The promises are those of correctness.md 1 to 6; the drawing of a delivery's life stands at {@code LaneCore}.
 */
@NullMarked
package io.leadstream.dispatch;

import org.jspecify.annotations.NullMarked;
