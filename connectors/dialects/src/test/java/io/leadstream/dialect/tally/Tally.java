package io.leadstream.dialect.tally;

import io.leadstream.dialect.Room;
import java.util.Set;

/** The tally dialect: a lead as a posted form with a key, answered OK or NO. */
public final class Tally extends Room {

    static final String ID = "tally";
    static final String PATH = "/tally/lead";

    public Tally() {
        super(ID, Set.of(PATH), new TallyInbound(), new TallyOutbound());
    }
}
