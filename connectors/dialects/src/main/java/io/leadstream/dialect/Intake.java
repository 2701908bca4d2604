package io.leadstream.dialect;

import io.leadstream.schema.Card;
import java.util.Optional;

/** What a dialect asks of whoever received a call for it. */
public interface Intake {

    /**
     * The account that a pair of credentials belongs to and that may submit, or nothing. It takes the same time either way.
     *
     * @param name the login name; empty where the dialect has none
     * @param secret the password or key; empty where the dialect has none
     */
    Optional<Account> login(String name, String secret);

    /**
     * The account that a pair of credentials belongs to, or nothing, as {@link #login}, whatever it may do: whoever asks has to
     * look at its roles.
     */
    default Optional<Account> known(String name, String secret) {
        return login(name, secret);
    }

    /** A new event id, for a lead whose producer gave none. */
    String newEventId();

    /**
     * A card number as an event may carry it, or nothing if whoever received the call can seal none.
     *
     * @param number digits
     * @param phone the identity of the lead's phone
     */
    default Optional<Card> seal(String number, String phone) {
        return Optional.empty();
    }

    /** What producers may look up; nothing, unless whoever received the call keeps something. */
    default Reports reports() {
        return Reports.NONE;
    }
}
