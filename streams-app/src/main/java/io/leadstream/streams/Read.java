package io.leadstream.streams;

import io.leadstream.schema.PlacedEvent;
import org.jspecify.annotations.Nullable;

/** What came of reading a record of {@code leads}. */
sealed interface Read {

    /** A readable event, with its id and the identity of its phone. */
    record Placed(PlacedEvent event) implements Read {}

    /** Bytes that mean nothing, as their dead letter has them; the record's headers say why. */
    record Unreadable(byte @Nullable [] key, byte @Nullable [] value) implements Read {}
}
