package io.leadstream.dialect;

import java.util.List;

/** A delivery in a vendor's words, or why the vendor need not be asked. */
public sealed interface Encoded {

    /**
     * A call to send.
     *
     * @param notes what was cut or left out to fit the vendor's fields
     */
    record Send(Call call, List<String> notes) implements Encoded {}

    /** A delivery that the dialect cannot carry, such as a phone it has no form for. */
    record Refuse(Reply.Rejected why) implements Encoded {}
}
