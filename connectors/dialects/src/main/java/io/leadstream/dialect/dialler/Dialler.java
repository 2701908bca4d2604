package io.leadstream.dialect.dialler;

import io.leadstream.dialect.Room;
import java.util.Set;

/** The dialler dialect: leads added and cancelled as JSON objects, with a key in the query. */
public final class Dialler extends Room {

    static final String ID = "dialler";
    static final String ADD = "lead/add";
    static final String CANCEL = "lead/cancel";

    public Dialler() {
        super(ID, Set.of("/" + ADD, "/" + CANCEL), new DiallerInbound(), new DiallerOutbound());
    }
}
