package io.leadstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Intake;
import io.leadstream.dialect.Reports;
import io.leadstream.dialect.Role;
import io.leadstream.schema.Card;
import io.leadstream.schema.CardKeyset;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The accounts that may submit in one dialect, and the door they come in by.
 *
 * <p>A login looks at every account of the dialect and hashes the given secret once for each, so that the time it takes
 * tells neither whether a name exists nor how much of a secret was right. Secrets are kept as salted hashes only.
 */
final class Accounts implements Intake {

    private record Entry(Account account, byte[] name, SecretHash secret) {}

    private static final int SALT_BYTES = 16;

    private final List<Entry> entries = new ArrayList<>();
    private final Reports reports;
    private final Optional<CardKeyset> cards;

    /** The accounts among {@code configured} that talk {@code dialect}, what they may look up, and what seals their cards. */
    Accounts(
            List<GatewayAccount> configured,
            String dialect,
            SecureRandom random,
            Reports reports,
            Optional<CardKeyset> cards) {
        this(configured, dialect, random, reports, cards, SecretHash.SHA_256);
    }

    /** The same with a hash of the caller's. */
    Accounts(
            List<GatewayAccount> configured,
            String dialect,
            SecureRandom random,
            Reports reports,
            Optional<CardKeyset> cards,
            SecretHash.Function hash) {
        this.reports = reports;
        this.cards = cards;
        for (GatewayAccount account : configured) {
            if (account.dialect().equals(dialect)) {
                byte[] salt = new byte[SALT_BYTES];
                random.nextBytes(salt);
                entries.add(new Entry(
                        account.account(),
                        account.name().getBytes(UTF_8),
                        SecretHash.of(account.secret(), salt, hash)));
            }
        }
    }

    @Override
    public Optional<Account> login(String name, String secret) {
        return known(name, secret).filter(account -> account.may(Role.SUBMIT));
    }

    @Override
    public Optional<Account> known(String name, String secret) {
        byte[] given = name.getBytes(UTF_8);
        Optional<Account> found = Optional.empty();
        for (Entry entry : entries) {
            boolean named = MessageDigest.isEqual(entry.name(), given);
            boolean fits = entry.secret().matches(secret) && named;
            if (fits && found.isEmpty()) {
                found = Optional.of(entry.account());
            }
        }
        return found;
    }

    @Override
    public Optional<Card> seal(String number, String phone) {
        return cards.map(keyset -> keyset.seal(number, phone));
    }

    @Override
    public Reports reports() {
        return reports;
    }

    @Override
    public String newEventId() {
        return UUID.randomUUID().toString();
    }
}
