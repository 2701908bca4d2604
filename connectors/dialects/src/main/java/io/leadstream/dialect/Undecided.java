package io.leadstream.dialect;

/** Why a good call gets no decision. */
public enum Undecided {
    /** No decision came in time; the lead is not lost and may be sent again with the same event id. */
    NO_DECISION_IN_TIME,
    /** The account sends more than it may; nothing was saved. */
    TOO_MANY_REQUESTS,
    /** The pipeline took nothing: it cannot be reached, or is closing; nothing was saved. */
    UNAVAILABLE
}
