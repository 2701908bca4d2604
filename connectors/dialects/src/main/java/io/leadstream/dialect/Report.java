package io.leadstream.dialect;

import io.leadstream.schema.Agent;
import io.leadstream.schema.CallRecord;
import java.util.List;
import java.util.Map;

/** What a vendor's answer to a {@link Question} holds. */
public sealed interface Report {

    /** Its agents, perhaps none. */
    record Agents(List<Agent> agents) implements Report {}

    /**
     * Its calls, perhaps none.
     *
     * @param unreadable calls without a usable id or time, which are left out
     */
    record Calls(List<CallRecord> calls, int unreadable) implements Report {}

    /**
     * What its campaigns and lists are called.
     *
     * @param campaigns names by campaign id
     * @param lists names by list id
     */
    record Campaigns(Map<String, String> campaigns, Map<String, String> lists) implements Report {}

    /**
     * Nothing, and it is to be asked again later.
     *
     * @param why throttled, failed, or an answer that says nothing
     */
    record None(Reply why) implements Report {}
}
