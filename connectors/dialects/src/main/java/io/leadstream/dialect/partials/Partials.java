package io.leadstream.dialect.partials;

import io.leadstream.dialect.Room;
import java.util.Set;

/** The partials dialect: a lead, or the withdrawal of one, as a posted form, answered in a line of text. */
public final class Partials extends Room {

    static final String ID = "partials";
    static final String PATH = "/mgr.php";
    static final String ADD = "add";
    static final String REJECT = "reject";

    public Partials() {
        super(ID, Set.of(PATH), new PartialsInbound(), new PartialsOutbound());
    }
}
