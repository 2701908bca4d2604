package io.leadstream.dialect.infocu5;

import io.leadstream.dialect.Room;
import java.util.Set;

/** The infocu5 dialect: leads added, and agents, calls and campaigns asked for, as posted JSON with response codes. */
public final class Infocu5 extends Room {

    static final String ID = "infocu5";
    static final String PATH = "/dialer/";
    static final String ADD_LEADS = "addLeads";
    static final String GET_AGENTS = "getAgents";
    static final String GET_CALLS = "getCalls";
    static final String GET_CAMPAIGNS = "getCampaigns";

    public Infocu5() {
        super(ID, Set.of(PATH), new Infocu5Inbound(), new Infocu5Outbound());
    }
}
