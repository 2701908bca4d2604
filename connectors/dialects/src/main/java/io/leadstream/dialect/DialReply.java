package io.leadstream.dialect;

/**
 * What a vendor said to a dial, as one code: what a {@link Reply} to a dial becomes in {@code DeliveryOutcome.reply} and
 * {@code LeadDecision.reply}, and what answers the caller.
 */
public final class DialReply {

    /** The dial was put to the agent. */
    public static final String SUCCESS = "success";

    public static final String NOT_LOGGED_IN = "agent not logged in";
    public static final String NOT_PAUSED = "agent not paused";
    public static final String NOT_ALLOWED = "agent not allowed";
    public static final String VALUE_INVALID = "value invalid";
    public static final String VALUE_BLANK = "value blank";

    /** The vendor did not say; the agent's screen may show the call or not. */
    public static final String NO_ANSWER = "no answer";

    private DialReply() {}

    /** The code of a reply to a dial; a refusal's is its reason. */
    public static String of(Reply reply) {
        return switch (reply) {
            case Reply.Accepted accepted -> SUCCESS;
            case Reply.Rejected rejected -> rejected.reason();
            case Reply.Throttled throttled -> NO_ANSWER;
            case Reply.Failed failed -> NO_ANSWER;
            case Reply.Unknown unknown -> NO_ANSWER;
        };
    }
}
