package io.leadstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadstream.dialect.Account;
import io.leadstream.dialect.Reports;
import io.leadstream.dialect.Role;
import io.leadstream.schema.CardKeyset;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountsTest {

    /** SHA-256 of the bytes 0a 0b and {@code 1234}. */
    private static final String HASHED_1234 = "sha256:0A0B:" + sha256(new byte[] {0x0a, 0x0b, '1', '2', '3', '4'});

    private final List<GatewayAccount> configured = List.of(
            Fixtures.account("first", "plain", "6666", "1234", 1),
            Fixtures.account("hashed", "plain", "7777", HASHED_1234, 1),
            Fixtures.account("key-one", "plain", "", "demo-key", 1),
            Fixtures.account("key-two", "plain", "", "other-key", 1),
            Fixtures.account("open", "plain", "DEMO1", "", 1),
            Fixtures.account("foreign", "other", "8888", "1234", 1));

    private final Accounts accounts =
            new Accounts(configured, "plain", new SecureRandom(), Reports.NONE, Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "6666, 1234, first",
        "7777, 1234, hashed",
        "'', demo-key, key-one",
        "'', other-key, key-two",
        "DEMO1, '', open",
        "6666, 12345, ''",
        "6666, '', ''",
        "6666, demo-key, ''",
        "7777, 4321, ''",
        "'', '', ''",
        "'', 1234, ''",
        "nobody, 1234, ''",
        "8888, 1234, ''",
    })
    void aLoginFindsTheAccountThatBothPartsBelongTo(String name, String secret, String id) {
        assertThat(accounts.login(name, secret).map(Account::id).orElse("")).isEqualTo(id);
    }

    @Test
    void cardNumbersAreSealedWhereThereIsAKeyset(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("keyset.json");
        CardKeyset.create(file);
        var sealing = new Accounts(
                configured, "plain", new SecureRandom(), Reports.NONE, CardKeyset.configured(file.toString()));

        assertThat(sealing.seal("4111111111111111", "17275551111"))
                .flatMap(card -> CardKeyset.read(file).open(card, "17275551111"))
                .contains("4111111111111111");
        assertThat(accounts.seal("4111111111111111", "17275551111")).isEmpty();
    }

    @Test
    void whoMayOnlyViewIsKnownButNotLetInToSubmit() {
        var some = new Accounts(
                List.of(
                        Fixtures.account("viewer", "plain", "v", "s", List.of("view")),
                        Fixtures.account("sender", "plain", "s", "s", List.of("submit")),
                        Fixtures.account("nobody", "plain", "n", "s", List.of())),
                "plain",
                new SecureRandom(),
                Reports.NONE,
                Optional.empty());

        assertThat(some.login("v", "s")).isEmpty();
        assertThat(some.known("v", "s").orElseThrow().roles()).containsExactly(Role.VIEW);
        assertThat(some.login("s", "s")).isPresent();
        assertThat(some.login("n", "s")).isEmpty();
        assertThat(some.known("n", "s").orElseThrow().roles()).isEmpty();
        assertThat(some.known("v", "wrong")).isEmpty();
        assertThat(accounts.login("6666", "1234").orElseThrow().roles())
                .containsExactlyInAnyOrder(Role.SUBMIT, Role.VIEW);
    }

    @Test
    void theHashItselfIsNoPassword() {
        assertThat(accounts.login("7777", HASHED_1234)).isEmpty();
    }

    @Test
    void eventIdsAreNew() {
        assertThat(accounts.newEventId()).hasSize(36).isNotEqualTo(accounts.newEventId());
    }

    /** Work is counted rather than timed: every login hashes the given secret once for each account of the dialect. */
    @ParameterizedTest
    @CsvSource({"6666, 1234", "DEMO1, ''", "'', other-key", "6666, wrong", "nobody, 1234", "'', ''", "8888, 1234"})
    void aLoginCostsTheSameWhetherAndWhereverItIsRight(String name, String secret) {
        List<String> hashed = new ArrayList<>();
        var counted =
                new Accounts(configured, "plain", new SecureRandom(), Reports.NONE, Optional.empty(), (salt, given) -> {
                    hashed.add(given);
                    return SecretHash.SHA_256.hash(salt, given);
                });
        hashed.clear(); // the configured secrets

        var found = counted.login(name, secret);

        assertThat(found).isEqualTo(accounts.login(name, secret));
        assertThat(hashed).hasSize(5).containsOnly(secret);
    }

    private static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
