package io.leadstream.schema;

/**
 * Notes of a decision that change what a producer is told; whoever decides writes them word for word
 * ({@code LeadDecision.notes}). Other notes are for people.
 */
public final class DecisionNotes {

    /** The NANPA check was asked for and its data is not loaded. */
    public static final String NANPA_NOT_LOADED = "nanpa data not loaded";

    /** The callback's campaign is not defined: the lead is accepted without its callback. */
    public static final String CALLBACK_CAMPAIGN_UNKNOWN = "callback not added: campaign not valid";

    /** The callback's user is not valid: the lead is accepted without its callback. */
    public static final String CALLBACK_USER_UNKNOWN = "callback not added: user not valid";

    /** The list has no custom form: the lead is accepted without its custom values. */
    public static final String CUSTOM_FORM_MISSING = "custom fields not added: no form";

    /** Custom fields are switched off: the lead is accepted without its custom values. */
    public static final String CUSTOM_FIELDS_DISABLED = "custom fields not added: disabled";

    private DecisionNotes() {}
}
