/** What the pipeline decides, as functions of what they are given: no Kafka, no clock, no randomness. */
package io.leadstream.streams.rules;
