/** The pipeline: one topology from {@code leads} to decisions and deliveries, with its rules kept apart and pure. */
package io.leadstream.streams;
