package io.leadstream.dialect.elision;

import io.leadstream.dialect.Room;
import java.util.Set;

/** The elision dialect: one lead, several, or a dial, as a GET query or a POST form, answered in JSON. */
public final class Elision extends Room {

    static final String ID = "elision";
    static final String PATH = "/elision-dialer/elision-api/main.php";
    static final String ADD_LEAD = "add_lead";
    static final String ADD_MULTI_LEAD = "add_multi_lead";
    static final String MANUAL_DIAL = "manual_dial";

    public Elision() {
        super(ID, Set.of(PATH), new ElisionInbound(), new ElisionOutbound());
    }
}
