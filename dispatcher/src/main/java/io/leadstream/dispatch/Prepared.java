package io.leadstream.dispatch;

import io.leadstream.dialect.Call;
import io.leadstream.schema.Delivery;
import java.util.List;
import java.util.Optional;

/**
 * A delivery in its vendor's words, ready to be sent.
 *
 * @param sent the delivery as encoded and the call; empty while there is none
 * @param notes what was cut or left out to fit the vendor's fields
 */
record Prepared(Optional<Sent> sent, List<String> notes) {

    static final Prepared NOT = new Prepared(Optional.empty(), List.of());

    /** A delivery with the call that it became. */
    record Sent(Delivery delivery, Call call) {}

    static Prepared of(Delivery delivery, Call call, List<String> notes) {
        return new Prepared(Optional.of(new Sent(delivery, call)), notes);
    }
}
