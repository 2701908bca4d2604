package io.leadstream.dialect;

import java.util.Set;

/**
 * A producer that may submit, as the gateway's configuration describes it; it holds no secret.
 *
 * @param id the account's id, as events and decisions carry it
 * @param dialect the dialect it talks
 * @param name the login name its documents echo (a user, an affiliate or client id); may be empty
 * @param callingCode calling code of its numbers where they name none, digits
 * @param zone IANA zone that its date-times are in
 * @param users users of the account that callbacks may name
 * @param functions functions it may call; empty: all
 * @param lists lists it may submit to; empty: all
 * @param campaigns campaigns it may submit to; empty: all
 * @param roles what it may do at all
 */
public record Account(
        String id,
        String dialect,
        String name,
        String callingCode,
        String zone,
        Set<String> users,
        Set<String> functions,
        Set<String> lists,
        Set<String> campaigns,
        Set<Role> roles) {

    /** An account that may do what accounts may do where nothing else is said. */
    public Account(
            String id,
            String dialect,
            String name,
            String callingCode,
            String zone,
            Set<String> users,
            Set<String> functions,
            Set<String> lists,
            Set<String> campaigns) {
        this(id, dialect, name, callingCode, zone, users, functions, lists, campaigns, Role.DEFAULT);
    }

    /** True if the account has a role. */
    public boolean may(Role role) {
        return roles.contains(role);
    }

    /** True if the account may call a function. */
    public boolean mayCall(String function) {
        return functions.isEmpty() || functions.contains(function);
    }

    /** True if the account may submit to a list. */
    public boolean mayUseList(String list) {
        return lists.isEmpty() || lists.contains(list);
    }

    /** True if the account may submit to a campaign. */
    public boolean mayUseCampaign(String campaign) {
        return campaigns.isEmpty() || campaigns.contains(campaign);
    }
}
