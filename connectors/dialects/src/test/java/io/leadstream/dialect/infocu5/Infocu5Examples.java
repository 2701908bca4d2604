package io.leadstream.dialect.infocu5;

/**
 * The requests of 002_2daa33e0d27fd676.txt, and of addLeads, which is our reading.
 *
 * <p>Repairs: the placeholders of id and key are the default account's; getAgents, getCalls and getCampaigns are else
 * verbatim, getCalls with its trailing comma.
 */
final class Infocu5Examples {

    static final String LOGIN =
            "\"affiliateID\": \"AFFILIATE001\",\n\"affiliateKey\": \"0123456789abcdef0123456789abcdef\",\n";

    static final String GET_AGENTS = "{\n" + LOGIN + "\"dialerFunction\": \"getAgents\",\n\"showAll\": \"y\"\n}";

    static final String GET_CALLS = "{\n" + LOGIN
            + "\"dialerFunction\": \"getCalls\",\n\"dateStart\": \"2022-01-01T00:00:00+00:00\",\n"
            + "\"dateEnd\": \"2022-01-01T23:59:59+00:00\",\n}";

    static final String GET_CAMPAIGNS = "{\n" + LOGIN + "\"dialerFunction\": \"getCampaigns\",\n\"showAll\": \"y\"\n}";

    static final String ENVELOPE =
            "{" + LOGIN + "\"dialerFunction\":\"addLeads\",\"campaignID\":\"1111\",\"listID\":\"111000\",\"leads\":[";

    static final String ADD_LEADS = ENVELOPE
            + "{\"leadNameFirst\":\"Bob\",\"leadNameLast\":\"Smith\",\"leadAddress\":\"1 Main St\",\"leadAddress2\":\"Flat 2\","
            + "\"leadCity\":\"Clearwater\",\"leadState\":\"FL\",\"leadZip\":\"33760\",\"leadCountry\":\"United States\","
            + "\"leadPhone\":\"8885551212\",\"leadPhone2\":\"8885551313\",\"leadEmail\":\"bob@example.com\","
            + "\"leadIPAddress\":\"192.0.2.1\",\"leadCompany\":\"Smith Ltd\",\"leadGender\":\"M\","
            + "\"leadProductList\":[\"Widget\",\"Gadget\"]}]}";

    static final String ADD_TWO = ENVELOPE + "{\"leadPhone\":\"8885551212\"},{\"leadPhone\":\"8885551313\"}]}";

    private Infocu5Examples() {}
}
