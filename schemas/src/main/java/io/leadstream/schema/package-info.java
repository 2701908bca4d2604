/** What is on the wire: the Avro contracts, the topics that carry them, their serdes, and the phone's identity that keys them. */
package io.leadstream.schema;
