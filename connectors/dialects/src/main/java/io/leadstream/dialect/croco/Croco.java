package io.leadstream.dialect.croco;

import io.leadstream.dialect.Room;
import java.util.Set;

/** The croco dialect: add_lead as a GET query or a POST form, answered in lines of text. */
public final class Croco extends Room {

    static final String ID = "croco";
    static final String PATH = "/API/lmapi.php";
    static final String ADD_LEAD = "add_lead";

    public Croco() {
        super(ID, Set.of(PATH), new CrocoInbound(), new CrocoOutbound());
    }
}
