package io.leadstream.gateway;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Role;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A producer that may submit, as the configuration file describes it; what is left out there takes its default.
 *
 * @param id the account's id, unique in the gateway
 * @param dialect the dialect it talks
 * @param name the login name; empty where the dialect has none, as dialler
 * @param secret the password or key, plain or {@code sha256:<salt in hex>:<SHA-256 of salt and secret in hex>}; empty where
 *     the dialect has none, as partials
 * @param callingCode calling code of its numbers where they name none, digits; 1
 * @param zone IANA zone of its date-times; UTC
 * @param users users that callbacks may name
 * @param functions functions it may call; empty: all
 * @param lists lists it may submit to; empty: all
 * @param campaigns campaigns it may submit to; empty: all
 * @param requestsAtOnce how many of its requests may wait for their decisions at once; 200
 * @param requestsPerSecond how many requests it may send a second, on average over a second; 0 is no limit
 * @param roles what it may do: submit, view, operate; submit and view
 */
public record GatewayAccount(
        String id,
        String dialect,
        String name,
        String secret,
        String callingCode,
        String zone,
        List<String> users,
        List<String> functions,
        List<String> lists,
        List<String> campaigns,
        int requestsAtOnce,
        int requestsPerSecond,
        List<String> roles) {

    private static final int DEFAULT_REQUESTS_AT_ONCE = 200;
    private static final List<String> DEFAULT_ROLES = List.of(Role.SUBMIT.text(), Role.VIEW.text());

    /** An account with the roles that accounts have where nothing else is said. */
    public GatewayAccount(
            String id,
            String dialect,
            String name,
            String secret,
            String callingCode,
            String zone,
            List<String> users,
            List<String> functions,
            List<String> lists,
            List<String> campaigns,
            int requestsAtOnce,
            int requestsPerSecond) {
        this(
                id,
                dialect,
                name,
                secret,
                callingCode,
                zone,
                users,
                functions,
                lists,
                campaigns,
                requestsAtOnce,
                requestsPerSecond,
                DEFAULT_ROLES);
    }

    /**
     * Fills in what was left out.
     *
     * @throws IllegalArgumentException if a part is missing that has no default, or makes no sense
     */
    public GatewayAccount {
        id = orElse(id, "");
        dialect = orElse(dialect, "");
        name = orElse(name, "");
        secret = orElse(secret, "");
        callingCode = orElse(callingCode, "1");
        zone = orElse(zone, "UTC");
        users = List.copyOf(orElse(users, List.of()));
        functions = List.copyOf(orElse(functions, List.of()));
        lists = List.copyOf(orElse(lists, List.of()));
        campaigns = List.copyOf(orElse(campaigns, List.of()));
        requestsAtOnce = requestsAtOnce == 0 ? DEFAULT_REQUESTS_AT_ONCE : requestsAtOnce;
        roles = List.copyOf(orElse(roles, DEFAULT_ROLES));
        require(!id.isBlank(), "an account has no id");
        require(!dialect.isBlank(), "account " + id + " has no dialect");
        require(!(name.isEmpty() && secret.isEmpty()), "account " + id + " has neither a name nor a secret");
        require(callingCode.matches("[0-9]{1,4}"), "account " + id + ": a calling code is 1 to 4 digits");
        require(requestsAtOnce > 0, "account " + id + ": requestsAtOnce is below 1");
        require(requestsPerSecond >= 0, "account " + id + ": requestsPerSecond is negative");
        for (String role : roles) {
            require(Role.of(role).isPresent(), "account " + id + ": a role is submit, view or operate, not " + role);
        }
        require(isZone(zone), "account " + id + ": no time zone is called " + zone);
        require(SecretHash.isReadable(secret), "account " + id + ": a hashed secret is sha256:<hex>:<64 hex digits>");
    }

    /** What dialects may know of it. */
    Account account() {
        return new Account(
                id,
                dialect,
                name,
                callingCode,
                zone,
                Set.copyOf(users),
                Set.copyOf(functions),
                Set.copyOf(lists),
                Set.copyOf(campaigns),
                roles.stream().flatMap(role -> Role.of(role).stream()).collect(Collectors.toUnmodifiableSet()));
    }

    /** The secret stays out of logs. */
    @Override
    public String toString() {
        return "GatewayAccount[" + id + ", " + dialect + "]";
    }

    private static boolean isZone(String zone) {
        try {
            return !ZoneId.of(zone).getId().isEmpty();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static <T> T orElse(T value, T otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
