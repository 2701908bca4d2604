package io.leadstream.sandbox;

import io.leadstream.dialect.Account;
import java.util.Objects;
import java.util.Set;

/**
 * A vendor of the sandbox and the one account that may call it; what is left out takes its default.
 *
 * @param id the vendor's id, and the first part of its paths
 * @param dialect the dialect it speaks
 * @param name the login name; empty where the dialect has none
 * @param secret the password or key; empty where the dialect has none
 * @param callingCode calling code of numbers that name none, digits; 1
 */
public record SandboxVendor(String id, String dialect, String name, String secret, String callingCode) {

    /**
     * Fills in what was left out.
     *
     * @throws IllegalArgumentException if a part is missing that has no default, or makes no sense
     */
    public SandboxVendor {
        id = Objects.requireNonNullElse(id, "");
        dialect = Objects.requireNonNullElse(dialect, "");
        name = Objects.requireNonNullElse(name, "");
        secret = Objects.requireNonNullElse(secret, "");
        callingCode = Objects.requireNonNullElse(callingCode, "1");
        require(
                id.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
                "a vendor's id is letters, digits, '.', '_' and '-': '" + id + "'");
        require(!dialect.isBlank(), "vendor " + id + " has no dialect");
        require(callingCode.matches("[0-9]{1,4}"), "vendor " + id + ": a calling code is 1 to 4 digits");
    }

    /** The one account, under the vendor's own id. */
    Account account() {
        return new Account(id, dialect, name, callingCode, "UTC", Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** The secret stays out of logs. */
    @Override
    public String toString() {
        return "SandboxVendor[" + id + ", " + dialect + "]";
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
