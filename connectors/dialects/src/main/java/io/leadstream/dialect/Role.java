package io.leadstream.dialect;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an account may do at the gateway. */
public enum Role {

    /** Submit leads, cancel them, have them dialled. */
    SUBMIT,

    /** Look at leads, agents, calls and campaigns. */
    VIEW,

    /** Change how the system runs. No door of the gateway asks for it yet. */
    OPERATE;

    /** What an account may do where its configuration does not say. */
    public static final Set<Role> DEFAULT = Set.of(SUBMIT, VIEW);

    /** The role that a configuration calls {@code name}, in small letters; nothing if there is none. */
    public static Optional<Role> of(String name) {
        for (Role role : values()) {
            if (role.text().equals(name)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** Its name in configurations and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
