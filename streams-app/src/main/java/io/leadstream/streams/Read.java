package io.leadstream.streams;

import io.leadstream.schema.PlacedEvent;

/** What came of reading a record of {@code leads}. */
sealed interface Read {

    /** A readable event, with its id and the identity of its phone. */
    record Placed(PlacedEvent event) implements Read {}

    /** Bytes that mean nothing; the record's headers say why. */
    record Unreadable(byte[] key, byte[] value) implements Read {}
}
